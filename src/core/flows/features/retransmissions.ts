import type { Column } from '../../model/column.ts';
import { SCOPES } from '../../model/flow-feature.ts';
import { ACK, FIN, RST, SYN } from '../../model/tcp-flags.ts';
import type { MeteredFlows } from '../metered-flows.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import type { GroupOfFeatures } from './feature-group.ts';
import type { FeatureMeter } from './feature-meter.ts';
import { numberColumns, scopedColumns, sumOf } from './number-columns.ts';
import { RecordStore, type SharedRecords } from './record-store.ts';
import { SEEN_BYTES, SeenBytes } from './seen-bytes.ts';
import { hasTcpHeader } from './tcp.ts';

/** Counters of a direction. */
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

/** Counters of packets, as `counts` gives them: sent again, out of order, behind a gap, duplicate acknowledgements, keep-alives. */
const COUNTED = [PACKETS, OUT_OF_ORDER, GAPS, DUPLICATE_ACKS, KEEP_ALIVES] as const;

/** What a counter counts: packets, or bytes. */
const IN_PACKETS = { of: 'packets', by: 'count', kind: 'integer', unit: 'packets' } as const;
const IN_BYTES = { of: 'bytes', by: 'sum', kind: 'bytes', unit: 'B' } as const;

const COLUMNS = scopedColumns<RecordStore>('Retransmissions', SCOPES, [
  {
    ...IN_PACKETS,
    name: 'retransmitted_packets',
    label: 'Retransmitted packets',
    help: 'TCP packets of which every byte (SYN and FIN count as one) had been seen before, keep-alives apart',
    formula: 'count(old = length > 0)',
    read: (store, scope) => sumOf(store, STRIDE, scope, PACKETS),
  },
  {
    ...IN_BYTES,
    name: 'retransmitted_bytes',
    label: 'Retransmitted bytes',
    help: 'Payload bytes that had been seen before, also of packets that bring new ones, too; keep-alives apart',
    formula: 'Σ old payload bytes',
    read: (store, scope) => sumOf(store, STRIDE, scope, BYTES),
  },
  {
    ...IN_PACKETS,
    name: 'out_of_order_packets',
    label: 'Out of order',
    help: 'TCP packets that bring bytes from before the highest byte seen: reordered, or sent again after they were lost on the way to the point of capture',
    formula: 'count(new bytes below the highest end)',
    read: (store, scope) => sumOf(store, STRIDE, scope, OUT_OF_ORDER),
  },
  {
    ...IN_PACKETS,
    name: 'sequence_gap_packets',
    label: 'Sequence gaps',
    help: 'TCP packets that begin above the highest byte seen: something before them is missing or late',
    formula: 'count(sequence > highest end)',
    read: (store, scope) => sumOf(store, STRIDE, scope, GAPS),
  },
  {
    ...IN_PACKETS,
    name: 'duplicate_ack_packets',
    label: 'Duplicate ACKs',
    help: 'Empty TCP packets that repeat acknowledgement and window while bytes are unacknowledged (RFC 5681, section 2)',
    formula: 'count(duplicate)',
    read: (store, scope) => sumOf(store, STRIDE, scope, DUPLICATE_ACKS),
  },
  {
    ...IN_PACKETS,
    name: 'keep_alive_packets',
    label: 'Keep-alives',
    help: 'TCP packets with at most one byte that begin one below the highest byte seen (RFC 9293, section 3.8.4)',
    formula: 'count(sequence = highest end − 1, length ≤ 1)',
    read: (store, scope) => sumOf(store, STRIDE, scope, KEEP_ALIVES),
  },
]);

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

  /** How often each of `COUNTED` was seen in a direction of a record, in its order. */
  counts(record: number, direction: number): readonly number[] {
    const own = this.store.at(record) + direction * STRIDE;
    return COUNTED.map((counter) => this.store.chunk(record)[own + counter]);
  }

  columns(flows: MeteredFlows): readonly Column[] {
    return numberColumns(COLUMNS, this.store, flows);
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

/** TCP packets and bytes that come again, out of order or behind a gap. */
export const RETRANSMISSIONS: GroupOfFeatures = {
  columns: COLUMNS,
  meter: ({ records }) => new Retransmissions(records),
};
