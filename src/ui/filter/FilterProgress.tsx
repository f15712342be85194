import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { FilterProgress as Progress } from '../../core/model/filter-advice.ts';
import { formatCount, formatCountOf } from '../../base/format.ts';
import { Button } from '../widgets/Button.tsx';
import styles from './FilterBox.module.css';

const EVERY_MS = 200;

interface FilterProgressProps {
  readonly ask: () => Promise<Progress | undefined>;
  /** Ends it. */
  readonly onStop: () => void;
}

/** How far a filter that reads the file has come, and a way to end it; asked for as long as this is there; nothing of one that does not. */
export function FilterProgress({ ask, onStop }: FilterProgressProps): ReactNode {
  const [progress, setProgress] = useState<Progress>();
  useEffect(() => {
    const timer = setInterval(() => void ask().then(setProgress), EVERY_MS);
    return () => clearInterval(timer);
  }, [ask]);
  if (progress === undefined) return null;
  const { done, total } = progress;
  const text = `${formatCount(done)} of ${formatCountOf(total, 'packet')} looked at`;
  return (
    <>
      <progress aria-label={text} title={text} max={total} value={done} className={styles.progress} />
      <Button
        look="plain"
        className={styles.stop}
        title={`${text}. Ends that; the rows stay as they are.`}
        onClick={onStop}
      >
        Stop
      </Button>
    </>
  );
}
