import { useId } from 'react';
import type { ReactNode } from 'react';
import styles from './FlowDetailPane.module.css';

interface ChartSectionProps {
  readonly title: string;
  /** Takes a whole line of the pane. */
  readonly wide?: boolean;
  /** Stands at the end of the heading's line. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the detail pane under its heading. */
export function ChartSection({ title, wide = false, tools, children }: ChartSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section} data-wide={wide ? '' : undefined}>
      <div className={styles.heading}>
        <h3 id={id}>{title}</h3>
        {tools}
      </div>
      {children}
    </section>
  );
}

interface TableTwinProps {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly note?: string | undefined;
}

/** A chart's numbers as a table, for those who cannot or do not want to read the picture. */
export function TableTwin({ columns, rows, note }: TableTwinProps) {
  return (
    <details className={styles.twin}>
      <summary>As a table</summary>
      <div className={styles.twinScroller} tabIndex={0} role="region" aria-label="Numbers of the chart">
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>
                {row.map((cell, column) => (
                  <td key={columns[column]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {note !== undefined && <p className={styles.note}>{note}</p>}
    </details>
  );
}
