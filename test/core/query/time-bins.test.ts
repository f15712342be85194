import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitSet } from '../../../src/base/bit-set.ts';
import { timeBins } from '../../../src/core/query/time-bins.ts';

/** Packets by times and lengths; the columns are longer than the table, as while it grows. */
function table(times: readonly number[], lengths: readonly number[]): Parameters<typeof timeBins>[0] {
  return {
    length: times.length,
    timeNs: Float64Array.of(...times, 99),
    wireLength: (row) => lengths[row] ?? 0,
  };
}

describe('timeBins', () => {
  it('counts packets, bytes and matched packets', () => {
    const matched = new BitSet();
    matched.add(2);
    const bins = timeBins(table([0, 10, 25, 40], [1, 2, 4, 8]), matched, 4, undefined);
    expect(bins).toEqual({
      fromNs: 0,
      toNs: 40,
      packets: Float64Array.of(1, 1, 1, 1),
      bytes: Float64Array.of(1, 2, 4, 8),
      matched: Float64Array.of(0, 0, 1, 0),
    });
  });

  it('keeps to the range, both ends included', () => {
    const bins = timeBins(table([5, 10, 20, 21], [1, 1, 1, 1]), undefined, 2, {
      fromNs: 10,
      toNs: 20,
    });
    expect([...bins.packets]).toEqual([1, 1]);
  });

  it('takes no packets, and packets at one time', () => {
    expect(timeBins(table([], []), undefined, 2, undefined)).toMatchObject({
      fromNs: 0,
      toNs: 0,
    });
    expect([...timeBins(table([-7, -7], [3, 4]), undefined, 2, undefined).bytes]).toEqual([7, 0]);
  });

  it('loses no packet', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e15, max: 1e15 })), fc.integer({ min: 1, max: 50 }), (times, count) => {
        const bins = timeBins(table(times, []), undefined, count, undefined);
        expect(bins.packets.reduce((sum, packets) => sum + packets, 0)).toBe(times.length);
      }),
    );
  });
});
