import { X } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { ColumnDescription } from '../../../core/model/column.ts';
import { joinFilters } from '../../../core/model/group-filter.ts';
import { PAIR_KEY } from '../../../core/model/groups.ts';
import { HOST_COLUMNS } from '../../../core/model/host-columns.ts';
import type { Cell, Question } from '../../../core/model/question.ts';
import { drawWhere } from '../../../state/actions/ladder.ts';
import { showFlowsWhere, showPacketsWhere } from '../../../state/actions/view.ts';
import { useTableDescription } from '../../../state/tables.ts';
import { useRows } from '../../../state/use-rows.ts';
import { TopGroups } from '../../groups/TopGroups.tsx';
import { flowTime, type FlowTimes } from '../../table/epoch-column.ts';
import { formatCell } from '../../table/format-cell.ts';
import { Button, IconButton } from '../../widgets/Button.tsx';
import { Foreign } from '../../widgets/Foreign.tsx';
import facts from '../../widgets/facts.module.css';
import styles from './HostPane.module.css';

const IDS: readonly string[] = HOST_COLUMNS.map(({ id }) => id);

interface HostPaneProps {
  readonly row: number;
  readonly times: FlowTimes;
  readonly onClose: () => void;
}

/** All that is known of one host, and what leads on from it. */
export function HostPane({ row, times, onClose }: HostPaneProps): ReactNode {
  const cells = useCells(row);
  const { columns } = useTableDescription('flows');
  if (cells === undefined) return undefined;
  const host = String(cells[0]);
  const filter = `ip = ${host}`;
  const said = columns.some(({ id }) => id === 'application') ? APPLICATION : SERVICE;
  return (
    <aside aria-label={`Host ${host}`} className={styles.pane}>
      <header className={styles.head}>
        <h2>
          <Foreign>{host}</Foreign>
        </h2>
        <Button onClick={() => showFlowsWhere(filter)}>Show flows</Button>
        <Button onClick={() => showPacketsWhere(filter)}>Show packets</Button>
        <Button onClick={() => drawWhere(false, filter, host, undefined)}>Ladder</Button>
        <IconButton label="Close the detail" icon={<X aria-hidden />} onClick={onClose} />
      </header>
      <div className={styles.tables}>
        <HostFacts cells={cells} times={times} />
        <TopGroups {...SAID} title="Uses" by={said} filter={joinFilters(filter, `src_ip = ${host}`)} />
        <TopGroups {...SAID} title="Is asked for" by={said} filter={joinFilters(filter, `dst_ip = ${host}`)} />
        <TopGroups {...CONVERSATIONS} filter={filter} />
      </div>
    </aside>
  );
}

const APPLICATION = ['application'] as const;
const SERVICE = ['service'] as const;
/** Flows by what they are: those that the host began, and those that others began with it. */
const SAID = { nouns: 'applications', table: 'flows', measures: ['bytes', 'count', 'failed'] } as const;
const CONVERSATIONS = {
  title: 'Conversations',
  nouns: 'conversations',
  table: 'flows',
  by: [PAIR_KEY],
  measures: ['bytes', 'count', 'failed'],
} as const;

function HostFacts({ cells, times }: { readonly cells: readonly Cell[]; readonly times: FlowTimes }): ReactNode {
  return (
    <table className={facts.table}>
      <tbody>
        {HOST_COLUMNS.slice(1).map((column: ColumnDescription, at) => {
          const text = textOf(cells[at + 1] ?? '', column, times);
          return (
            text !== '' && (
              <tr key={column.id}>
                <th scope="row" title={column.help}>
                  {column.label}
                </th>
                <td className={facts.text}>
                  <Foreign>{text}</Foreign> {column.unit === 'B' && <span className={facts.dim}>B</span>}
                </td>
              </tr>
            )
          );
        })}
      </tbody>
    </table>
  );
}

function textOf(cell: Cell, column: ColumnDescription, times: FlowTimes): string {
  return column.kind === 'epoch-ms' ? flowTime(cell, times) : formatCell(cell, column);
}

/** The cells of one row, by the table's own order. */
function useCells(row: number): readonly Cell[] | undefined {
  const question = useMemo((): Question => ({ table: 'hosts', filter: '', slice: { first: row, last: row } }), [row]);
  const { window, key, questionKey, want } = useRows(question, IDS);
  useEffect(() => want(0, 1), [want, question]);
  return key === questionKey ? window?.cells[0] : undefined;
}
