import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberIndex } from '../../src/base/number-index.ts';

describe('an index of numbers', () => {
  it('numbers them in the order in which they come, as a Map would', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(20), fc.nat(), fc.maxSafeNat()), { maxLength: 300 }), (keys) => {
        const index = new NumberIndex(1);
        const known = new Map<number, number>();
        for (const key of keys) {
          if (!known.has(key)) known.set(key, known.size);
          expect(index.add(key)).toBe(known.get(key));
        }
        expect(index.size).toBe(known.size);
      }),
    );
  });
});
