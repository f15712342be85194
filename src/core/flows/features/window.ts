import { DIRECTIONS } from '../../model/flow-feature.ts';
import { FIN, RST, SYN } from '../../model/tcp-flags.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import type { GroupOfFeatures } from './feature-group.ts';
import { scopedColumns, sumOf } from './number-columns.ts';
import { addToRange, largest, RANGE, smallest } from './range.ts';
import { RecordFeature } from './record-feature.ts';
import type { RecordStore, SharedRecords } from './record-store.ts';
import { hasTcpHeader } from './tcp.ts';

/** Numbers of a direction: range, first value, sum, closed windows. */
const VALUES = 0;
const FIRST = RANGE;
const SUM = FIRST + 1;
const CLOSED = SUM + 1;
const STRIDE = CLOSED + 1;

const FIELD = 'as it stands in the header, not scaled; packets with RST do not count';

const COLUMNS = scopedColumns<RecordStore>('TCP window', DIRECTIONS, [
  {
    name: 'first_window',
    of: 'window',
    by: 'first',
    label: 'Window first',
    kind: 'integer',
    help: `Window of the first TCP packet, ${FIELD}`,
    behind: '; 0 without packets',
    read: (store, scope) => sumOf(store, STRIDE, scope, FIRST),
  },
  {
    name: 'min_window',
    of: 'window',
    by: 'min',
    label: 'Window min',
    kind: 'integer',
    help: `The smallest TCP window, ${FIELD}`,
    behind: '; 0 without packets',
    formula: 'min(window)',
    read: (store, scope) => smallest(store, [(scope - 1) * STRIDE + VALUES]),
  },
  {
    name: 'mean_window',
    of: 'window',
    by: 'mean',
    label: 'Window mean',
    kind: 'float',
    help: `Arithmetic mean of the TCP windows, ${FIELD}`,
    behind: '; 0 without packets',
    formula: 'Σ window / n',
    read: (store, scope) => {
      const sum = sumOf(store, STRIDE, scope, SUM);
      const count = sumOf(store, STRIDE, scope, VALUES);
      return (record) => sum(record) / Math.max(1, count(record));
    },
  },
  {
    name: 'max_window',
    of: 'window',
    by: 'max',
    label: 'Window max',
    kind: 'integer',
    help: `The largest TCP window, ${FIELD}`,
    behind: '; 0 without packets',
    formula: 'max(window)',
    read: (store, scope) => largest(store, [(scope - 1) * STRIDE + VALUES]),
  },
  {
    name: 'zero_window_packets',
    of: 'packets',
    by: 'count',
    label: 'Zero windows',
    kind: 'integer',
    unit: 'packets',
    help: 'TCP packets that close the window (those with SYN, FIN or RST do not count)',
    formula: 'count(window = 0)',
    read: (store, scope) => sumOf(store, STRIDE, scope, CLOSED),
  },
]);

class Window extends RecordFeature {
  constructor(records: SharedRecords) {
    super(STRIDE, COLUMNS, records);
  }

  protected count(values: Float64Array, at: number, packet: MeteredPacket): void {
    const { window, tcpFlags } = packet;
    if (!hasTcpHeader(packet) || (tcpFlags & RST) !== 0) return;
    if (values[at + VALUES] === 0) values[at + FIRST] = window;
    addToRange(values, at + VALUES, window);
    values[at + SUM] += window;
    if (window === 0 && (tcpFlags & (SYN | FIN)) === 0) values[at + CLOSED]++;
  }
}

/** The window field of TCP, by direction; that of packets with RST means nothing (RFC 9293, section 3.5.2). */
export const WINDOW: GroupOfFeatures = {
  columns: COLUMNS,
  meter: ({ records }) => new Window(records),
};
