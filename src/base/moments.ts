/** Running statistics of values, none of them kept. */
export interface Moments {
  /** Values so far; 0: the others mean nothing. */
  readonly count: number;
  readonly mean: number;
  /** Sum of the squared distances from the mean (M2). */
  readonly squares: number;
  readonly least: number;
  readonly most: number;
}

/** The statistics of no values. */
export const NO_MOMENTS: Moments = { count: 0, mean: 0, squares: 0, least: 0, most: 0 };

/** The statistics with one more value, by Welford's formulas: m += (x - m) / n, M2 += (x - m_old) * (x - m_new). */
export function withValue({ count, mean, squares, least, most }: Moments, value: number): Moments {
  const next = mean + (value - mean) / (count + 1);
  return {
    count: count + 1,
    mean: next,
    squares: squares + (value - mean) * (value - next),
    least: count === 0 ? value : Math.min(least, value),
    most: count === 0 ? value : Math.max(most, value),
  };
}

/** Standard deviation of a sample from M2; 0 for fewer than two values. */
export function sampleDeviation(squares: number, count: number): number {
  return count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
}
