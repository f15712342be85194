import { sampleDeviation, withValue, type Moments } from '../../../base/moments.ts';
import type { Column } from '../../model/column.ts';
import type { MeterParameters } from '../../model/parameters.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import type { Ticks } from '../ticks.ts';
import type { FeatureMeter } from './feature-meter.ts';
import { groupColumns, type Read } from './group-columns.ts';
import { MOMENTS, momentsAt, writeMoments } from './moments.ts';
import { RecordStore, type SharedRecords } from './record-store.ts';

/** Numbers of a record: first and last time of the active period at hand, then statistics of those before. */
const FIRST = 0;
const LAST = 1;
const ACTIVE = 2;
const IDLE = ACTIVE + MOMENTS;
const STRIDE = IDLE + MOMENTS;

/**
 * Active and idle periods as CICFlowMeter has them (BasicFlow.updateActiveIdleTime): a gap above the activity time-out is
 * an idle period and ends the active one, which counts if it lasted.
 */
export class Activity implements FeatureMeter {
  private readonly store: RecordStore;
  private readonly timeout: number;

  constructor(
    { activityTimeout }: MeterParameters,
    private readonly ticks: Ticks,
    records: SharedRecords,
  ) {
    this.store = new RecordStore(STRIDE, records);
    this.timeout = activityTimeout * 1000 * ticks.perMs;
  }

  open(record: number, _direction: number, _packet: MeteredPacket, now: number): void {
    this.store.clear(record);
    const values = this.store.chunk(record);
    const at = this.store.at(record);
    values[at + FIRST] = now;
    values[at + LAST] = now;
  }

  update(record: number, _direction: number, _packet: MeteredPacket, now: number): void {
    const values = this.store.chunk(record);
    const at = this.store.at(record);
    const gap = now - values[at + LAST];
    if (gap > this.timeout) {
      writeMoments(values, at + ACTIVE, this.active(record));
      writeMoments(values, at + IDLE, withValue(momentsAt(values, at + IDLE), gap));
      values[at + FIRST] = now;
    }
    values[at + LAST] = now;
  }

  release(): void {
    // Nothing but fixed places.
  }

  columns(): readonly Column[] {
    const idle = (record: number): Moments => momentsAt(this.store.chunk(record), this.store.at(record) + IDLE);
    const reads = [...this.reads('active', (record) => this.active(record)), ...this.reads('idle', idle)];
    return groupColumns('activity', reads, this.ticks.fine);
  }

  /** Active periods with the one at hand. */
  private active(record: number): Moments {
    const values = this.store.chunk(record);
    const at = this.store.at(record);
    const before = momentsAt(values, at + ACTIVE);
    const lasted = values[at + LAST] - values[at + FIRST];
    return lasted > 0 ? withValue(before, lasted) : before;
  }

  private reads(name: string, of: (record: number) => Moments): [string, Read][] {
    const { ticks } = this;
    return [
      [`${name}_periods`, (record) => of(record).count],
      [`min_${name}_ms`, (record) => ticks.ms(of(record).least)],
      [`mean_${name}_ms`, (record) => ticks.ms(of(record).mean)],
      [`stddev_${name}_ms`, (record) => ticks.ms(sampleDeviation(of(record).squares, of(record).count))],
      [`max_${name}_ms`, (record) => ticks.ms(of(record).most)],
    ];
  }
}
