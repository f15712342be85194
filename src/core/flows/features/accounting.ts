import type { Column } from '../../model/column.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import { byScope, groupColumns, sumOf } from './group-columns.ts';
import { RecordFeature } from './record-feature.ts';
import type { SharedRecords } from './record-store.ts';

const NAMES = ['link_bytes', 'ip_bytes', 'transport_bytes', 'payload_bytes', 'payload_packets'];
/** Numbers of a direction, in the order of the names. */
const STRIDE = NAMES.length;

/** Bytes by all four accounting modes, and packets with payload. */
export class Accounting extends RecordFeature {
  constructor(records: SharedRecords) {
    super(STRIDE, records);
  }

  protected count(values: Float64Array, at: number, packet: MeteredPacket): void {
    values[at] += packet.linkSize;
    values[at + 1] += packet.ipSize;
    values[at + 2] += packet.transportSize;
    values[at + 3] += packet.payloadSize;
    if (packet.payloadSize > 0) values[at + 4]++;
  }

  columns(): readonly Column[] {
    return groupColumns(
      'accounting',
      byScope(NAMES, (scope, field) => sumOf(this.store, STRIDE, scope, field)),
    );
  }
}
