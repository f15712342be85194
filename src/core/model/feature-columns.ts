import type { ColumnDescription } from './column.ts';
import { column } from './describe-column.ts';
import { HEADER_COLUMNS, RETRANSMISSION_COLUMNS, TTL_COLUMNS, WINDOW_COLUMNS } from './feature-columns-headers.ts';
import { ACCOUNTING_COLUMNS, ACTIVITY_COLUMNS, PERCENTILE_COLUMNS, RATE_COLUMNS } from './feature-columns-volume.ts';
import { FEATURE_GROUPS, type FeatureGroup } from './parameters.ts';

/** The columns of each group of features beyond NFStream, in file order. docs/features.md has their definitions. */
export const FEATURE_COLUMNS: Readonly<Record<FeatureGroup, readonly ColumnDescription[]>> = {
  accounting: ACCOUNTING_COLUMNS,
  rates: RATE_COLUMNS,
  activity: ACTIVITY_COLUMNS,
  percentiles: PERCENTILE_COLUMNS,
  headers: HEADER_COLUMNS,
  ttl: TTL_COLUMNS,
  window: WINDOW_COLUMNS,
  retransmissions: RETRANSMISSION_COLUMNS,
  'community-id': [
    column(
      'community_id',
      'Community ID',
      'text',
      'Identity',
      'Community ID version 1: a hash of addresses, ports and protocol that Zeek, Suricata and Arkime write too. Of ICMP by the first packet, as its flows hold all types.',
      { formula: '"1:" + base64(SHA-1(seed, addresses, protocol, 0, ports)), the smaller end first' },
    ),
  ],
};

/** The columns of these groups, in file order. */
export function featureColumns(groups: readonly FeatureGroup[]): readonly ColumnDescription[] {
  return FEATURE_GROUPS.filter((group) => groups.includes(group)).flatMap((group) => FEATURE_COLUMNS[group]);
}
