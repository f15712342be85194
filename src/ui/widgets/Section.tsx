import { useId } from 'react';
import type { ReactNode } from 'react';
import styles from './Section.module.css';

export interface SectionProps {
  readonly title: string;
  /** Beside the title: a count, or a word on what is listed. */
  readonly note?: string;
  /** Anchor on the page. */
  readonly id?: string;
  readonly children: ReactNode;
}

/** One group of facts with a heading. */
export function Section({ title, note, id, children }: SectionProps): ReactNode {
  const heading = useId();
  return (
    <section id={id} className={styles.section} aria-labelledby={heading}>
      <h2 id={heading} className={styles.title}>
        {title}
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </h2>
      {children}
    </section>
  );
}
