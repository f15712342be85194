import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NO_MOMENTS, sampleDeviation, withValue } from '../../src/base/moments.ts';

it('running statistics are those of the values at once', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }), (values) => {
      const { count, mean, squares, least, most } = values.reduce(withValue, NO_MOMENTS);
      const atOnce = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect([count, least, most]).toEqual([values.length, Math.min(...values), Math.max(...values)]);
      expect(mean).toBeCloseTo(atOnce, 9);
      expect(squares).toBeCloseTo(
        values.reduce((sum, value) => sum + (value - atOnce) ** 2, 0),
        4,
      );
    }),
  );
});

it('a sample has no deviation below two values', () => {
  expect([0, 1, 2, 3].map((count) => sampleDeviation(8, count))).toEqual([0, 0, Math.sqrt(8), 2]);
});
