import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bisectLeft, bisectRight } from '../../src/base/bisect.ts';

describe('bisect', () => {
  it('finds the ends of the stretch of equal values', () => {
    const few = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(fc.array(few), few, (values, wanted) => {
        const rising = [...values].sort((a, b) => a - b);
        expect(bisectLeft(rising, wanted)).toBe(rising.filter((value) => value < wanted).length);
        expect(bisectRight(rising, wanted)).toBe(rising.filter((value) => value <= wanted).length);
      }),
    );
  });

  it('stays within its bounds', () => {
    expect(bisectLeft([1, 2, 3, 0, 0], 9, 0, 3)).toBe(3);
    expect(bisectRight([1, 2, 3, 4], 0, 2)).toBe(2);
  });
});
