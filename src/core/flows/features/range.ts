import type { Read } from './number-columns.ts';
import type { RecordStore } from './record-store.ts';

/** A range of values in a record: how many there were, the smallest, the largest. So many numbers it takes. */
export const RANGE = 3;

/** Adds a value to the range at `at`. */
export function addToRange(values: Float64Array, at: number, value: number): void {
  if (values[at]++ === 0) {
    values[at + 1] = value;
    values[at + 2] = value;
  } else if (value < values[at + 1]) values[at + 1] = value;
  else if (value > values[at + 2]) values[at + 2] = value;
}

/** Reads the smallest value of the ranges at these fields; 0 if there is none. */
export function smallest(store: RecordStore, fields: readonly number[]): Read {
  return (record) => extreme(store, record, fields, 1, Math.min);
}

/** Reads the largest value of the ranges at these fields; 0 if there is none. */
export function largest(store: RecordStore, fields: readonly number[]): Read {
  return (record) => extreme(store, record, fields, 2, Math.max);
}

function extreme(
  store: RecordStore,
  record: number,
  fields: readonly number[],
  which: 1 | 2,
  choose: (...values: number[]) => number,
): number {
  const known = fields.filter((field) => store.get(record, field) > 0);
  return known.length === 0 ? 0 : choose(...known.map((field) => store.get(record, field + which)));
}
