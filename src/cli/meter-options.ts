import {
  allowedRange,
  readParameter,
  type ParameterDescription,
  type ParameterValue,
} from '../core/model/parameter-kind.ts';
import { PARAMETERS } from '../core/model/parameter-list.ts';
import { NFSTREAM_DEFAULTS } from '../core/model/parameters.ts';
import type { MeterParameters } from '../core/model/parameters.ts';
import { UsageError } from './usage-error.ts';

type Values = Readonly<Record<string, string | boolean | undefined>>;

/** NFStream's parameters and those beyond, with their defaults and ranges. */
export function readMeterParameters(values: Values): MeterParameters {
  const given = PARAMETERS.flatMap((description): [string, ParameterValue][] => {
    const value = readFlag(values, description);
    return value === undefined ? [] : [[description.id, value]];
  });
  // The kinds of the list are those of the fields.
  return { ...NFSTREAM_DEFAULTS, ...(Object.fromEntries(given) as Partial<MeterParameters>) };
}

/** The value of a parameter's flag; undefined if it was not given. */
function readFlag(values: Values, { id, flag, kind }: ParameterDescription): ParameterValue | undefined {
  const text = values[flag];
  if (typeof text === 'boolean') return text ? !NFSTREAM_DEFAULTS[id] : undefined;
  if (text === undefined) return undefined;
  const value = readParameter(kind, text);
  if (value !== undefined) return value;
  throw new UsageError(`--${flag} ${text} is not allowed: ${allowedRange(kind)} is.`);
}

/** A whole number within a range; undefined if the option was not given. */
export function readWholeNumber(values: Values, name: string, least: number, most: number): number | undefined {
  const text = values[name];
  if (typeof text !== 'string') return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
  throw new UsageError(`--${name} ${text} is not allowed: a whole number ${range} is.`);
}
