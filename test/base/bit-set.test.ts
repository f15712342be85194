import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitSet } from '../../src/base/bit-set.ts';

describe('BitSet', () => {
  it('behaves as a Set of numbers', () => {
    const change = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 300 }));
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const bits = new BitSet(10);
        const set = new Set<number>();
        for (const [add, value] of changes) {
          if (add) bits.add(value);
          else bits.delete(value);
          if (add) set.add(value);
          else set.delete(value);
        }
        expect([...bits.toArray()]).toEqual([...set].sort((a, b) => a - b));
        expect(bits.count()).toBe(set.size);
        expect([...Array(301).keys()].filter((value) => bits.has(value))).toEqual([...bits.toArray()]);
      }),
    );
  });

  it('has nothing outside, and nothing after clear', () => {
    const bits = new BitSet();
    bits.add(31);
    expect([bits.has(-1), bits.has(1e6), bits.has(31)]).toEqual([false, false, true]);
    bits.clear();
    expect(bits.count()).toBe(0);
  });
});
