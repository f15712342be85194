import { equalValues } from './parameter-kind.ts';
import { PARAMETERS } from './parameter-list.ts';
import { FEATURE_LIST, type FeatureGroup, type MeterParameters } from './parameters.ts';

/** Feature groups that read header fields, which are not kept in memory. */
export const HEADER_FEATURES: readonly FeatureGroup[] = FEATURE_LIST.filter((group) => 'readsHeaders' in group).map(
  ({ name }) => name,
);

/** True if features ask for header fields that nothing else needs. */
export function readsHeaders({ features }: MeterParameters): boolean {
  return features.some((group) => HEADER_FEATURES.includes(group));
}

/** True if going from one set of parameters to the other needs the capture's bytes again. */
export function needsBytes(before: MeterParameters, after: MeterParameters): boolean {
  if (readsHeaders(after)) return true;
  return PARAMETERS.some(({ id, change }) => change === 'bytes' && !equalValues(before[id], after[id]));
}
