import type { Grouping } from './grouping.ts';

/** When rows were: from the first to the last moment, in whatever unit their columns have. */
export interface RowTimes {
  readonly from: (row: number) => number;
  readonly to: (row: number) => number;
}

/**
 * How many rows of each of some groups there are in each bin of the time that all groups span. A row counts in every bin that it
 * touches.
 * @param wanted groups; one array of `bins` counts for each of them
 */
export function activityOf(
  { groupAt, rowAt, groups }: Grouping,
  { from, to }: RowTimes,
  wanted: readonly number[],
  bins: number,
): readonly (readonly number[])[] {
  let start = Infinity;
  let end = -Infinity;
  for (const row of rowAt) {
    start = Math.min(start, from(row));
    end = Math.max(end, to(row));
  }
  const place = new Int32Array(groups).fill(-1);
  wanted.forEach((group, at) => (place[group] = at));
  const perBin = end > start ? bins / (end - start) : 0;
  const binOf = (time: number): number => Math.min(bins - 1, Math.floor((time - start) * perBin));
  // One more where a row begins, one less after its end: their running sum counts what is there.
  const changes = wanted.map(() => new Float64Array(bins + 1));
  for (let at = 0; at < rowAt.length; at++) {
    const change = changes[place[groupAt[at]]];
    if (change === undefined) continue;
    change[binOf(from(rowAt[at]))]++;
    change[binOf(to(rowAt[at])) + 1]--;
  }
  return changes.map(runningSum);
}

/** Sums from the first on, without the last. */
function runningSum(changes: Float64Array): readonly number[] {
  let sum = 0;
  return Array.from(changes.subarray(0, -1), (change) => (sum += change));
}
