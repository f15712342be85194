import type { Column } from '../../model/column.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import { byScope, groupColumns, sumOf } from './group-columns.ts';
import { addToRange, largest, RANGE, smallest } from './range.ts';
import { RecordFeature } from './record-feature.ts';
import type { SharedRecords } from './record-store.ts';

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
export class Headers extends RecordFeature {
  constructor(records: SharedRecords) {
    super(STRIDE, records);
  }

  protected count(values: Float64Array, at: number, packet: MeteredPacket): void {
    values[at + IP] += packet.ipHeaderLength;
    values[at + TRANSPORT] += packet.transportHeaderLength;
    addToRange(values, at + HEADER, packet.transportHeaderLength);
    if (packet.payloadSize > 0) addToRange(values, at + SEGMENT, packet.payloadSize);
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
