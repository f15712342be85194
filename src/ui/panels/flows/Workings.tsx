import { formatCountOf } from '../../../base/format.ts';
import type { Explanation, WorkedSteps } from '../../../core/model/explanation.ts';
import styles from './FeatureExplanation.module.css';

/** The formula, the same with the flow's numbers, and the first and last steps where they decide the last digits. */
export function Workings({ explanation: { formula, worked, steps, notes } }: { readonly explanation: Explanation }) {
  return (
    <>
      {(formula !== '' || worked.length > 0) && (
        <dl className={styles.workings}>
          {formula !== '' && (
            <div>
              <dt>Formula</dt>
              <dd>
                <code>{formula}</code>
              </dd>
            </div>
          )}
          {worked.length > 0 && (
            <div>
              <dt>Here</dt>
              <dd>
                {worked.map((line) => (
                  <code key={line}>{line}</code>
                ))}
              </dd>
            </div>
          )}
        </dl>
      )}
      {steps !== undefined && <Steps steps={steps} />}
      {notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
    </>
  );
}

function Steps({ steps: { columns, rows, omitted } }: { readonly steps: WorkedSteps }) {
  const last = rows.length - 1;
  return (
    <details className={styles.others}>
      <summary>Packet by packet</summary>
      <div className={styles.stepsScroller} tabIndex={0} role="region" aria-label="Steps of the computation">
        <table className={styles.steps}>
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
            {rows.map((cells, at) => [
              at === last && omitted > 0 && (
                <tr key="omitted">
                  <td colSpan={columns.length} className={styles.omitted}>
                    {formatCountOf(omitted, 'step')} left out
                  </td>
                </tr>
              ),
              <tr key={cells[0]}>
                {cells.map((cell, column) => (
                  <td key={columns[column]}>{cell}</td>
                ))}
              </tr>,
            ])}
          </tbody>
        </table>
      </div>
    </details>
  );
}
