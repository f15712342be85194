import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitSet } from '../../../src/base/bit-set.ts';
import { countPackets, countRows } from '../../../src/core/query/time-bins.ts';

/** Packets by times and lengths; the columns are longer than the table, as while it grows. */
function table(times: readonly number[], lengths: readonly number[]): Parameters<typeof countPackets>[0] {
  return {
    length: times.length,
    timeNs: Float64Array.of(...times, 99),
    wireLength: (row) => lengths[row] ?? 0,
  };
}

describe('bins of time', () => {
  it('count packets, bytes and matched packets', () => {
    const matched = new BitSet();
    matched.add(2);
    const bins = countPackets(table([0, 10, 25, 40], [1, 2, 4, 8]), [{ fromNs: 0, toNs: 40, bins: 4 }], matched);
    expect(bins).toEqual({
      packets: Float64Array.of(1, 1, 1, 1),
      bytes: Float64Array.of(1, 2, 4, 8),
      matched: Float64Array.of(0, 0, 1, 0),
    });
  });

  it('keep to the stretch, both ends included', () => {
    const bins = countPackets(table([5, 10, 20, 21], [1, 1, 1, 1]), [{ fromNs: 10, toNs: 20, bins: 2 }], undefined);
    expect([...bins.packets]).toEqual([1, 1]);
  });

  it('take no packets, and packets at one time', () => {
    expect([...countPackets(table([], []), [{ fromNs: 0, toNs: 0, bins: 2 }], undefined).packets]).toEqual([0, 0]);
    const moment = [{ fromNs: -7, toNs: -7, bins: 2 }];
    expect([...countPackets(table([-7, -7], [3, 4]), moment, undefined).bytes]).toEqual([7, 0]);
    expect([...countPackets(table([1], [3]), [], undefined).packets]).toEqual([]);
  });

  it('follow each other stretch by stretch, whatever lies between and in whatever order times come', () => {
    const stretches = [
      { fromNs: 0, toNs: 10, bins: 2 },
      { fromNs: 1000, toNs: 1010, bins: 1 },
    ];
    const packets = table([1005, 0, 500, 9, 1010, 1011], [1, 2, 4, 8, 16, 32]);
    expect([...countPackets(packets, stretches, undefined).bytes]).toEqual([2, 8, 17]);
    expect([...countRows(packets, stretches, [0, 1, 2]).bytes]).toEqual([2, 0, 1]);
    expect([...countRows(packets, stretches, [4]).packets]).toEqual([0, 0, 1]);
  });

  it('are those of each packet by itself', () => {
    const time = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(fc.array(time), fc.array(time), fc.integer({ min: 1, max: 400 }), (rising, any, bins) => {
        const times = [...rising.sort((a, b) => a - b), ...any];
        const stretches = [
          { fromNs: 3, toNs: 170, bins },
          { fromNs: 200, toNs: 290, bins: 7 },
        ];
        const expected = Array.from({ length: bins + 7 }, () => 0);
        times.forEach((at, row) => {
          const [from, to, count, before] = at <= 170 ? [3, 170, bins, 0] : [200, 290, 7, bins];
          if (at < from || at > to) return;
          const bin = Math.min(count - 1, Math.floor((at - from) * (count / (to - from))));
          expected[before + bin] += row + 1;
        });
        const lengths = times.map((_, row) => row + 1);
        expect([...countPackets(table(times, lengths), stretches, undefined).bytes]).toEqual(expected);
      }),
    );
  });

  it('lose no packet', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e15, max: 1e15 })), fc.integer({ min: 1, max: 50 }), (times, count) => {
        const [fromNs, toNs] = times.length === 0 ? [0, 0] : [Math.min(...times), Math.max(...times)];
        const bins = countPackets(table(times, []), [{ fromNs, toNs, bins: count }], undefined);
        expect(bins.packets.reduce((sum, packets) => sum + packets, 0)).toBe(times.length);
      }),
    );
  });
});
