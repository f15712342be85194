import { expect, it } from 'vitest';
import { SliceClock } from '../../../src/core/relational/slice-clock.ts';

/** Steps of so many milliseconds each until the slice is over: their number, and the looks at the clock. */
function stepsOf(ms: number): { steps: number; looks: number } {
  let time = 0;
  let looks = 0;
  const clock = new SliceClock(() => ((looks += 1), time));
  clock.begin();
  for (let steps = 1; ; steps += 1) {
    time += ms;
    if (clock.isOver()) return { steps, looks };
  }
}

it('ends a slice after a tenth of a second, however long the steps are', () => {
  expect(stepsOf(50)).toEqual({ steps: 2, looks: 3 });
  expect(stepsOf(2500).steps).toBe(1);
  expect(stepsOf(5).steps).toBe(20);
  expect(stepsOf(0.01).steps * 0.01).toBeCloseTo(100, 0);
});

it('looks at the clock seldom while steps are quick', () => {
  const { steps, looks } = stepsOf(0.001);
  expect(steps).toBeLessThan(101_000);
  expect(steps / looks).toBeGreaterThan(30);
});
