import { bisectRight } from '../../base/bisect.ts';
import { NO_MOMENTS, sampleDeviation, withValue } from '../../base/moments.ts';
import type { GapHistogram, GapMoments } from '../model/question.ts';

const BINS_PER_DECADE = 4;
/** One nanosecond: the finest clock that a capture can have. */
const LEAST_MS = 1e-6;

/**
 * Histogram of gaps in bins of equal ratio (four a decade), from the smallest positive gap to the largest. Gaps of 0, and
 * the negative ones of packets out of order, are in the first bin, which begins at 0.
 */
export function gapHistogram(forwardMs: ArrayLike<number>, backwardMs: ArrayLike<number>): GapHistogram {
  const edgesMs = logEdges(positiveExtent([forwardMs, backwardMs]));
  return { edgesMs, forward: countGaps(forwardMs, edgesMs), backward: countGaps(backwardMs, edgesMs) };
}

/** Mean and sample deviation of gaps; 0 where there are too few gaps for one. */
export function gapMoments(gapsMs: readonly number[]): GapMoments {
  const { count, mean, squares } = gapsMs.reduce(withValue, NO_MOMENTS);
  return { count, meanMs: mean, deviationMs: sampleDeviation(squares, count) };
}

interface Extent {
  readonly least: number;
  readonly most: number;
}

function positiveExtent(lists: readonly ArrayLike<number>[]): Extent | undefined {
  let least = Infinity;
  let most = 0;
  for (const list of lists) {
    for (let at = 0; at < list.length; at++) {
      const gap = list[at];
      if (gap > 0 && gap < least) least = gap;
      if (gap > most) most = gap;
    }
  }
  return most > 0 ? { least: Math.max(least, LEAST_MS), most: Math.max(most, LEAST_MS) } : undefined;
}

/** 0, then powers of ten by quarters of a decade, the last one above the largest gap. */
function logEdges(extent: Extent | undefined): readonly number[] {
  if (extent === undefined) return [0, 1];
  let step = Math.floor(Math.log10(extent.least) * BINS_PER_DECADE);
  while (edge(step) > extent.least) step--;
  const edges = [0];
  for (; edge(step) <= extent.most; step++) edges.push(edge(step));
  return [...edges, edge(step)];
}

function edge(step: number): number {
  const whole = step / BINS_PER_DECADE;
  return Number.isInteger(whole) ? Number(`1e${whole}`) : 10 ** whole;
}

function countGaps(gapsMs: ArrayLike<number>, edgesMs: readonly number[]): readonly number[] {
  const counts = new Array<number>(edgesMs.length - 1).fill(0);
  for (let at = 0; at < gapsMs.length; at++) counts[Math.max(0, bisectRight(edgesMs, gapsMs[at]) - 1)]++;
  return counts;
}
