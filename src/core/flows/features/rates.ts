import { flowColumn } from '../../model/describe-column.ts';
import { SCOPES, type Scope } from '../../model/flow-feature.ts';
import { fedFrom, total, type Account } from '../explain/account.ts';
import { positionsOf, type FlowTrace } from '../explain/trace.ts';
import { bytesOf, packetsOf, spanOf } from '../flow-numbers.ts';
import type { MeteredFlows } from '../metered-flows.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import type { GroupOfFeatures } from './feature-group.ts';
import { scopedColumns, sumOf, type NumberFeature, type Read } from './number-columns.ts';
import { RecordFeature } from './record-feature.ts';
import type { RecordStore, SharedRecords } from './record-store.ts';

/** Numbers of a direction: bytes of payload, bytes on the wire. */
const PAYLOAD = 0;
const LINK = 1;
const STRIDE = 2;

const DOWN_UP: NumberFeature<RecordStore> = {
  description: flowColumn(
    { name: 'down_up_bytes_ratio', of: 'bytes', by: 'ratio' },
    {
      label: 'Bytes down/up',
      kind: 'float',
      group: 'Rates',
      help: "Bytes back by bytes from the source, by the accounting mode; 0 if the source sent none. CICFlowMeter's Down/Up Ratio is one of packets, cut to a whole number.",
      formula: 'dst2src bytes / src2dst bytes',
    },
  ),
  read: (_, flows) => ratio(bytesOf(flows, 2), bytesOf(flows, 1)),
  explain: (trace) => {
    const bytes = (scope: Scope): number => total(positionsOf(trace, scope).map((position) => trace.sizes[position]));
    const fed = fedFrom(trace, { at: positionsOf(trace), values: trace.sizes, unit: 'B' });
    return { ...worked(bytes('dst2src'), bytes('src2dst'), ' B'), fed };
  },
};

const COLUMNS: readonly NumberFeature<RecordStore>[] = [
  ...scopedColumns<RecordStore>('Rates', SCOPES, [
    {
      name: 'packets_per_s',
      of: 'packets',
      by: 'rate',
      label: 'Packets/s',
      kind: 'float',
      unit: '1/s',
      help: 'Packets',
      behind: ', by the duration of the whole flow; 0 for a flow that lasts 0 ms, where CICFlowMeter writes Infinity',
      formula: '1000 · packets / bidirectional duration',
      read: (_, scope, flows) => ratio(packetsOf(flows, scope), secondsOf(flows)),
      explain: (trace, scope) => explainRate(trace, scope, () => 1, 'packets'),
    },
    {
      name: 'bytes_per_s',
      of: 'bytes',
      by: 'rate',
      label: 'Bytes/s',
      kind: 'float',
      unit: 'B/s',
      help: 'Bytes by the accounting mode',
      behind: ', by the duration of the whole flow; 0 for a flow that lasts 0 ms',
      formula: '1000 · bytes / bidirectional duration',
      read: (_, scope, flows) => ratio(bytesOf(flows, scope), secondsOf(flows)),
      explain: (trace, scope) => explainRate(trace, scope, (position) => trace.sizes[position], 'B'),
    },
    {
      name: 'payload_share',
      of: 'bytes',
      by: 'ratio',
      label: 'Payload share',
      kind: 'float',
      help: 'Share of payload in the bytes on the wire',
      behind: '; 0 without packets',
      formula: 'Σ payload size / Σ bytes on the wire',
      read: (store, scope) => ratio(sumOf(store, STRIDE, scope, PAYLOAD), sumOf(store, STRIDE, scope, LINK)),
      explain: (trace, scope) => {
        const at = positionsOf(trace, scope);
        const values = at.map((position) => trace.sizeAs('payloadSize', position));
        const link = total(at.map((position) => trace.sizeAs('linkSize', position)));
        return { ...worked(total(values), link, ' B'), fed: fedFrom(trace, { at, values, unit: 'B' }) };
      },
    },
  ]),
  DOWN_UP,
];

/** Duration of the whole flow. */
function secondsOf(flows: MeteredFlows): Read {
  const { first, last } = spanOf(flows, 0);
  return (record) => flows.ticks.ms(last(record) - first(record)) / 1000;
}

/** 0 where the divisor is 0. */
function ratio(dividend: Read, divisor: Read): Read {
  return (record) => {
    const by = divisor(record);
    return by === 0 ? 0 : dividend(record) / by;
  };
}

/** What the scope's packets come to, by the seconds of the whole flow. */
function explainRate(trace: FlowTrace, scope: Scope, of: (position: number) => number, unit: string): Account {
  const { times, clock } = trace;
  const at = positionsOf(trace, scope);
  const values = at.map(of);
  const seconds = clock.ms(times[times.length - 1] - times[0]) / 1000;
  return { ...worked(total(values), seconds, ' s'), fed: fedFrom(trace, { at, values, unit }) };
}

function worked(dividend: number, divisor: number, unit: string): Pick<Account, 'result' | 'worked'> {
  if (divisor === 0) return { result: 0, worked: [`the divisor is 0${unit}: 0`] };
  const result = dividend / divisor;
  return { result, worked: [`${dividend} / ${divisor}${unit} = ${result}`] };
}

class Rates extends RecordFeature {
  constructor(records: SharedRecords) {
    super(STRIDE, COLUMNS, records);
  }

  protected count(values: Float64Array, at: number, packet: MeteredPacket): void {
    values[at + PAYLOAD] += packet.payloadSize;
    values[at + LINK] += packet.linkSize;
  }
}

/** Packets and bytes a second, share of payload, ratio of the directions. */
export const RATES: GroupOfFeatures = {
  columns: COLUMNS,
  meter: ({ records }) => new Rates(records),
};
