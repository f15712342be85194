import type { Column } from '../../model/column.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import type { FeatureMeter } from './feature-meter.ts';
import { byScope, groupColumns, sumOf } from './group-columns.ts';
import { RecordStore, type SharedRecords } from './record-store.ts';

const NAMES = ['link_bytes', 'ip_bytes', 'transport_bytes', 'payload_bytes', 'payload_packets'];
/** Numbers of a direction, in the order of the names. */
const STRIDE = NAMES.length;

/** Bytes by all four accounting modes, and packets with payload. */
export class Accounting implements FeatureMeter {
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
    values[at] += packet.linkSize;
    values[at + 1] += packet.ipSize;
    values[at + 2] += packet.transportSize;
    values[at + 3] += packet.payloadSize;
    if (packet.payloadSize > 0) values[at + 4]++;
  }

  release(): void {
    // Nothing but fixed places.
  }

  columns(): readonly Column[] {
    return groupColumns(
      'accounting',
      byScope(NAMES, (scope, field) => sumOf(this.store, STRIDE, scope, field)),
    );
  }
}
