import { bisectRight } from '../../base/bisect.ts';
import { sampleDeviation } from '../../base/moments.ts';
import type { GapHistogram, GapMoments } from '../model/question.ts';

const BINS_PER_DECADE = 4;
/** One nanosecond: the finest clock that a capture can have. */
const LEAST_MS = 1e-6;

/** Mean and sample deviation of gaps that come one by one, as `withValue` has them, with nothing made for each. */
export class RunningMoments {
  private count = 0;
  private mean = 0;
  private squares = 0;

  add(gapMs: number): void {
    this.count++;
    const delta = gapMs - this.mean;
    this.mean += delta / this.count;
    this.squares += delta * (gapMs - this.mean);
  }

  /** 0 where there are too few gaps for one. */
  value(): GapMoments {
    const { count, mean, squares } = this;
    return { count, meanMs: mean, deviationMs: sampleDeviation(squares, count) };
  }
}

/** The smallest positive gap and the largest of those that come one by one. */
export class GapExtent {
  private least = Infinity;
  private most = 0;

  add(gapMs: number): void {
    if (gapMs > 0 && gapMs < this.least) this.least = gapMs;
    if (gapMs > this.most) this.most = gapMs;
  }

  /** Edges of bins for a histogram of them: 0, then powers of ten by quarters, the last one above the largest gap. */
  edges(): readonly number[] {
    const { least, most } = this;
    return most > 0 ? logEdges(Math.max(least, LEAST_MS), Math.max(most, LEAST_MS)) : [0, 1];
  }
}

/**
 * Counts gaps of each direction, and of both together, in bins of equal ratio (four a decade). Gaps of 0, and the negative ones of packets out of
 * order, are in the first bin, which begins at 0.
 */
export class GapCounts {
  private readonly counts: readonly [number[], number[]];
  private readonly both: number[];

  /** `edges`: those of the extent of the same gaps. */
  constructor(private readonly edges: readonly number[]) {
    const empty = (): number[] => new Array<number>(edges.length - 1).fill(0);
    this.counts = [empty(), empty()];
    this.both = empty();
  }

  /** `way`: 0 from the flow's source, 1 back. */
  add(gapMs: number, way: number): void {
    this.counts[way === 0 ? 0 : 1][this.binOf(gapMs)]++;
  }

  /** A gap to the packet before, of either direction. */
  addBoth(gapMs: number): void {
    this.both[this.binOf(gapMs)]++;
  }

  histogram(): GapHistogram {
    return { edgesMs: this.edges, forward: this.counts[0], backward: this.counts[1], both: this.both };
  }

  private binOf(gapMs: number): number {
    return Math.max(0, bisectRight(this.edges, gapMs) - 1);
  }
}

function logEdges(least: number, most: number): readonly number[] {
  let step = Math.floor(Math.log10(least) * BINS_PER_DECADE);
  while (edge(step) > least) step--;
  const edges = [0];
  for (; edge(step) <= most; step++) edges.push(edge(step));
  return [...edges, edge(step)];
}

function edge(step: number): number {
  const whole = step / BINS_PER_DECADE;
  return Number.isInteger(whole) ? Number(`1e${whole}`) : 10 ** whole;
}
