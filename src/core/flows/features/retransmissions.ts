import type { Column } from '../../model/column.ts';
import { ACK, FIN, RST, SYN } from '../../model/tcp-flags.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import type { FeatureMeter } from './feature-meter.ts';
import { byScope, groupColumns, sumOf } from './group-columns.ts';
import { RecordStore, type SharedRecords } from './record-store.ts';
import { SEEN_BYTES, SeenBytes } from './seen-bytes.ts';
import { hasTcpHeader } from './tcp.ts';

/** Counters of a direction, in the order of their names. */
const NAMES = [
  'retransmitted_packets',
  'retransmitted_bytes',
  'out_of_order_packets',
  'sequence_gap_packets',
  'duplicate_ack_packets',
  'keep_alive_packets',
];
const PACKETS = 0;
const BYTES = 1;
const OUT_OF_ORDER = 2;
const GAPS = 3;
const DUPLICATE_ACKS = 4;
const KEEP_ALIVES = 5;
/** Highest acknowledgement so far (-1: none) and the last window; then what was seen. */
const ACKNOWLEDGED = 6;
const LAST_WINDOW = 7;
const SEEN = 8;
const STRIDE = SEEN + SEEN_BYTES;

/**
 * TCP packets that repeat what was seen in the same flow record, by sequence numbers alone (docs/features.md). RST is
 * passed over: its sequence number is often one that the connection never had.
 */
export class Retransmissions implements FeatureMeter {
  private readonly store: RecordStore;
  private readonly seen = new SeenBytes();

  constructor(records: SharedRecords) {
    this.store = new RecordStore(2 * STRIDE, records);
  }

  open(record: number, direction: number, packet: MeteredPacket): void {
    this.store.clear(record);
    const values = this.store.chunk(record);
    for (let at = this.store.at(record); at < this.store.at(record) + 2 * STRIDE; at += STRIDE) {
      values[at + ACKNOWLEDGED] = -1;
      this.seen.clear(values, at + SEEN);
    }
    this.update(record, direction, packet);
  }

  update(record: number, direction: number, packet: MeteredPacket): void {
    if (!hasTcpHeader(packet) || (packet.tcpFlags & RST) !== 0) return;
    const values = this.store.chunk(record);
    const at = this.store.at(record);
    const own = at + direction * STRIDE;
    const isKeepAlive = this.countSequence(values, own, packet);
    if ((packet.tcpFlags & ACK) === 0) return;
    if (!isKeepAlive && this.isDuplicate(values, own, at + (1 - direction) * STRIDE, packet)) {
      values[own + DUPLICATE_ACKS]++;
    }
    const { acknowledgement, window } = packet;
    const before = values[own + ACKNOWLEDGED];
    if (before < 0 || ((acknowledgement - before) | 0) > 0) values[own + ACKNOWLEDGED] = acknowledgement;
    values[own + LAST_WINDOW] = window;
  }

  release(record: number): void {
    const values = this.store.chunk(record);
    const at = this.store.at(record);
    this.seen.release(values, at + SEEN);
    this.seen.release(values, at + STRIDE + SEEN);
  }

  columns(): readonly Column[] {
    return groupColumns(
      'retransmissions',
      byScope(NAMES, (scope, field) => sumOf(this.store, STRIDE, scope, field)),
    );
  }

  /** Counts by the sequence number; returns whether it is a keep-alive. SYN stands before the payload, FIN behind it. */
  private countSequence(values: Float64Array, own: number, packet: MeteredPacket): boolean {
    const { tcpFlags, payloadSize, sequence } = packet;
    const { seen } = this;
    const at = own + SEEN;
    const syn = (tcpFlags & SYN) !== 0 ? 1 : 0;
    const fin = (tcpFlags & FIN) !== 0 ? 1 : 0;
    const begun = seen.hasBegun(values, at);
    const start = seen.begin(values, at, sequence, syn === 1);
    const high = seen.end(values, at);
    if (begun && syn + fin === 0 && payloadSize <= 1 && start === high - 1) {
      values[own + KEEP_ALIVES]++;
      return true;
    }
    const length = syn + payloadSize + fin;
    if (start === high && syn === 0) {
      // Nearly every packet.
      seen.extend(values, at, length);
      return false;
    }
    if (start > high) values[own + GAPS]++;
    if (length === 0) {
      if (start > high) seen.see(values, at, start, start);
      return false;
    }
    const newSyn = syn === 0 ? 0 : seen.see(values, at, start, start + 1);
    const newPayload = seen.see(values, at, start + syn, start + syn + payloadSize);
    const newFin = fin === 0 ? 0 : seen.see(values, at, start + syn + payloadSize, start + length);
    const fresh = newSyn + newPayload + newFin;
    if (fresh === 0) values[own + PACKETS]++;
    values[own + BYTES] += payloadSize - newPayload;
    if (fresh > Math.max(0, start + length - Math.max(start, high))) values[own + OUT_OF_ORDER]++;
    return false;
  }

  /** RFC 5681, section 2: nothing but an acknowledgement, the highest so far again, the same window, bytes outstanding. */
  private isDuplicate(values: Float64Array, own: number, other: number, packet: MeteredPacket): boolean {
    const { tcpFlags, payloadSize, acknowledgement, window } = packet;
    if (payloadSize > 0 || (tcpFlags & (SYN | FIN)) !== 0) return false;
    if (acknowledgement !== values[own + ACKNOWLEDGED] || window !== values[own + LAST_WINDOW]) return false;
    const { seen } = this;
    if (!seen.hasBegun(values, other + SEEN)) return false;
    return seen.position(values, other + SEEN, acknowledgement) < seen.end(values, other + SEEN);
  }
}
