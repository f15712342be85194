import type { Column } from '../../model/column.ts';
import { DIRECTIONS } from '../../model/describe-column.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import { groupColumns, type Read } from './group-columns.ts';
import { addToRange, largest, RANGE, smallest } from './range.ts';
import { RecordFeature } from './record-feature.ts';
import type { SharedRecords } from './record-store.ts';

/** Numbers of a direction: range, value of the first and of the last packet, changes. */
const VALUES = 0;
const FIRST = RANGE;
const LAST = FIRST + 1;
const CHANGES = LAST + 1;
const STRIDE = CHANGES + 1;

/** IPv4 time to live and IPv6 hop limit, by direction. */
export class TimeToLive extends RecordFeature {
  constructor(records: SharedRecords) {
    super(STRIDE, records);
  }

  protected count(values: Float64Array, at: number, { ttl }: MeteredPacket): void {
    if (values[at + VALUES] === 0) values[at + FIRST] = ttl;
    else if (ttl !== values[at + LAST]) values[at + CHANGES]++;
    values[at + LAST] = ttl;
    addToRange(values, at + VALUES, ttl);
  }

  columns(): readonly Column[] {
    const { store } = this;
    const reads = DIRECTIONS.flatMap((scope, direction): [string, Read][] => {
      const at = direction * STRIDE;
      return [
        [`${scope}_first_ttl`, (record) => store.get(record, at + FIRST)],
        [`${scope}_min_ttl`, smallest(store, [at + VALUES])],
        [`${scope}_max_ttl`, largest(store, [at + VALUES])],
        [`${scope}_ttl_changes`, (record) => store.get(record, at + CHANGES)],
      ];
    });
    return groupColumns('ttl', reads);
  }
}
