import type { ReactNode } from 'react';
import { TEMPLATES } from './templates.ts';
import styles from './Templates.module.css';

/** Another way to begin than a template. */
interface Way {
  readonly title: string;
  readonly note: string;
  readonly onChoose: () => void;
}

interface TemplatesProps {
  readonly onChoose: (code: string) => void;
  readonly ways: readonly Way[];
}

/** What an empty editor offers to begin with. */
export function Templates({ onChoose, ways }: TemplatesProps): ReactNode {
  const all: readonly Way[] = [
    ...ways,
    ...TEMPLATES.map(({ title, note, code }) => ({ title, note, onChoose: () => onChoose(code) })),
  ];
  return (
    <section className={styles.templates} aria-label="Ways to begin">
      <p>Write above, or begin with one of these. Each runs as it is; its comments say what to change.</p>
      <ul className={styles.list}>
        {all.map((way) => (
          <li key={way.title}>
            <button type="button" className={styles.card} onClick={way.onChoose}>
              <span className={styles.title}>{way.title}</span>
              <span className={styles.note}>{way.note}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
