import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GapHistogram, GapMoments, GapSeries } from '../../../src/core/model/question.ts';
import { GapCounts, GapExtent, RunningMoments } from '../../../src/core/query/gaps.ts';
import { SeriesThinner } from '../../../src/core/query/thin-series.ts';

function gapHistogram(forward: readonly number[], backward: readonly number[]): GapHistogram {
  const extent = new GapExtent();
  for (const gap of [...forward, ...backward]) extent.add(gap);
  const counts = new GapCounts(extent.edges());
  for (const gap of forward) counts.add(gap, 0);
  for (const gap of backward) counts.add(gap, 1);
  return counts.histogram();
}

function gapMoments(gaps: readonly number[]): GapMoments {
  const moments = new RunningMoments();
  for (const gap of gaps) moments.add(gap);
  return moments.value();
}

function thinSeries({ packet, timeNs, gapMs, direction, total }: GapSeries, limit: number): GapSeries {
  const thinner = new SeriesThinner(total, limit);
  packet.forEach((row, at) => thinner.add(row, timeNs[at] ?? 0, gapMs[at] ?? 0, direction[at] ?? 0));
  return thinner.series();
}

describe('gapHistogram', () => {
  it('divides decades into quarters, zero first', () => {
    const { edgesMs, forward, backward } = gapHistogram([0, 1, 1.5, 2], [10, -3]);
    expect(edgesMs.map((edge) => Number(edge.toPrecision(3)))).toEqual([0, 1, 1.78, 3.16, 5.62, 10, 17.8]);
    expect(forward).toEqual([1, 2, 1, 0, 0, 0]);
    expect(backward).toEqual([1, 0, 0, 0, 0, 1]);
  });

  it('has one empty bin without gaps', () => {
    expect(gapHistogram([], [])).toEqual({ edgesMs: [0, 1], forward: [0], backward: [0], both: [0] });
    expect(gapHistogram([0, 0], [])).toEqual({ edgesMs: [0, 1], forward: [2], backward: [0], both: [0] });
  });

  it('puts every gap between its edges', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e9, noNaN: true })), (gaps) => {
        const { edgesMs, forward } = gapHistogram(gaps, []);
        expect(forward).toHaveLength(edgesMs.length - 1);
        for (const [bin, count] of forward.entries()) {
          expect(count).toBe(gaps.filter((gap) => gap >= edgesMs[bin] && gap < edgesMs[bin + 1]).length);
        }
      }),
    );
  });
});

describe('gapMoments', () => {
  it('gives mean and sample deviation', () => {
    expect(gapMoments([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ count: 8, meanMs: 5, deviationMs: Math.sqrt(32 / 7) });
    expect(gapMoments([])).toEqual({ count: 0, meanMs: 0, deviationMs: 0 });
    expect(gapMoments([3])).toEqual({ count: 1, meanMs: 3, deviationMs: 0 });
  });
});

describe('thinSeries', () => {
  const series = (gaps: readonly number[]) => ({
    packet: Int32Array.from(gaps, (_, at) => at * 2),
    timeNs: Float64Array.from(gaps, (_, at) => at),
    gapMs: Float64Array.from(gaps),
    direction: Uint8Array.from(gaps, (_, at) => at % 2),
    total: gaps.length,
  });

  it('leaves a short series as it is', () => {
    const short = series([1, 2, 3]);
    expect(thinSeries(short, 3)).toEqual(short);
  });

  it('keeps the extremes of both directions, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: 0, max: 100 }), { minLength: 50, maxLength: 300 }), (gaps) => {
        const thin = thinSeries(series(gaps), 40);
        expect(thin.total).toBe(gaps.length);
        expect(thin.packet.length).toBeLessThanOrEqual(40);
        for (const side of [0, 1]) {
          const before = gaps.filter((_, at) => at % 2 === side);
          const after = [...thin.gapMs].filter((_, at) => thin.direction[at] === side);
          expect([Math.min(...after), Math.max(...after)]).toEqual([Math.min(...before), Math.max(...before)]);
        }
        expect([...thin.packet]).toEqual([...new Set(thin.packet)].sort((a, b) => a - b));
        expect([...thin.gapMs]).toEqual([...thin.packet].map((packet) => gaps[packet / 2]));
      }),
    );
  });
});
