import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { stepMatch } from '../../state/actions/step-match.ts';
import { useStore } from '../../state/store.ts';
import { IconButton } from '../widgets/Button.tsx';

/** Goes to the next and the previous sequence of the list; nothing before a run. */
export function MatchSteps(): ReactNode {
  const hasRun = useStore(({ run }) => run.phase === 'done' && run.classes.length > 0);
  if (!hasRun) return undefined;
  return (
    <>
      <IconButton label="Previous sequence (,)" icon={<ChevronLeft aria-hidden />} onClick={() => stepMatch(-1)} />
      <IconButton label="Next sequence (.)" icon={<ChevronRight aria-hidden />} onClick={() => stepMatch(1)} />
    </>
  );
}
