import { useState } from 'react';
import type { FocusEvent, KeyboardEvent } from 'react';
import { SCOPES } from '../../../core/model/flow-feature.ts';
import { explainFeature } from '../../../state/actions/view.ts';
import type { FeatureSection, FeatureRow, FeatureValue } from './feature-groups.ts';
import styles from './Features.module.css';

interface FeatureTableProps {
  readonly group: FeatureSection;
  /** With formulas and help. */
  readonly verbose: boolean;
  /** The feature that is explained. */
  readonly chosen: string | undefined;
}

/** A group of features. Its values are buttons: one stop for the Tab key, arrows lead from one to the next. */
export function FeatureTable({ group, verbose, chosen }: FeatureTableProps) {
  const first = group.rows.flatMap(({ values }) => values).find(({ text }) => text !== '')?.id;
  const [reached, setReached] = useState(first);
  const onFocus = (event: FocusEvent<HTMLElement>): void => {
    const { feature } = event.target.dataset;
    if (feature !== undefined) setReached(feature);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows of the buttons within
    <div role="group" aria-label={group.group} className={styles.group} onFocus={onFocus} onKeyDown={moveFocus}>
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
            <FeatureLines key={row.description.id} row={row} verbose={verbose} chosen={chosen} reached={reached} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface FeatureLinesProps extends Pick<FeatureTableProps, 'verbose' | 'chosen'> {
  readonly row: FeatureRow;
  /** The value that the Tab key leads to. */
  readonly reached: string | undefined;
}

function FeatureLines({ row, verbose, chosen, reached }: FeatureLinesProps) {
  const { help, formula, unit, id } = row.description;
  return (
    <>
      <tr>
        <th scope="row" title={formula === '' ? help : `${help}\n${formula}`}>
          {row.label}
          {unit !== '' && unit !== 'packets' && <span className={styles.unit}> {unit}</span>}
        </th>
        {row.values.map((value, at) => (
          <td key={SCOPES[at]} title={value.id}>
            {value.text !== '' && (
              <ValueButton value={value} chosen={value.id === chosen} reached={value.id === reached} />
            )}
          </td>
        ))}
      </tr>
      {verbose && (
        <tr className={styles.help}>
          <td colSpan={row.values.length + 1}>
            {help} {formula !== '' && <code>{formula}</code>} <span className={styles.id}>{id}</span>
          </td>
        </tr>
      )}
    </>
  );
}

interface ValueButtonProps {
  readonly value: FeatureValue;
  readonly chosen: boolean;
  readonly reached: boolean;
}

function ValueButton({ value: { id, text }, chosen, reached }: ValueButtonProps) {
  return (
    <button
      type="button"
      data-feature={id}
      tabIndex={reached ? 0 : -1}
      aria-expanded={chosen}
      className={styles.value}
      onClick={() => explainFeature(chosen ? undefined : id)}
    >
      {text}
    </button>
  );
}

/** Arrows: left and right within the row, up and down within the column. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const cell = event.target instanceof Element ? event.target.closest('td') : null;
  const row = cell?.parentElement;
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  if (cell === null || !(row instanceof HTMLTableRowElement) || step === undefined) return;
  event.preventDefault();
  const [down = 0, right = 0] = step;
  const rows = [...event.currentTarget.querySelectorAll('tr')].filter((each) => buttonsOf(each).length > 0);
  const target = rows[rows.indexOf(row) + down];
  const column = buttonsOf(row).findIndex((button) => cell.contains(button)) + right;
  if (target !== undefined) buttonsOf(target)[column]?.focus();
}

function buttonsOf(row: Element): readonly HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>('button')];
}
