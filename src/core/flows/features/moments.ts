import type { Moments } from '../../../base/moments.ts';

/** Running statistics in a record: so many numbers they take, in the order of their fields. */
export const MOMENTS = 5;

/** Reads the statistics at `at`. */
export function momentsAt(values: Float64Array, at: number): Moments {
  return {
    count: values[at],
    mean: values[at + 1],
    squares: values[at + 2],
    least: values[at + 3],
    most: values[at + 4],
  };
}

/** Writes the statistics at `at`. */
export function writeMoments(values: Float64Array, at: number, moments: Moments): void {
  values[at] = moments.count;
  values[at + 1] = moments.mean;
  values[at + 2] = moments.squares;
  values[at + 3] = moments.least;
  values[at + 4] = moments.most;
}
