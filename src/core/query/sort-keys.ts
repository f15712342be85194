import type { Column, DictionaryColumn, NumberColumn } from '../model/column.ts';

/**
 * 64-bit keys that order rows: `high` first, then `low`, both unsigned. Parallel to the rows they were made for.
 * All ones in both: no value, last in either direction.
 */
export interface SortKeys {
  readonly high: Uint32Array<ArrayBuffer>;
  readonly low: Uint32Array<ArrayBuffer>;
}

const LAST = 0xffffffff;

/** Keys of rows by a column; lists have no order and give equal keys. */
export function computeSortKeys(rows: Int32Array, column: Column, descending: boolean): SortKeys {
  const keys = { high: new Uint32Array(rows.length), low: new Uint32Array(rows.length) };
  if (column.type === 'number' && !keyWholeNumbers(keys, rows, column, descending)) {
    keyNumbers(keys, rows, column, descending);
  }
  if (column.type === 'dictionary') keyTexts(keys, rows, column, descending);
  return keys;
}

/**
 * Whole numbers below 2^32 - 1, as most columns have, are their own keys: small ones need a pass or two. False if there is
 * another number; what was written must be written anew then.
 */
function keyWholeNumbers({ high }: SortKeys, rows: Int32Array, column: NumberColumn, descending: boolean): boolean {
  let largest = 0;
  for (let at = 0; at < rows.length; at++) {
    const value = column.number(rows[at]);
    if (value !== value >>> 0 || value === LAST) return false;
    if (value > largest) largest = value;
    high[at] = value;
  }
  if (descending) for (let at = 0; at < rows.length; at++) high[at] = largest - high[at];
  return true;
}

/**
 * A double's bits rise with its value once the sign bit is flipped (or all bits, below zero). NaN goes last.
 * Adding 0 makes -0 equal to 0.
 */
function keyNumbers({ high, low }: SortKeys, rows: Int32Array, column: NumberColumn, descending: boolean): void {
  const double = new Float64Array(1);
  const words = new Uint32Array(double.buffer);
  const top = isLittleEndian() ? 1 : 0;
  const invert = descending ? LAST : 0;
  for (let at = 0; at < rows.length; at++) {
    const value = column.number(rows[at]) + 0;
    double[0] = value;
    const bits = words[top];
    const flip = (bits & 0x80000000) !== 0 ? LAST : 0;
    const missing = value === value ? 0 : LAST;
    high[at] = (bits ^ (flip | 0x80000000) ^ invert) | missing;
    low[at] = (words[1 - top] ^ flip ^ invert) | missing;
  }
}

function isLittleEndian(): boolean {
  return new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
}

/** Texts are ordered once, code by code; a row's key is the rank of its code. Each row's code is asked for once. */
function keyTexts({ high, low }: SortKeys, rows: Int32Array, column: DictionaryColumn, descending: boolean): void {
  const seen = new Uint8Array(column.size());
  for (let at = 0; at < rows.length; at++) {
    const code = column.code(rows[at]);
    high[at] = code < 0 ? LAST : code;
    if (code < 0) low[at] = LAST;
    else seen[code] = 1;
  }
  const codes = codesIn(seen);
  const ranks = rankCodes(codes, column);
  for (let at = 0; at < rows.length; at++) {
    const code = high[at];
    if (code !== LAST) high[at] = descending ? codes.length - ranks[code] : ranks[code];
  }
}

function codesIn(seen: Uint8Array): readonly number[] {
  const codes: number[] = [];
  for (let code = 0; code < seen.length; code++) if (seen[code] === 1) codes.push(code);
  return codes;
}

/** Rank by code; equal texts under two codes share their rank. Only distinct texts are compared, never rows. */
function rankCodes(codes: readonly number[], column: DictionaryColumn): Int32Array {
  const ranks = new Int32Array(column.size());
  const compare = comparisonOf(codes, column);
  const sorted = codes.toSorted(compare);
  for (let at = 1; at < sorted.length; at++) {
    ranks[sorted[at]] = ranks[sorted[at - 1]] + (compare(sorted[at - 1], sorted[at]) === 0 ? 0 : 1);
  }
  return ranks;
}

/** The column's own order, or the texts' by code unit, each fetched once. */
function comparisonOf(codes: readonly number[], column: DictionaryColumn): (a: number, b: number) => number {
  if (column.compare !== undefined) return (a, b) => column.compare?.(a, b) ?? 0;
  const texts = new Array<string>(column.size());
  for (const code of codes) texts[code] = column.text(code);
  return (a, b) => (texts[a] < texts[b] ? -1 : texts[a] > texts[b] ? 1 : 0);
}
