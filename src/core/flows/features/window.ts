import type { Column } from '../../model/column.ts';
import { DIRECTIONS } from '../../model/describe-column.ts';
import { FIN, RST, SYN } from '../../model/tcp-flags.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import { groupColumns, type Read } from './group-columns.ts';
import { addToRange, largest, RANGE, smallest } from './range.ts';
import { RecordFeature } from './record-feature.ts';
import type { SharedRecords } from './record-store.ts';
import { hasTcpHeader } from './tcp.ts';

/** Numbers of a direction: range, first value, sum, closed windows. */
const VALUES = 0;
const FIRST = RANGE;
const SUM = FIRST + 1;
const CLOSED = SUM + 1;
const STRIDE = CLOSED + 1;

/** The window field of TCP, by direction; that of packets with RST means nothing (RFC 9293, section 3.5.2). */
export class Window extends RecordFeature {
  constructor(records: SharedRecords) {
    super(STRIDE, records);
  }

  protected count(values: Float64Array, at: number, packet: MeteredPacket): void {
    const { window, tcpFlags } = packet;
    if (!hasTcpHeader(packet) || (tcpFlags & RST) !== 0) return;
    if (values[at + VALUES] === 0) values[at + FIRST] = window;
    addToRange(values, at + VALUES, window);
    values[at + SUM] += window;
    if (window === 0 && (tcpFlags & (SYN | FIN)) === 0) values[at + CLOSED]++;
  }

  columns(): readonly Column[] {
    const { store } = this;
    const reads = DIRECTIONS.flatMap((scope, direction): [string, Read][] => {
      const at = direction * STRIDE;
      return [
        [`${scope}_first_window`, (record) => store.get(record, at + FIRST)],
        [`${scope}_min_window`, smallest(store, [at + VALUES])],
        [`${scope}_mean_window`, (record) => store.get(record, at + SUM) / Math.max(1, store.get(record, at + VALUES))],
        [`${scope}_max_window`, largest(store, [at + VALUES])],
        [`${scope}_zero_window_packets`, (record) => store.get(record, at + CLOSED)],
      ];
    });
    return groupColumns('window', reads);
  }
}
