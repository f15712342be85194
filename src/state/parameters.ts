import { parameterName, parameterText, readParameter } from '../core/model/parameter-kind.ts';
import { changedParameters, PARAMETERS } from '../core/model/parameter-list.ts';
import type { MeterParameters } from '../core/model/parameters.ts';

/** What stands before the dot in keys of parameters in links: `meter.idle_timeout=30`. */
export const METER_KEYS = 'meter';
const PREFIX = `${METER_KEYS}.`;
/** Longer values are not taken from a link, characters. */
const LONGEST_VALUE = 4000;

/** True if both mean the same. */
export function sameParameters(a: MeterParameters, b: MeterParameters): boolean {
  return changedParameters(a, b).length === 0;
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
