import { SCOPES } from '../../model/flow-feature.ts';
import { fedFrom, sumLine, total } from '../explain/account.ts';
import { positionsOf } from '../explain/trace.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import type { GroupOfFeatures } from './feature-group.ts';
import { scopedColumns, sumOf, type ScopedFeature } from './number-columns.ts';
import { RecordFeature } from './record-feature.ts';
import type { RecordStore, SharedRecords } from './record-store.ts';

/** Numbers of a direction: bytes by accounting mode, in the order of the modes, then packets with payload. */
const PAYLOAD_PACKETS = 4;
const STRIDE = 5;

const LAYERS = [
  [
    'link',
    'linkSize',
    'Link bytes',
    'Bytes on the wire; not cut to 16 bits, as NFStream cuts them in accounting mode 0',
  ],
  ['ip', 'ipSize', 'IP bytes', 'Bytes of IP as in accounting mode 1'],
  ['transport', 'transportSize', 'Transport bytes', 'Bytes of transport header and payload as in accounting mode 2'],
  ['payload', 'payloadSize', 'Payload bytes', 'Bytes of payload as in accounting mode 3'],
] as const;

const BYTES = LAYERS.map(([layer, size, label, help], field): ScopedFeature<RecordStore> => ({
  name: `${layer}_bytes`,
  of: 'bytes',
  by: 'sum',
  label,
  kind: 'bytes',
  unit: 'B',
  help,
  formula: `Σ ${layer} size`,
  read: (store, scope) => sumOf(store, STRIDE, scope, field),
  explain: (trace, scope) => {
    const at = positionsOf(trace, scope);
    const values = at.map((position) => trace.sizeAs(size, position));
    const sum = total(values);
    return { result: sum, worked: [sumLine(values, sum)], fed: fedFrom(trace, { at, values, unit: 'B' }) };
  },
}));

const WITH_PAYLOAD: ScopedFeature<RecordStore> = {
  name: 'payload_packets',
  of: 'packets',
  by: 'count',
  label: 'Packets with payload',
  kind: 'integer',
  unit: 'packets',
  help: 'Packets that carry payload',
  formula: 'count(payload size > 0)',
  read: (store, scope) => sumOf(store, STRIDE, scope, PAYLOAD_PACKETS),
  explain: (trace, scope) => {
    const all = positionsOf(trace, scope);
    const at = all.filter((position) => trace.sizeAs('payloadSize', position) > 0);
    return {
      result: at.length,
      worked: [`${at.length} of ${all.length} packets have payload`],
      fed: fedFrom(trace, { at, values: at.map(() => 1), unit: 'packets' }),
    };
  },
};

const COLUMNS = scopedColumns('Bytes by layer', SCOPES, [...BYTES, WITH_PAYLOAD]);

class Accounting extends RecordFeature {
  constructor(records: SharedRecords) {
    super(STRIDE, COLUMNS, records);
  }

  protected count(values: Float64Array, at: number, packet: MeteredPacket): void {
    values[at] += packet.linkSize;
    values[at + 1] += packet.ipSize;
    values[at + 2] += packet.transportSize;
    values[at + 3] += packet.payloadSize;
    if (packet.payloadSize > 0) values[at + PAYLOAD_PACKETS]++;
  }
}

/** Bytes by all four accounting modes, and packets with payload. */
export const ACCOUNTING: GroupOfFeatures = {
  columns: COLUMNS,
  meter: ({ records }) => new Accounting(records),
};
