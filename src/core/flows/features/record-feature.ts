import type { Column } from '../../model/column.ts';
import type { MeteredFlows } from '../metered-flows.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import type { FeatureMeter } from './feature-meter.ts';
import { numberColumns, type NumberFeature } from './number-columns.ts';
import { RecordStore, type SharedRecords } from './record-store.ts';

/** A group whose numbers lie in fixed places, as many for each direction, and whose first packet counts like all others. */
export abstract class RecordFeature implements FeatureMeter {
  private readonly store: RecordStore;

  /** `stride`: numbers of a direction. `features`: who reads them. */
  constructor(
    private readonly stride: number,
    private readonly features: readonly NumberFeature<RecordStore>[],
    records: SharedRecords,
  ) {
    this.store = new RecordStore(2 * stride, records);
  }

  open(record: number, direction: number, packet: MeteredPacket): void {
    this.store.clear(record);
    this.update(record, direction, packet);
  }

  update(record: number, direction: number, packet: MeteredPacket): void {
    this.count(this.store.chunk(record), this.store.at(record) + direction * this.stride, packet);
  }

  release(): void {
    // Nothing but fixed places.
  }

  columns(flows: MeteredFlows): readonly Column[] {
    return numberColumns(this.features, this.store, flows);
  }

  /** Counts a packet into the numbers of its direction, which begin at values[at]. */
  protected abstract count(values: Float64Array, at: number, packet: MeteredPacket): void;
}
