import { useState } from 'react';
import { FLOW_COLUMNS } from '../../../core/model/flow-columns.ts';
import type { Cell } from '../../../core/model/question.ts';
import { featureGroups } from './feature-groups.ts';
import type { FeatureGroup, FeatureRow } from './feature-groups.ts';
import styles from './Features.module.css';

/** A flow's features in groups, every value to its last digit, with formulas and help on demand. */
export function Features({ cells }: { readonly cells: readonly Cell[] }) {
  const [explained, setExplained] = useState(false);
  return (
    <>
      <label className={styles.explain}>
        <input type="checkbox" checked={explained} onChange={(event) => setExplained(event.target.checked)} /> Show
        formulas and help
      </label>
      <div className={styles.groups}>
        {featureGroups(FLOW_COLUMNS, cells).map((group) => (
          <GroupTable key={group.group} group={group} explained={explained} />
        ))}
      </div>
    </>
  );
}

function GroupTable({ group, explained }: { readonly group: FeatureGroup; readonly explained: boolean }) {
  return (
    <div className={styles.group}>
      <table className={styles.table} data-matrix={group.matrix ? '' : undefined}>
        <caption>{group.group}</caption>
        <thead>
          <tr>
            <th scope="col">Feature</th>
            {group.matrix ? (
              <>
                <th scope="col">Both ways</th>
                <th scope="col">→ Out</th>
                <th scope="col">← Back</th>
              </>
            ) : (
              <th scope="col">Value</th>
            )}
          </tr>
        </thead>
        <tbody>
          {group.rows.map((row) => (
            <FeatureLines key={row.description.id} row={row} explained={explained} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FeatureLines({ row, explained }: { readonly row: FeatureRow; readonly explained: boolean }) {
  const { help, formula, unit, id } = row.description;
  return (
    <>
      <tr>
        <th scope="row" title={formula === '' ? help : `${help}\n${formula}`}>
          {row.label}
          {unit !== '' && unit !== 'packets' && <span className={styles.unit}> {unit}</span>}
        </th>
        {row.values.map((value) => (
          <td key={value.id} title={value.id}>
            {value.text}
          </td>
        ))}
      </tr>
      {explained && (
        <tr className={styles.help}>
          <td colSpan={row.values.length + 1}>
            {help} {formula !== '' && <code>{formula}</code>} <span className={styles.id}>{id}</span>
          </td>
        </tr>
      )}
    </>
  );
}
