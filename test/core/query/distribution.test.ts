import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distributionOf } from '../../../src/core/query/distribution.ts';

const of = (...values: number[]) => distributionOf(Float64Array.from(values));

describe('a distribution', () => {
  it('has even bars with round edges, and counts what is missing', () => {
    expect(of(0, 1, 1, 4, NaN)).toEqual({
      edges: [0, 1, 2, 3, 4, 5],
      counts: [1, 2, 0, 0, 1],
      missing: 1,
      logarithmic: false,
    });
    expect(of(0.1, 0.7).edges.slice(0, 3)).toEqual([0.1, 0.15, 0.2]);
    expect(of(443).counts).toEqual([1]);
    expect(of(NaN)).toEqual({ edges: [], counts: [], missing: 1, logarithmic: false });
  });

  it('has rising bars where few values are far larger than most', () => {
    expect(of(0, 0.2, 0.2, 0.3, 90)).toEqual({
      edges: [0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100],
      counts: [1, 0, 3, 0, 0, 0, 0, 0, 0, 1],
      missing: 0,
      logarithmic: true,
    });
  });

  it('holds values that rounding cannot tell apart, and the least that there are', () => {
    for (const values of [
      [-3e-323],
      [5e-324, 4e-323],
      [1e9, 1e9 + 1e-6],
      [2 ** 53 - 3, 2 ** 53 - 1],
      [-1.7e308, 1.7e308],
    ]) {
      const { edges, counts } = of(...values);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
      expect(edges.every((edge, at) => at === 0 || edge > (edges[at - 1] ?? edge))).toBe(true);
    }
  });

  it('counts every value once, between its edges', () => {
    const value = fc.oneof(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.integer(), fc.constant(Number.NaN));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 50 }), (values) => {
        const { edges, counts, missing } = of(...values);
        expect(counts.reduce((sum, count) => sum + count, missing)).toBe(values.length);
        expect(edges.every((edge, at) => at === 0 || edge > (edges[at - 1] ?? edge))).toBe(true);
        expect(counts.length).toBeLessThan(120);
        counts.forEach((count, at) => {
          const [from = 0, to = 0] = edges.slice(at);
          expect(values.filter((one) => one >= from && one < to)).toHaveLength(count);
        });
      }),
    );
  });
});
