import { NumberIndex } from '../../../base/number-index.ts';
import type { Grouping } from './grouping.ts';

/** A number of a row, seen from one of its sides (0 the source's, 1 the destination's). */
export type RowNumber = (row: number, side: 0 | 1) => number;

const sideOf = ({ sideAt }: Grouping, at: number): 0 | 1 => (sideAt?.[at] === 1 ? 1 : 0);

/** Σ over the rows of each group. */
export function sums(grouping: Grouping, number: RowNumber): Float64Array {
  const { groupAt, rowAt, groups } = grouping;
  const result = new Float64Array(groups);
  for (let at = 0; at < rowAt.length; at++) result[groupAt[at]] += number(rowAt[at], sideOf(grouping, at));
  return result;
}

/** Smallest (or largest) over the rows of each group; NaN counts for none, and stands where there is no other. */
export function extremes(grouping: Grouping, number: RowNumber, which: 'least' | 'most'): Float64Array {
  const { groupAt, rowAt, groups } = grouping;
  const result = new Float64Array(groups).fill(Number.NaN);
  for (let at = 0; at < rowAt.length; at++) {
    const value = number(rowAt[at], sideOf(grouping, at));
    const before = result[groupAt[at]];
    if (Number.isNaN(before) || (which === 'least' ? value < before : value > before)) result[groupAt[at]] = value;
  }
  return result;
}

/** How many different whole numbers from 0 on the rows of each group have; smaller ones count for none. */
export function distinct(grouping: Grouping, number: RowNumber): Float64Array {
  const { groupAt, rowAt, groups } = grouping;
  const values = new Float64Array(rowAt.length);
  let most = 0;
  for (let at = 0; at < rowAt.length; at++) {
    values[at] = number(rowAt[at], sideOf(grouping, at));
    if (values[at] > most) most = values[at];
  }
  // Group and value in one number: both are below 2^26 wherever a capture fits into memory.
  const span = most + 1;
  const pairs = new NumberIndex(rowAt.length >> 2);
  const result = new Float64Array(groups);
  for (let at = 0; at < rowAt.length; at++) {
    if (values[at] < 0) continue;
    const before = pairs.size;
    pairs.add(groupAt[at] * span + values[at]);
    if (pairs.size > before) result[groupAt[at]]++;
  }
  return result;
}

/** Gaps between the rows of a group in order of time: how many, their mean, their deviation over the mean. */
export interface GapsOfGroups {
  readonly mean: Float64Array;
  /** Sample deviation over mean: 0 is a clock; NaN below three rows. */
  readonly variation: Float64Array;
}

/** The gaps between the times of a group's rows, in the order of time. */
export function gaps(grouping: Grouping, time: (row: number) => number): GapsOfGroups {
  const { groupAt, rowAt, groups } = grouping;
  const times = new Float64Array(rowAt.length);
  let rising = true;
  for (let at = 0; at < rowAt.length; at++) {
    times[at] = time(rowAt[at]);
    if (at > 0 && times[at] < times[at - 1]) rising = false;
  }
  const order = rising ? undefined : Uint32Array.from(times.keys()).sort((a, b) => times[a] - times[b]);
  const last = new Float64Array(groups).fill(Number.NaN);
  const count = new Float64Array(groups);
  const mean = new Float64Array(groups);
  const squares = new Float64Array(groups);
  for (let place = 0; place < times.length; place++) {
    const at = order?.[place] ?? place;
    const group = groupAt[at];
    const gap = times[at] - last[group];
    last[group] = times[at];
    if (Number.isNaN(gap)) continue;
    const distance = gap - mean[group];
    mean[group] += distance / ++count[group];
    squares[group] += distance * (gap - mean[group]);
  }
  const variation = mean.map((value, group) =>
    count[group] < 2 || value === 0 ? Number.NaN : Math.sqrt(squares[group] / (count[group] - 1)) / value,
  );
  return { mean: mean.map((value, group) => (count[group] === 0 ? Number.NaN : value)), variation };
}
