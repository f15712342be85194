import { formatBytes, formatCount, formatDurationNs, formatEpoch, nanosecondsOfMs } from '../../../base/format.ts';
import type { ColumnDescription } from '../../model/column.ts';
import type { Cell } from '../../model/question.ts';

const NS_PER_MS = 1e6;
/** Digits of numbers without a unit of their own. */
const DIGITS = 3;

/** Bytes from here on are written without a fraction. */
const WHOLE = 10;

/** A value as it stands in a sentence. Numbers that name something (ports, packets) are written without spaces. */
export function valueText({ kind, unit, group }: ColumnDescription, value: Cell): string {
  if (typeof value === 'string') return value === '' ? 'none' : value;
  if (typeof value !== 'number') return value.join(', ');
  if (Number.isNaN(value)) return 'unknown';
  switch (kind) {
    case 'milliseconds':
      return formatDurationNs(value * NS_PER_MS);
    case 'relative-ns':
      return formatDurationNs(value);
    case 'epoch-ms':
      return `${formatEpoch(nanosecondsOfMs(value), 'utc', DIGITS)} UTC`;
    case 'bytes':
      return formatBytes(value);
    case 'float':
      return floatText(value, unit);
    default:
      return group === 'Counted' ? formatCount(value) : String(value);
  }
}

function floatText(value: number, unit: string): string {
  if (unit === 'ms') return formatDurationNs(value * NS_PER_MS);
  if (unit === 'B' && value >= WHOLE) return formatBytes(value);
  const digits = Math.abs(value) >= 100 ? formatCount(value) : String(Number(value.toPrecision(DIGITS)));
  return unit === '' ? digits : `${digits}\u00a0${unit}`;
}
