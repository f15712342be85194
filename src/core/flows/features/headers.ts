import { SCOPES } from '../../model/flow-feature.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import type { GroupOfFeatures } from './feature-group.ts';
import { scopedColumns, sumOf } from './number-columns.ts';
import { addToRange, largest, RANGE, smallest } from './range.ts';
import { RecordFeature } from './record-feature.ts';
import type { RecordStore, SharedRecords } from './record-store.ts';

/** Numbers of a direction: bytes of IP and transport headers, ranges of transport headers and of payloads. */
const IP = 0;
const TRANSPORT = 1;
const HEADER = 2;
const SEGMENT = HEADER + RANGE;
const STRIDE = SEGMENT + RANGE;

const COLUMNS = scopedColumns<RecordStore>('Headers', SCOPES, [
  {
    name: 'ip_header_bytes',
    of: 'bytes',
    by: 'sum',
    label: 'IP header bytes',
    kind: 'bytes',
    unit: 'B',
    help: 'Bytes of the innermost IP headers with options or extension headers',
    formula: 'Σ (start of transport − start of IP)',
    read: (store, scope) => sumOf(store, STRIDE, scope, IP),
  },
  {
    name: 'transport_header_bytes',
    of: 'bytes',
    by: 'sum',
    label: 'Transport header bytes',
    kind: 'bytes',
    unit: 'B',
    help: 'Bytes of the transport headers as NFStream sizes them: TCP with options, 8 for UDP and ICMP',
    behind: '; 0 for other protocols',
    formula: 'Σ (transport size − payload size)',
    read: (store, scope) => sumOf(store, STRIDE, scope, TRANSPORT),
  },
  {
    name: 'min_transport_header_bytes',
    of: 'bytes',
    by: 'min',
    label: 'Transport header min',
    kind: 'bytes',
    unit: 'B',
    help: "The shortest transport header (CICFlowMeter's Fwd Seg Size Min, in its direction)",
    behind: '; 0 without packets',
    formula: 'min(transport size − payload size)',
    read: (store, scope) => smallest(store, rangesOf(scope, HEADER)),
  },
  {
    name: 'max_transport_header_bytes',
    of: 'bytes',
    by: 'max',
    label: 'Transport header max',
    kind: 'bytes',
    unit: 'B',
    help: 'The longest transport header',
    behind: '; 0 without packets',
    formula: 'max(transport size − payload size)',
    read: (store, scope) => largest(store, rangesOf(scope, HEADER)),
  },
  {
    name: 'min_segment_bytes',
    of: 'bytes',
    by: 'min',
    label: 'Segment min',
    kind: 'bytes',
    unit: 'B',
    help: 'The smallest payload of the packets that carry any',
    behind: '; 0 without any',
    formula: 'min(payload size > 0)',
    read: (store, scope) => smallest(store, rangesOf(scope, SEGMENT)),
  },
  {
    name: 'max_segment_bytes',
    of: 'bytes',
    by: 'max',
    label: 'Segment max',
    kind: 'bytes',
    unit: 'B',
    help: 'The largest payload of a packet',
    behind: '; 0 without any',
    formula: 'max(payload size)',
    read: (store, scope) => largest(store, rangesOf(scope, SEGMENT)),
  },
]);

/** Where the ranges of a scope lie: those of both directions, or of one. */
function rangesOf(scope: number, field: number): readonly number[] {
  return scope === 0 ? [field, STRIDE + field] : [(scope - 1) * STRIDE + field];
}

class Headers extends RecordFeature {
  constructor(records: SharedRecords) {
    super(STRIDE, COLUMNS, records);
  }

  protected count(values: Float64Array, at: number, packet: MeteredPacket): void {
    values[at + IP] += packet.ipHeaderLength;
    values[at + TRANSPORT] += packet.transportHeaderLength;
    addToRange(values, at + HEADER, packet.transportHeaderLength);
    if (packet.payloadSize > 0) addToRange(values, at + SEGMENT, packet.payloadSize);
  }
}

/** Bytes of headers, sizes of transport headers and segments. */
export const HEADERS: GroupOfFeatures = {
  columns: COLUMNS,
  meter: ({ records }) => new Headers(records),
};
