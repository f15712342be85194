import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount } from '../../../base/format.ts';
import { IconButton } from '../../widgets/Button.tsx';
import styles from './HitSteps.module.css';

interface HitStepsProps {
  readonly count: number;
  /** The one that is looked at, from 0. */
  readonly hit: number;
  readonly onHit: (hit: number) => void;
}

/** From one place that the filter found in the bytes to the next, round and round. */
export function HitSteps({ count, hit, onHit }: HitStepsProps): ReactNode {
  if (count === 0) return undefined;
  const step = (by: number): void => onHit((hit + by + count) % count);
  return (
    <div role="group" aria-label="Places that the filter found" className={styles.steps}>
      <IconButton label="Previous place" icon={<ChevronLeft aria-hidden />} onClick={() => step(-1)} />
      <span role="status">
        {formatCount(Math.min(hit, count - 1) + 1)} of {formatCount(count)} found
      </span>
      <IconButton label="Next place" icon={<ChevronRight aria-hidden />} onClick={() => step(1)} />
    </div>
  );
}
