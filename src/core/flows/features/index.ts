import { FEATURE_GROUPS, type FeatureGroup, type MeterParameters } from '../../model/parameters.ts';
import type { Ticks } from '../ticks.ts';
import { Accounting } from './accounting.ts';
import { Activity } from './activity.ts';
import { CommunityId } from './community-id.ts';
import type { FeatureMeter } from './feature-meter.ts';
import { Headers } from './headers.ts';
import { Percentiles } from './percentiles.ts';
import { Rates } from './rates.ts';
import { SharedRecords } from './record-store.ts';
import { Retransmissions } from './retransmissions.ts';
import { TimeToLive } from './ttl.ts';
import { Window } from './window.ts';

type MakeFeature = (parameters: MeterParameters, ticks: Ticks, records: SharedRecords) => FeatureMeter;

/** Who measures each group. */
const MAKERS: Readonly<Record<FeatureGroup, MakeFeature>> = {
  accounting: (_, __, records) => new Accounting(records),
  rates: (_, __, records) => new Rates(records),
  activity: (parameters, ticks, records) => new Activity(parameters, ticks, records),
  percentiles: (_, ticks, records) => new Percentiles(ticks, records),
  headers: (_, __, records) => new Headers(records),
  ttl: (_, __, records) => new TimeToLive(records),
  window: (_, __, records) => new Window(records),
  retransmissions: (_, __, records) => new Retransmissions(records),
  'community-id': (parameters, _, records) => new CommunityId(parameters, records),
};

/** The feature groups that the parameters name, ready to meter. */
export function featureMeters(parameters: MeterParameters, ticks: Ticks): FeatureMeter[] {
  const records = new SharedRecords();
  return FEATURE_GROUPS.filter((group) => parameters.features.includes(group)).map((group) =>
    MAKERS[group](parameters, ticks, records),
  );
}
