import type { ColumnDescription, ColumnKind } from '../../core/model/column.ts';
import type { Cell } from '../../core/model/question.ts';
import { formatCount, formatEpoch, nanosecondsOfMs } from '../../base/format.ts';

/** A cell as text for people; whole numbers of units are grouped, floats have as many digits as a row can compare. */
export function formatCell(cell: Cell | undefined, description: ColumnDescription): string {
  if (cell === undefined) return '';
  if (typeof cell === 'string') return cell;
  if (typeof cell !== 'number') return cell.join(' ');
  return Number.isNaN(cell) ? '' : formatNumber(cell, description);
}

function formatNumber(value: number, { kind, unit }: ColumnDescription): string {
  switch (kind) {
    case 'bytes':
      return formatCount(value);
    case 'milliseconds':
    case 'float':
      return Number.isInteger(value) && kind === 'milliseconds' ? formatCount(value) : formatDecimal(value);
    case 'epoch-ms':
      return value === 0 ? '' : formatEpochMs(value);
    case 'relative-ns':
      return (value / 1e9).toFixed(6);
    default:
      return unit === '' ? value.toString() : formatCount(value);
  }
}

/** Three digits after the point, grouped before it; tiny values keep three significant digits. */
function formatDecimal(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.0005) return value.toExponential(2);
  const [whole = '0', fraction = ''] = Math.abs(value).toFixed(3).split('.');
  return `${value < 0 ? '\u2212' : ''}${formatCount(Number(whole))}.${fraction}`;
}

/** UTC, to the millisecond. */
function formatEpochMs(value: number): string {
  return formatEpoch(nanosecondsOfMs(value), 'utc', 3);
}

/** A cell as stored, to the last digit: for copying and for the hint over a cell. */
export function exactCell(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  return typeof cell === 'object' ? `[${cell.join(', ')}]` : cell.toString();
}

/** Which side cells of a kind keep to. */
export function alignOf(kind: ColumnKind): 'start' | 'end' {
  return kind === 'text' || kind === 'address' || kind === 'list' ? 'start' : 'end';
}
