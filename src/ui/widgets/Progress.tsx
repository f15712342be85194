import type { ReactNode } from 'react';
import styles from './Progress.module.css';

export interface ProgressProps {
  readonly label: string;
  /** 0 to 1; undefined while it is not known how much there is. */
  readonly value: number | undefined;
}

/** A thin bar that fills, or wanders while the end is not known. */
export function Progress({ label, value }: ProgressProps): ReactNode {
  const percent = value === undefined ? undefined : Math.round(100 * Math.min(1, Math.max(0, value)));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={styles.track}
    >
      <div
        className={percent === undefined ? styles.unknown : styles.bar}
        style={percent === undefined ? undefined : { inlineSize: `${percent}%` }}
      />
    </div>
  );
}

/** A small turning ring for waits without a measure; the text says what is waited for. */
export function Spinner({ label }: { readonly label: string }): ReactNode {
  return (
    <span role="status" className={styles.spinner}>
      <span className={styles.ring} aria-hidden />
      {label}
    </span>
  );
}
