import type { Column, ColumnDescription, NumberColumn } from '../model/column.ts';
import { floatRepr, listRepr } from './python-repr.ts';

const NS_PER_SECOND = 1_000_000_000;
/** From here on JavaScript writes numbers with an exponent. */
const LEAST_WITH_EXPONENT = 1e21;

/**
 * How files write a column: floats as Python's repr, lists as Python lists, times since the first packet as seconds with
 * nine decimals, whole numbers and texts as they are. Digits that a double does not hold are written, too.
 */
export function textReader(column: Column): (row: number) => string {
  if (column.type === 'number') return numberReader(column);
  if (column.type === 'list') return (row) => listRepr(column.list(row));
  return (row) => {
    const code = column.code(row);
    return code < 0 ? '' : column.text(code);
  };
}

/** A number as files write it, by the column's kind. */
export function numberText(value: number, { kind }: ColumnDescription): string {
  if (kind === 'float') return floatRepr(value);
  if (kind === 'relative-ns') return secondsText(value);
  if (!Number.isInteger(value)) return floatRepr(value);
  // Digits, not an exponent, however large it is.
  return Math.abs(value) < LEAST_WITH_EXPONENT ? String(value) : BigInt(value).toString();
}

function numberReader(column: NumberColumn): (row: number) => string {
  const { description } = column;
  if (column.exact !== undefined) return (row) => column.exact?.(row) ?? '';
  if (column.far !== undefined) return (row) => column.far?.(row) ?? numberText(column.number(row), description);
  if (description.kind === 'float') return (row) => floatRepr(column.number(row));
  return (row) => numberText(column.number(row), description);
}

/** Whole nanoseconds as seconds, exactly: "1.000001001", "-0.500000000"; a missing one as Python writes it. */
export function secondsText(ns: number): string {
  if (Number.isNaN(ns)) return floatRepr(ns);
  const size = Math.abs(ns);
  const seconds = Math.floor(size / NS_PER_SECOND);
  const rest = Math.round(size - seconds * NS_PER_SECOND);
  return `${ns < 0 ? '-' : ''}${seconds}.${String(rest).padStart(9, '0')}`;
}
