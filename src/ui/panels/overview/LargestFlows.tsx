import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { formatBytes, formatCount, formatEndpoint } from '../../../base/format.ts';
import { formatByClock } from '../../../base/format-clock.ts';
import type { ToldName } from '../../../core/model/names.ts';
import type { Cell, Question } from '../../../core/model/question.ts';
import { setTableView, showFlow, showPanel } from '../../../state/actions/view.ts';
import { useRows } from '../../../state/use-rows.ts';
import { useStore } from '../../../state/store.ts';
import { useTableDescription } from '../../../state/tables.ts';
import { NamedAddress } from '../../table/NamedAddress.tsx';
import controls from '../../widgets/controls.module.css';
import { answerFailure } from '../../words/row-failure.ts';
import { Button } from '../../widgets/Button.tsx';
import { Section } from '../../widgets/Section.tsx';
import styles from '../../widgets/facts.module.css';

const SHOWN = 8;
/** By what flows stand out. */
const ORDERS = {
  bidirectional_bytes: 'Most bytes',
  bidirectional_packets: 'Most packets',
  bidirectional_duration_ms: 'Longest',
  bidirectional_max_piat_ms: 'Longest silence',
  bidirectional_stddev_piat_ms: 'Most irregular gaps',
} as const;
type Order = keyof typeof ORDERS;
const COLUMNS = [
  'src_ip',
  'src_port',
  'dst_ip',
  'dst_port',
  'protocol_name',
  'bidirectional_packets',
  'bidirectional_bytes',
  'bidirectional_duration_ms',
] as const;
const BYTES_AT = COLUMNS.indexOf('bidirectional_bytes');

/** The flows of the time range that stand out: where to look first. */
export function LargestFlows(): ReactNode {
  const range = useStore((state) => state.range);
  const { columns: known } = useTableDescription('flows');
  const [order, setOrder] = useState<Order>('bidirectional_bytes');
  const sort = useMemo(() => ({ column: order, descending: true }), [order]);
  const question = useMemo(
    (): Question => ({ table: 'flows', filter: '', sort, ...(range === undefined ? {} : { range }) }),
    [range, sort],
  );
  const { window, want, failure } = useRows(question, COLUMNS);
  useEffect(() => want(0, SHOWN), [want, question]);
  if (failure !== undefined) return <Section title="Flows that stand out">{answerFailure(failure)}</Section>;
  if (window === undefined || window.rows.length === 0) return undefined;
  const rows = window.rows.slice(0, SHOWN);
  const most = Math.max(...rows.map((_, at) => Number(window.cells[at]?.[BYTES_AT] ?? 0)));
  return (
    <Section
      title="Flows that stand out"
      note={`${formatCount(rows.length)} of ${formatCount(window.shown)}${range === undefined ? '' : ', in the time range'}`}
    >
      <label className={styles.choice}>
        First:{' '}
        <select className={controls.select} value={order} onChange={(event) => setOrder(event.target.value as Order)}>
          {Object.entries(ORDERS)
            .filter(([id]) => known.some((column) => column.id === id))
            .map(([id, label]) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
        </select>
      </label>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Flow</th>
              <th scope="col">Source</th>
              <th scope="col">Destination</th>
              <th scope="col">Protocol</th>
              <th scope="col" className={styles.number}>
                Duration
              </th>
              <th scope="col" className={styles.number}>
                Packets
              </th>
              <th scope="col" className={styles.number}>
                Bytes
              </th>
              <td className={styles.share} />
            </tr>
          </thead>
          <tbody>
            {rows.map((flow, at) => (
              <FlowRow
                key={flow}
                flow={flow}
                cells={window.cells[at] ?? []}
                names={[window.names?.['src_ip']?.[at], window.names?.['dst_ip']?.[at]]}
                most={most}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Button look="link" onClick={() => showAll(sort)}>
        All flows in this order
      </Button>
    </Section>
  );
}

interface FlowRowProps {
  readonly flow: number;
  readonly cells: readonly Cell[];
  /** Of source and destination. */
  readonly names: readonly [ToldName | undefined, ToldName | undefined];
  readonly most: number;
}

function FlowRow({ flow, cells, names, most }: FlowRowProps): ReactNode {
  const [source, sourcePort, destination, destinationPort, protocol, packets, bytes, duration] = cells.map(String);
  const clock = useStore((state) => state.parameters.timeResolution);
  const share = most > 0 ? Number(bytes) / most : 0;
  return (
    <tr>
      <td>
        <Button look="link" aria-label={`Flow ${flow}`} onClick={() => showFlow(flow)}>
          {formatCount(flow)}
        </Button>
      </td>
      <td className={styles.endpoint}>
        <NamedAddress told={names[0]} stacked>
          {endpoint(source, sourcePort)}
        </NamedAddress>
      </td>
      <td className={styles.endpoint}>
        <NamedAddress told={names[1]} stacked>
          {endpoint(destination, destinationPort)}
        </NamedAddress>
      </td>
      <td>{protocol}</td>
      <td className={styles.number}>{Number(packets) > 1 ? formatByClock(Number(duration), clock) : 'one packet'}</td>
      <td className={styles.number}>{formatCount(Number(packets))}</td>
      <td className={styles.number}>{formatBytes(Number(bytes))}</td>
      <td className={styles.share}>
        <span className={styles.bar} style={{ inlineSize: `${Math.max(1, 100 * share)}%` }} />
      </td>
    </tr>
  );
}

/** Port 0 stands for protocols without ports. */
function endpoint(address = '', port = '0'): string {
  return formatEndpoint(address, Number(port) || -1);
}

function showAll(sort: Question['sort']): void {
  setTableView('flows', { sort });
  showPanel('flows');
}
