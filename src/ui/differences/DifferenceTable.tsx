import { TOOLS, type Difference } from './differences.ts';
import styles from './Differences.module.css';

/** Rules of several tools side by side, a block for each. */
export function DifferenceTable({ differences }: { readonly differences: readonly Difference[] }) {
  return (
    <div className={styles.list}>
      {differences.map((difference) => (
        <div key={difference.topic} role="group" aria-label={difference.topic} className={styles.topic}>
          <h3>{difference.topic}</h3>
          <dl className={styles.tools}>
            {TOOLS.map(([field, name]) => (
              <div key={field} className={styles.tool}>
                <dt>{name}</dt>
                <dd>{difference[field]}</dd>
              </div>
            ))}
          </dl>
          {difference.option !== undefined && (
            <p className={styles.option}>Flowloom can be set otherwise: {difference.option}</p>
          )}
        </div>
      ))}
    </div>
  );
}
