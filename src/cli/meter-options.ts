import { NFSTREAM_DEFAULTS } from '../core/model/parameters.ts';
import type { MeterParameters } from '../core/model/parameters.ts';
import { UsageError } from './usage-error.ts';

type Values = Readonly<Record<string, string | boolean | undefined>>;

/** NFStream keeps milliseconds in 64 bits; doubles are exact this far, which is 285 thousand years. */
const LONGEST_SECONDS = Math.floor(Number.MAX_SAFE_INTEGER / 1000);

/** NFStream's parameters, with its defaults and its ranges (nfstream 6.5.4, `streamer.py`). */
export function readMeterParameters(values: Values): MeterParameters {
  const accountingMode = readWholeNumber(values, 'accounting-mode', 0, 3) ?? 0;
  return {
    decodeTunnels: values['no-decode-tunnels'] !== true,
    idleTimeout: readWholeNumber(values, 'idle-timeout', 0, LONGEST_SECONDS) ?? NFSTREAM_DEFAULTS.idleTimeout,
    activeTimeout: readWholeNumber(values, 'active-timeout', 0, LONGEST_SECONDS) ?? NFSTREAM_DEFAULTS.activeTimeout,
    accountingMode: accountingMode === 1 || accountingMode === 2 || accountingMode === 3 ? accountingMode : 0,
    statisticalAnalysis: values['statistical-analysis'] === true,
    spltAnalysis: readWholeNumber(values, 'splt-analysis', 0, 65_535) ?? NFSTREAM_DEFAULTS.spltAnalysis,
    everyInterface: values['every-interface'] === true,
  };
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
