import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { formatCount } from '../../base/format.ts';
import type { ColumnDescription } from '../../core/model/column.ts';
import { filterOfGroup, joinFilters } from '../../core/model/group-filter.ts';
import type { ToldName } from '../../core/model/names.ts';
import type { Cell, Question } from '../../core/model/question.ts';
import type { TableId } from '../../core/model/table.ts';
import { setTableView, showGroups, showRowsWhere } from '../../state/actions/view.ts';
import { useStore } from '../../state/store.ts';
import { useTableDescription } from '../../state/tables.ts';
import { useRows } from '../../state/use-rows.ts';
import { NamedAddress } from '../table/NamedAddress.tsx';
import { formatCell } from '../table/format-cell.ts';
import { Button } from '../widgets/Button.tsx';
import { Section } from '../widgets/Section.tsx';
import { answerFailure } from '../words/row-failure.ts';
import { keyColumns } from './group-columns.ts';
import styles from '../widgets/facts.module.css';

export interface TopGroupsProps {
  readonly title: string;
  /** Many of them: "hosts". */
  readonly nouns: string;
  readonly table: TableId;
  /** Of which rows; "" for all. */
  readonly filter?: string;
  readonly by: readonly string[];
  /** Measures shown, of which the first gives the order and the bars. */
  readonly measures: readonly string[];
  /** Rows shown. */
  readonly most?: number;
  /** Stands below the rows. */
  readonly children?: ReactNode;
}

const MOST = 6;
const NO_FILTER = '';

/** The largest groups of some rows, each a press away from its rows, all of them a press away as a table. */
export function TopGroups({
  title,
  nouns,
  table,
  filter = NO_FILTER,
  by,
  measures,
  most = MOST,
  children,
}: TopGroupsProps): ReactNode {
  const range = useStore((state) => state.range);
  const description = useTableDescription(table);
  const keys = useMemo(() => keyColumns(description, by), [description, by]);
  const told = useMemo(
    () => measures.flatMap((id) => description.grouping?.measures.find((measure) => measure.id === id) ?? []),
    [description, measures],
  );
  const columns = useMemo(() => [...keys, ...told].map(({ id }) => id), [keys, told]);
  const [order = ''] = measures;
  const question = useMemo(
    (): Question => ({
      table,
      filter,
      group: by,
      sort: { column: order, descending: true },
      ...(range !== undefined && { range }),
    }),
    [table, filter, by, order, range],
  );
  const { window, want, failure } = useRows(question, columns);
  useEffect(() => want(0, most), [want, question, most]);
  if (failure !== undefined) return <Section title={title}>{answerFailure(failure)}</Section>;
  if (window === undefined || window.rows.length === 0) return undefined;
  const rows = window.rows.slice(0, most);
  const largest = Number(window.cells[0]?.[keys.length] ?? 0);
  const showAll = (): void => {
    setTableView(table, { filter });
    setTableView('groups', { sort: { column: order, descending: true } });
    showGroups({ table, by });
  };
  const show = (group: string, counts = ''): void =>
    showRowsWhere(table, joinFilters(joinFilters(filter, group), counts));
  return (
    <Section title={title} note={countWords(rows.length, window.total, range !== undefined)}>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              {keys.map(({ id, label }) => (
                <th key={id} scope="col">
                  {label}
                </th>
              ))}
              {told.map(({ id, label, unit, help }) => (
                <th key={id} scope="col" className={styles.number} title={help}>
                  {label}
                  {unit === 'B' && <span className={styles.dim}> B</span>}
                </th>
              ))}
              <td className={styles.share} />
            </tr>
          </thead>
          <tbody>
            {rows.map((group, at) => (
              <GroupRow
                key={group}
                cells={window.cells[at] ?? []}
                names={keys.map(({ id }) => window.names?.[id]?.[at])}
                keys={keys}
                told={told}
                largest={largest}
                onShow={(cells, counts) => show(filterOfGroup(by, cells, description.grouping?.ends), counts)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {children}
      <Button look="link" onClick={showAll}>
        {window.total > rows.length ? `All ${formatCount(window.total)} ${nouns}` : `These ${nouns} as a table`}
      </Button>
    </Section>
  );
}

function countWords(shown: number, total: number, inRange: boolean): string {
  const count = shown < total ? `${formatCount(shown)} of ${formatCount(total)}` : formatCount(total);
  return inRange ? `${count}, in the time range` : count;
}

interface GroupRowProps {
  readonly cells: readonly Cell[];
  /** Names of the keys that are addresses. */
  readonly names: readonly (ToldName | undefined)[];
  readonly keys: readonly ColumnDescription[];
  readonly told: readonly ColumnDescription[];
  readonly largest: number;
  /** `counts`: filter of what a measure counts, beside that of the group. */
  readonly onShow: (keys: readonly Cell[], counts?: string) => void;
}

/** The first key is a button, and every number that counts some of the group’s rows only. */
function GroupRow({ cells, names, keys, told, largest, onShow }: GroupRowProps): ReactNode {
  const keyCells = cells.slice(0, keys.length);
  const numbers = cells.slice(keys.length);
  const share = largest > 0 ? Number(numbers[0]) / largest : 0;
  const words = keyCells.map((cell, at) => keyText(cell, keys[at]));
  return (
    <tr>
      {words.map((word, at) => (
        <td key={keys[at]?.id} className={keys[at]?.kind === 'address' ? styles.endpoint : styles.text}>
          {at === 0 ? (
            <Button look="link" aria-label={`Show ${words.join(', ')}`} onClick={() => onShow(keyCells)}>
              <NamedAddress told={names[at]} stacked>
                {word}
              </NamedAddress>
            </Button>
          ) : (
            <NamedAddress told={names[at]} stacked>
              {word}
            </NamedAddress>
          )}
        </td>
      ))}
      {told.map((description, at) => (
        <td key={description.id} className={styles.number}>
          {description.counts === undefined || numbers[at] === 0 ? (
            formatCell(numbers[at], description)
          ) : (
            <Button
              look="link"
              aria-label={`Show ${formatCell(numbers[at], description)} ${description.label.toLowerCase()} of ${words.join(', ')}`}
              onClick={() => onShow(keyCells, description.counts)}
            >
              {formatCell(numbers[at], description)}
            </Button>
          )}
        </td>
      ))}
      <td className={styles.share}>
        <span className={styles.bar} style={{ inlineSize: `${Math.max(1, 100 * share)}%` }} />
      </td>
    </tr>
  );
}

function keyText(cell: Cell, description: ColumnDescription | undefined): string {
  const text = description === undefined ? String(cell) : formatCell(cell, description);
  return text === '' ? '(none)' : text;
}
