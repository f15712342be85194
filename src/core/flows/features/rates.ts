import type { Column } from '../../model/column.ts';
import { bytesOf, packetsOf, spanOf } from '../flow-numbers.ts';
import type { MeteredFlows } from '../metered-flows.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import { byScope, groupColumns, sumOf, type Read } from './group-columns.ts';
import { RecordFeature } from './record-feature.ts';
import type { SharedRecords } from './record-store.ts';

/** Numbers of a direction: bytes of payload, bytes on the wire. */
const PAYLOAD = 0;
const LINK = 1;
const STRIDE = 2;

/** Packets and bytes a second, share of payload, ratio of the directions. */
export class Rates extends RecordFeature {
  constructor(records: SharedRecords) {
    super(STRIDE, records);
  }

  protected count(values: Float64Array, at: number, packet: MeteredPacket): void {
    values[at + PAYLOAD] += packet.payloadSize;
    values[at + LINK] += packet.linkSize;
  }

  columns(flows: MeteredFlows): readonly Column[] {
    const { first, last } = spanOf(flows, 0);
    const seconds: Read = (record) => flows.ticks.ms(last(record) - first(record)) / 1000;
    const reads = byScope(['packets_per_s', 'bytes_per_s', 'payload_share'], (scope, name) => {
      if (name === 0) return ratio(packetsOf(flows, scope), seconds);
      if (name === 1) return ratio(bytesOf(flows, scope), seconds);
      return ratio(sumOf(this.store, STRIDE, scope, PAYLOAD), sumOf(this.store, STRIDE, scope, LINK));
    });
    const downUp = ratio(bytesOf(flows, 2), bytesOf(flows, 1));
    return groupColumns('rates', [...reads, ['down_up_bytes_ratio', downUp]]);
  }
}

/** 0 where the divisor is 0. */
function ratio(dividend: Read, divisor: Read): Read {
  return (record) => {
    const by = divisor(record);
    return by === 0 ? 0 : dividend(record) / by;
  };
}
