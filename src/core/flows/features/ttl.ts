import { DIRECTIONS } from '../../model/flow-feature.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import type { GroupOfFeatures } from './feature-group.ts';
import { scopedColumns, sumOf } from './number-columns.ts';
import { addToRange, largest, RANGE, smallest } from './range.ts';
import { RecordFeature } from './record-feature.ts';
import type { RecordStore, SharedRecords } from './record-store.ts';

/** Numbers of a direction: range, value of the first and of the last packet, changes. */
const VALUES = 0;
const FIRST = RANGE;
const LAST = FIRST + 1;
const CHANGES = LAST + 1;
const STRIDE = CHANGES + 1;

const COLUMNS = scopedColumns<RecordStore>('Time to live', DIRECTIONS, [
  {
    name: 'first_ttl',
    of: 'ttl',
    by: 'first',
    label: 'TTL first',
    kind: 'integer',
    help: 'IPv4 time to live or IPv6 hop limit of the first packet',
    behind: '; 0 without packets',
    read: (store, scope) => sumOf(store, STRIDE, scope, FIRST),
  },
  {
    name: 'min_ttl',
    of: 'ttl',
    by: 'min',
    label: 'TTL min',
    kind: 'integer',
    help: 'The smallest time to live or hop limit',
    behind: '; 0 without packets',
    formula: 'min(ttl)',
    read: (store, scope) => smallest(store, [(scope - 1) * STRIDE + VALUES]),
  },
  {
    name: 'max_ttl',
    of: 'ttl',
    by: 'max',
    label: 'TTL max',
    kind: 'integer',
    help: 'The largest time to live or hop limit',
    behind: '; 0 without packets',
    formula: 'max(ttl)',
    read: (store, scope) => largest(store, [(scope - 1) * STRIDE + VALUES]),
  },
  {
    name: 'ttl_changes',
    of: 'ttl',
    by: 'count',
    label: 'TTL changes',
    kind: 'integer',
    help: 'Packets whose time to live is not that of the packet before',
    formula: 'count(ttlₙ ≠ ttlₙ₋₁)',
    read: (store, scope) => sumOf(store, STRIDE, scope, CHANGES),
  },
]);

class TimeToLive extends RecordFeature {
  constructor(records: SharedRecords) {
    super(STRIDE, COLUMNS, records);
  }

  protected count(values: Float64Array, at: number, { ttl }: MeteredPacket): void {
    if (values[at + VALUES] === 0) values[at + FIRST] = ttl;
    else if (ttl !== values[at + LAST]) values[at + CHANGES]++;
    values[at + LAST] = ttl;
    addToRange(values, at + VALUES, ttl);
  }
}

/** IPv4 time to live and IPv6 hop limit, by direction. */
export const TTL: GroupOfFeatures = {
  columns: COLUMNS,
  meter: ({ records }) => new TimeToLive(records),
};
