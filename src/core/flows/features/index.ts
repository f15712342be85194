import type { FeatureGroup, MeterParameters } from '../../model/parameters.ts';
import type { Ticks } from '../ticks.ts';
import type { FeatureMeter } from './feature-meter.ts';

type MakeFeature = (parameters: MeterParameters, ticks: Ticks) => FeatureMeter;

/** Who measures each group; in the order in which their columns are written. */
const MAKERS: Partial<Record<FeatureGroup, MakeFeature>> = {};

/** The feature groups that the parameters name, ready to meter. */
export function featureMeters(parameters: MeterParameters, ticks: Ticks): FeatureMeter[] {
  return Object.entries(MAKERS).flatMap(([group, make]) =>
    parameters.features.some((name) => name === group) ? [make(parameters, ticks)] : [],
  );
}
