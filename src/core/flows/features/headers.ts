import type { Column } from '../../model/column.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import type { FeatureMeter } from './feature-meter.ts';
import { byScope, groupColumns, sumOf } from './group-columns.ts';
import { addToRange, largest, RANGE, smallest } from './range.ts';
import { RecordStore, type SharedRecords } from './record-store.ts';

/** Numbers of a direction: bytes of IP and transport headers, ranges of transport headers and of payloads. */
const IP = 0;
const TRANSPORT = 1;
const HEADER = 2;
const SEGMENT = HEADER + RANGE;
const STRIDE = SEGMENT + RANGE;

const NAMES = [
  'ip_header_bytes',
  'transport_header_bytes',
  'min_transport_header_bytes',
  'max_transport_header_bytes',
  'min_segment_bytes',
  'max_segment_bytes',
];

/** Bytes of headers, sizes of transport headers and segments. */
export class Headers implements FeatureMeter {
  private readonly store: RecordStore;

  constructor(records: SharedRecords) {
    this.store = new RecordStore(2 * STRIDE, records);
  }

  open(record: number, direction: number, packet: MeteredPacket): void {
    this.store.clear(record);
    this.update(record, direction, packet);
  }

  update(record: number, direction: number, packet: MeteredPacket): void {
    const values = this.store.chunk(record);
    const at = this.store.at(record) + direction * STRIDE;
    values[at + IP] += packet.ipHeaderLength;
    values[at + TRANSPORT] += packet.transportHeaderLength;
    addToRange(values, at + HEADER, packet.transportHeaderLength);
    if (packet.payloadSize > 0) addToRange(values, at + SEGMENT, packet.payloadSize);
  }

  release(): void {
    // Nothing but fixed places.
  }

  columns(): readonly Column[] {
    const { store } = this;
    const reads = byScope(NAMES, (scope, name) => {
      if (name < 2) return sumOf(store, STRIDE, scope, name === 0 ? IP : TRANSPORT);
      const field = name < 4 ? HEADER : SEGMENT;
      const fields = scope === 0 ? [field, STRIDE + field] : [(scope - 1) * STRIDE + field];
      return name % 2 === 0 ? smallest(store, fields) : largest(store, fields);
    });
    return groupColumns('headers', reads);
  }
}
