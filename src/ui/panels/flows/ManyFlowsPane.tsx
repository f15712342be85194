import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { formatCount, formatCountOf } from '../../../base/format.ts';
import type { ColumnDescription } from '../../../core/model/column.ts';
import type { Question } from '../../../core/model/question.ts';
import { setTableView, showPacketsOfFlows } from '../../../state/actions/view.ts';
import { useTableDescription } from '../../../state/tables.ts';
import { useRows } from '../../../state/use-rows.ts';
import type { ChosenRange } from '../../explorer/TableExplorer.tsx';
import { formatCell } from '../../table/format-cell.ts';
import { Button } from '../../widgets/Button.tsx';
import { Foreign } from '../../widgets/Foreign.tsx';
import { Section } from '../../widgets/Section.tsx';
import { answerFailure } from '../../words/row-failure.ts';
import facts from '../../widgets/facts.module.css';
import styles from './ManyFlowsPane.module.css';

/** Flows that stand side by side. */
const COMPARED = 6;
/** Flows that a filter names one by one. */
const MOST_NAMED = 1000;

/** Several flows together: their sums, the first of them side by side, and their packets in one press. */
export function ManyFlowsPane({ chosen }: { readonly chosen: ChosenRange }): ReactNode {
  const count = chosen.last - chosen.first + 1;
  const { sort: _, ...rest } = chosen.question;
  const slice = { first: chosen.first, last: chosen.last, ...(chosen.question.sort && { sort: chosen.question.sort }) };
  const question: Question = { ...rest, slice };
  return (
    <aside aria-label="Several flows" className={styles.pane}>
      <header className={styles.head}>
        <h2>{formatCountOf(count, 'flow')}</h2>
        <Named question={question} count={count} />
      </header>
      <div className={styles.sections}>
        <Sums question={question} />
        <SideBySide chosen={chosen} count={count} />
      </div>
    </aside>
  );
}

const FLOW = ['flow'] as const;

/** What leads on: the flows by their numbers. */
function Named({ question, count }: { readonly question: Question; readonly count: number }): ReactNode {
  const { window } = useWindow(question, FLOW, Math.min(count, MOST_NAMED));
  if (count > MOST_NAMED)
    return <span className={styles.note}>More than {formatCount(MOST_NAMED)}: a filter keeps so many better.</span>;
  if (window === undefined || window.rows.length < count) return undefined;
  const filter = `flow in {${window.cells
    .slice(0, count)
    .map(([flow]) => String(flow))
    .join(', ')}}`;
  return (
    <>
      <Button onClick={() => showPacketsOfFlows(filter)}>Show their packets</Button>
      <Button onClick={() => setTableView('flows', { filter })}>Keep only these</Button>
    </>
  );
}

const ALL: readonly string[] = [];

/** Counts, sums and times of all of them together. */
function Sums({ question }: { readonly question: Question }): ReactNode {
  const { grouping } = useTableDescription('flows');
  const measures = useMemo(() => (grouping?.measures ?? []).filter(({ kind }) => kind !== 'epoch-ms'), [grouping]);
  const columns = useMemo(() => measures.map(({ id }) => id), [measures]);
  const { window, failure } = useWindow({ ...question, group: ALL }, columns, 1);
  const [cells] = window?.cells ?? [];
  if (failure !== undefined) return <Section title="Together">{answerFailure(failure)}</Section>;
  if (cells === undefined) return undefined;
  return (
    <Section title="Together">
      <table className={facts.table}>
        <tbody>
          {measures.map((measure, at) => (
            <tr key={measure.id}>
              <th scope="row" title={measure.help}>
                {measure.label}
              </th>
              <td className={facts.number}>
                {formatCell(cells[at], measure)} <span className={facts.dim}>{measure.unit}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** The first flows beside each other: a row for each column that differs between flows as a rule. */
function SideBySide({ chosen, count }: { readonly chosen: ChosenRange; readonly count: number }): ReactNode {
  const { columns: known } = useTableDescription('flows');
  const columns = useMemo(() => COLUMNS.flatMap((id) => known.find((column) => column.id === id) ?? []), [known]);
  const ids = useMemo(() => columns.map(({ id }) => id), [columns]);
  const shown = Math.min(count, COMPARED);
  const { window } = useWindow(chosen.question, ids, shown, chosen.first);
  const cells = window?.cells.slice(chosen.first - window.from, chosen.first - window.from + shown) ?? [];
  if (window === undefined || cells.length < shown) return undefined;
  return (
    <Section title="Side by side" {...(count > shown && { note: `the first ${shown} of ${formatCount(count)}` })}>
      <div className={facts.scroll}>
        <table className={facts.table}>
          <tbody>
            {columns.map((column, at) => (
              <CompareRow key={column.id} column={column} values={cells.map((row) => formatCell(row[at], column))} />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

/** What is the same in all is quiet. */
function CompareRow({
  column,
  values,
}: {
  readonly column: ColumnDescription;
  readonly values: readonly string[];
}): ReactNode {
  const same = values.every((value) => value === values[0]);
  return (
    <tr className={same ? facts.dim : undefined}>
      <th scope="row" title={column.help}>
        {column.label}
      </th>
      {values.map((value, at) => (
        <td key={at} className={facts.number}>
          <Foreign>{value}</Foreign>
        </td>
      ))}
    </tr>
  );
}

const COLUMNS = [
  'flow',
  'src_ip',
  'src_port',
  'dst_ip',
  'dst_port',
  'service',
  'connection',
  'bidirectional_packets',
  'bidirectional_bytes',
  'src2dst_bytes',
  'dst2src_bytes',
  'bidirectional_duration_ms',
  'bidirectional_mean_ps',
  'bidirectional_mean_piat_ms',
  'bidirectional_stddev_piat_ms',
  'bidirectional_max_piat_ms',
];

/** Rows of a question, which may be a new object from render to render. */
function useWindow(question: Question, columns: readonly string[], count: number, from = 0) {
  const key = JSON.stringify(question);
  const asked = useMemo(() => JSON.parse(key) as Question, [key]);
  const rows = useRows(asked, columns);
  const { want } = rows;
  useEffect(() => want(from, count), [want, asked, from, count]);
  return rows;
}
