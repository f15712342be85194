/**
 * Running statistics of some values in a record: count, mean and second moment by NFStream's formulas
 * (m += (x - m) / n, M2 += (x - m_old) * (x - m_new)), smallest, largest. So many numbers they take.
 */
export const MOMENTS = 5;

/** Statistics of values so far. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
  readonly least: number;
  readonly most: number;
}

export function momentsAt(values: Float64Array, at: number): Moments {
  return {
    count: values[at],
    mean: values[at + 1],
    squares: values[at + 2],
    least: values[at + 3],
    most: values[at + 4],
  };
}

/** The statistics with one more value. */
export function withValue({ count, mean, squares, least, most }: Moments, value: number): Moments {
  const next = mean + (value - mean) / (count + 1);
  return {
    count: count + 1,
    mean: next,
    squares: squares + (value - mean) * (value - next),
    least: count === 0 ? value : Math.min(least, value),
    most: Math.max(most, value),
  };
}

export function writeMoments(values: Float64Array, at: number, moments: Moments): void {
  values[at] = moments.count;
  values[at + 1] = moments.mean;
  values[at + 2] = moments.squares;
  values[at + 3] = moments.least;
  values[at + 4] = moments.most;
}
