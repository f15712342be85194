import { HEADER_FEATURES, needsBytes } from '../core/model/parameter-cost.ts';
import {
  equalValues,
  parameterName,
  parameterText,
  readParameter,
  type ParameterDescription,
} from '../core/model/parameter-kind.ts';
import { PARAMETERS } from '../core/model/parameter-list.ts';
import type { FeatureGroup, MeterParameters } from '../core/model/parameters.ts';
import type { Session } from './session.ts';

/** What stands before the dot in keys of parameters in links: `meter.idle_timeout=30`. */
export const METER_KEYS = 'meter';
const PREFIX = `${METER_KEYS}.`;
/** Longer values are not taken from a link, characters. */
const LONGEST_VALUE = 4000;

/** True if both mean the same. */
export function sameParameters(a: MeterParameters, b: MeterParameters): boolean {
  return changedParameters(a, b).length === 0;
}

/** Descriptions of the parameters that differ, in the order of their list. */
export function changedParameters(a: MeterParameters, b: MeterParameters): readonly ParameterDescription[] {
  return PARAMETERS.filter(({ id }) => !equalValues(a[id], b[id]));
}

/** What of the parameters differs from the first ones, as keys and values of a link. */
export function encodeParameters(parameters: MeterParameters, first: MeterParameters): readonly [string, string][] {
  return changedParameters(parameters, first).map((description) => [
    PREFIX + parameterName(description),
    parameterText(parameters[description.id]),
  ]);
}

/** Parameters of a link over the first ones: a value that is not allowed counts as not given. */
export function decodeParameters(get: (key: string) => string | undefined, first: MeterParameters): MeterParameters {
  const given = PARAMETERS.flatMap((description) => {
    const text = get(PREFIX + parameterName(description));
    const value = text === undefined || text.length > LONGEST_VALUE ? undefined : readParameter(description.kind, text);
    return value === undefined ? [] : [[description.id, value]];
  });
  // The kinds of the list are those of the fields.
  return { ...first, ...(Object.fromEntries(given) as Partial<MeterParameters>) };
}

/** What a change of parameters costs. */
export type MeterCost =
  | { readonly type: 'nothing' }
  /** No capture is open: they hold for the next one. */
  | { readonly type: 'later' }
  | { readonly type: 'memory'; readonly packets: number }
  /** The capture is read again, for these reasons. */
  | { readonly type: 'bytes'; readonly because: readonly BytesReason[] };

/** Why bytes are needed: parameters that change decoding, features that read headers, or the capture's own state. */
export type BytesReason =
  | { readonly type: 'parameters' | 'features'; readonly labels: readonly string[] }
  | { readonly type: 'reading' }
  | { readonly type: 'span' };

/** What going from one set of parameters to another costs with the capture that is open. */
export function meterCost(before: MeterParameters, after: MeterParameters, session: Session): MeterCost {
  if (sameParameters(before, after)) return { type: 'nothing' };
  if (session.phase === 'loading') return { type: 'bytes', because: [{ type: 'reading' }] };
  if (session.phase !== 'ready') return { type: 'later' };
  const { firstNs, lastNs, packets } = session.summary;
  if (lastNs - firstNs > Number.MAX_SAFE_INTEGER) return { type: 'bytes', because: [{ type: 'span' }] };
  if (!needsBytes(before, after)) return { type: 'memory', packets };
  return { type: 'bytes', because: bytesReasons(before, after) };
}

function bytesReasons(before: MeterParameters, after: MeterParameters): readonly BytesReason[] {
  const parameters = changedParameters(before, after)
    .filter(({ change }) => change === 'bytes')
    .map(({ label }) => label);
  const features = after.features.filter((group) => HEADER_FEATURES.includes(group)).map(featureLabel);
  const reasons: readonly BytesReason[] = [
    { type: 'parameters', labels: parameters },
    { type: 'features', labels: features },
  ];
  return reasons.filter((reason) => 'labels' in reason && reason.labels.length > 0);
}

function featureLabel(group: FeatureGroup): string {
  const kind = PARAMETERS.find(({ id }) => id === 'features')?.kind;
  const choices = kind?.type === 'names' ? kind.choices : [];
  return choices.find(({ value }) => value === group)?.label ?? group;
}
