import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Silences } from '../../../src/core/query/silences.ts';

function silencesOf(times: readonly number[]): Silences {
  const silences = new Silences();
  for (const time of times) silences.add(time);
  return silences;
}

/** The slow way: sort, then look between neighbours. */
function lengthsOf(times: readonly number[]): readonly number[] {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted
    .slice(1)
    .map((time, at) => time - (sorted[at] ?? 0))
    .filter((length) => length > 0)
    .sort((a, b) => b - a);
}

describe('silences', () => {
  it('are the longest stretches without a packet, by their beginning', () => {
    expect(silencesOf([0, 1, 50, 51, 52, 90]).longest(2)).toEqual([
      { fromNs: 1, toNs: 50 },
      { fromNs: 52, toNs: 90 },
    ]);
    expect(silencesOf([5]).longest(3)).toEqual([]);
    expect(silencesOf([]).longest(3)).toEqual([]);
  });

  it('do not depend on the order in which packets come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500, max: 500 })), (times) => {
        const found = silencesOf(times).longest(5);
        const lengths = found.map(({ fromNs, toNs }) => toNs - fromNs).sort((a, b) => b - a);
        expect(lengths).toEqual(lengthsOf(times).slice(0, 5));
      }),
    );
  });

  it('stay few and exact, however many packets come', () => {
    let state = 7;
    const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const times = Array.from({ length: 40_000 }, (_, at) => at * 100 + Math.floor(random() * 1e4));
    const found = silencesOf(times).longest(64);
    const lengths = found.map(({ fromNs, toNs }) => toNs - fromNs).sort((a, b) => b - a);
    expect(lengths).toEqual(lengthsOf(times).slice(0, 64));
  });
});
