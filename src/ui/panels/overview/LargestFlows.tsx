import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { formatBytes, formatCount, formatDurationNs, formatEndpoint } from '../../../base/format.ts';
import type { Cell, Question } from '../../../core/model/question.ts';
import { setTableView, showFlow, showPanel } from '../../../state/actions/view.ts';
import { useRows } from '../../../state/use-rows.ts';
import { useStore } from '../../../state/store.ts';
import { answerFailure } from '../../words/row-failure.ts';
import { Button } from '../../widgets/Button.tsx';
import { Section } from './Section.tsx';
import styles from './tables.module.css';

const SHOWN = 8;
const SORT = { column: 'bidirectional_bytes', descending: true };
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

/** The flows with the most bytes in the time range: where to look first. */
export function LargestFlows(): ReactNode {
  const range = useStore((state) => state.range);
  const question = useMemo(
    (): Question => ({ table: 'flows', filter: '', sort: SORT, ...(range === undefined ? {} : { range }) }),
    [range],
  );
  const { window, want, failure } = useRows(question, COLUMNS);
  useEffect(() => want(0, SHOWN), [want, question]);
  if (failure !== undefined) return <Section title="Largest flows">{answerFailure(failure)}</Section>;
  if (window === undefined || window.rows.length === 0) return undefined;
  const rows = window.rows.slice(0, SHOWN);
  const most = Number(window.cells[0]?.[6] ?? 0);
  return (
    <Section title="Largest flows" note={range === undefined ? 'by bytes' : 'by bytes, in the time range'}>
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
              <FlowRow key={flow} flow={flow} cells={window.cells[at] ?? []} most={most} />
            ))}
          </tbody>
        </table>
      </div>
      <Button look="link" onClick={showAllBySize}>
        All flows by bytes
      </Button>
    </Section>
  );
}

interface FlowRowProps {
  readonly flow: number;
  readonly cells: readonly Cell[];
  readonly most: number;
}

function FlowRow({ flow, cells, most }: FlowRowProps): ReactNode {
  const [source, sourcePort, destination, destinationPort, protocol, packets, bytes, duration] = cells.map(String);
  const share = most > 0 ? Number(bytes) / most : 0;
  return (
    <tr>
      <td>
        <Button look="link" aria-label={`Flow ${flow}`} onClick={() => showFlow(flow)}>
          {formatCount(flow)}
        </Button>
      </td>
      <td className={styles.endpoint}>{endpoint(source, sourcePort)}</td>
      <td className={styles.endpoint}>{endpoint(destination, destinationPort)}</td>
      <td>{protocol}</td>
      <td className={styles.number}>{formatDurationNs(Number(duration) * 1e6)}</td>
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

function showAllBySize(): void {
  setTableView('flows', { sort: SORT });
  showPanel('flows');
}
