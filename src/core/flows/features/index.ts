import type { ColumnDescription } from '../../model/column.ts';
import { FEATURE_GROUPS, type FeatureGroup, type MeterParameters } from '../../model/parameters.ts';
import type { Ticks } from '../ticks.ts';
import { ACCOUNTING } from './accounting.ts';
import { ACTIVITY } from './activity.ts';
import { COMMUNITY_ID } from './community-id.ts';
import type { FeatureColumn, GroupOfFeatures } from './feature-group.ts';
import type { FeatureMeter } from './feature-meter.ts';
import { HEADERS } from './headers.ts';
import { PERCENTILES } from './percentiles.ts';
import { RATES } from './rates.ts';
import { SharedRecords } from './record-store.ts';
import { RETRANSMISSIONS } from './retransmissions.ts';
import { TTL } from './ttl.ts';
import { WINDOW } from './window.ts';

/** All groups; the compiler compares them with the names in FEATURE_LIST of the model. */
const GROUPS: Readonly<Record<FeatureGroup, GroupOfFeatures>> = {
  accounting: ACCOUNTING,
  rates: RATES,
  activity: ACTIVITY,
  percentiles: PERCENTILES,
  headers: HEADERS,
  ttl: TTL,
  window: WINDOW,
  retransmissions: RETRANSMISSIONS,
  'community-id': COMMUNITY_ID,
};

/** The groups named, in the order of their columns in files. */
function inOrder(names: readonly FeatureGroup[]): readonly GroupOfFeatures[] {
  return FEATURE_GROUPS.filter((name) => names.includes(name)).map((name) => GROUPS[name]);
}

/** The feature groups that the parameters name, ready to meter. */
export function featureMeters(parameters: MeterParameters, ticks: Ticks): FeatureMeter[] {
  const records = new SharedRecords();
  return inOrder(parameters.features).map((group) => group.meter({ parameters, ticks, records }));
}

/** The columns of these groups, in file order. */
export function featureColumns(names: readonly FeatureGroup[]): readonly ColumnDescription[] {
  return inOrder(names).flatMap(({ columns }) => columns.map(({ description }) => description));
}

const COLUMNS: ReadonlyMap<string, FeatureColumn> = new Map(
  inOrder(FEATURE_GROUPS).flatMap(({ columns }) => columns.map((column) => [column.description.id, column] as const)),
);

/** The column of a group that has this id; undefined for NFStream's columns and the page's. */
export function furtherFeature(id: string): FeatureColumn | undefined {
  return COLUMNS.get(id);
}
