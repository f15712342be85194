import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitSet } from '../../../src/base/bit-set.ts';
import { timeBins } from '../../../src/core/query/time-bins.ts';

describe('timeBins', () => {
  it('counts packets, bytes and matched packets', () => {
    const matched = new BitSet();
    matched.add(2);
    const bins = timeBins(Float64Array.of(0, 10, 25, 40, 99), 4, Uint32Array.of(1, 2, 4, 8, 16), matched, 4, undefined);
    expect(bins).toEqual({
      fromNs: 0,
      toNs: 40,
      packets: Float64Array.of(1, 1, 1, 1),
      bytes: Float64Array.of(1, 2, 4, 8),
      matched: Float64Array.of(0, 0, 1, 0),
    });
  });

  it('keeps to the range, both ends included', () => {
    const bins = timeBins(Float64Array.of(5, 10, 20, 21), 4, Uint32Array.of(1, 1, 1, 1), undefined, 2, {
      fromNs: 10,
      toNs: 20,
    });
    expect([...bins.packets]).toEqual([1, 1]);
  });

  it('takes no packets, and packets at one time', () => {
    expect(timeBins(new Float64Array(3), 0, new Uint32Array(3), undefined, 2, undefined)).toMatchObject({
      fromNs: 0,
      toNs: 0,
    });
    expect([...timeBins(Float64Array.of(-7, -7), 2, Uint32Array.of(3, 4), undefined, 2, undefined).bytes]).toEqual([
      7, 0,
    ]);
  });

  it('loses no packet', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e15, max: 1e15 })), fc.integer({ min: 1, max: 50 }), (times, count) => {
        const bins = timeBins(
          Float64Array.from(times),
          times.length,
          new Uint32Array(times.length),
          undefined,
          count,
          undefined,
        );
        expect(bins.packets.reduce((sum, packets) => sum + packets, 0)).toBe(times.length);
      }),
    );
  });
});
