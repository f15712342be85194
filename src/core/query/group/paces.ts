import type { Grouping } from './grouping.ts';

/** The gaps between the rows of a group in order of time, by their medians: what a few odd gaps leave alone. */
export interface PacesOfGroups {
  /** Median gap; NaN below two rows. */
  readonly median: Float64Array;
  /** Median absolute deviation from it over it: 0 is a clock, about 0.7 chance; NaN below three rows and where the median is 0. */
  readonly spread: Float64Array;
}

/** The median gap between the times of a group's rows, and how far gaps are from it. */
export function paces(grouping: Grouping, time: (row: number) => number): PacesOfGroups {
  const { groups } = grouping;
  const median = new Float64Array(groups).fill(Number.NaN);
  const spread = new Float64Array(groups).fill(Number.NaN);
  timesByGroup(grouping, time, (group, times) => {
    if (times.length < 2) return;
    const gaps = gapsOf(times);
    const middle = medianOf(gaps);
    median[group] = middle;
    if (gaps.length < 2 || middle === 0) return;
    spread[group] = medianOf(gaps.map((gap) => Math.abs(gap - middle))) / middle;
  });
  return { median, spread };
}

/** Gives the times of each group, rising. */
function timesByGroup(
  { groups, groupAt, rowAt }: Grouping,
  time: (row: number) => number,
  take: (group: number, times: Float64Array) => void,
): void {
  const ends = new Int32Array(groups + 1);
  for (const group of groupAt) ends[group + 1]++;
  for (let group = 0; group < groups; group++) ends[group + 1] += ends[group];
  const next = ends.slice();
  const times = new Float64Array(rowAt.length);
  for (let at = 0; at < rowAt.length; at++) times[next[groupAt[at]]++] = time(rowAt[at]);
  for (let group = 0; group < groups; group++) take(group, times.subarray(ends[group], ends[group + 1]).sort());
}

function gapsOf(times: Float64Array): Float64Array {
  const gaps = new Float64Array(times.length - 1);
  for (let at = 0; at < gaps.length; at++) gaps[at] = times[at + 1] - times[at];
  return gaps;
}

/** Sorts the values; of an even number the mean of the two in the middle. */
function medianOf(values: Float64Array): number {
  values.sort();
  const half = values.length >> 1;
  return values.length % 2 === 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}
