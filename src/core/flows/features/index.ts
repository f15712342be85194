import { FEATURE_GROUPS, type FeatureGroup, type MeterParameters } from '../../model/parameters.ts';
import type { Ticks } from '../ticks.ts';
import { Accounting } from './accounting.ts';
import { Activity } from './activity.ts';
import { CommunityId } from './community-id.ts';
import type { FeatureMeter } from './feature-meter.ts';
import { Headers } from './headers.ts';
import { Percentiles } from './percentiles.ts';
import { Rates } from './rates.ts';
import { Retransmissions } from './retransmissions.ts';
import { TimeToLive } from './ttl.ts';
import { Window } from './window.ts';

/** Who measures each group. */
const MAKERS: Readonly<Record<FeatureGroup, (parameters: MeterParameters, ticks: Ticks) => FeatureMeter>> = {
  accounting: () => new Accounting(),
  rates: () => new Rates(),
  activity: (parameters, ticks) => new Activity(parameters, ticks),
  percentiles: (_, ticks) => new Percentiles(ticks),
  headers: () => new Headers(),
  ttl: () => new TimeToLive(),
  window: () => new Window(),
  retransmissions: () => new Retransmissions(),
  'community-id': (parameters) => new CommunityId(parameters),
};

/** The feature groups that the parameters name, ready to meter. */
export function featureMeters(parameters: MeterParameters, ticks: Ticks): FeatureMeter[] {
  return FEATURE_GROUPS.filter((group) => parameters.features.includes(group)).map((group) =>
    MAKERS[group](parameters, ticks),
  );
}
