import { describe, expect, it } from 'vitest';
import { histogramOption, histogramRows, indexOf } from '../../../src/ui/charts/gap-histogram.ts';
import { bandFloor, deviationBand, gapPoints, gapSeriesOption, isBandCut } from '../../../src/ui/charts/gap-series.ts';
import { packetWords } from '../../../src/ui/charts/SequenceChart.tsx';
import { barsPath, shapeBars, shapeLabel } from '../../../src/ui/charts/shape-geometry.ts';
import type { FlowShape } from '../../../src/core/model/question.ts';

const COLORS = { text: '#111', dim: '#555', border: '#ccc', raised: '#fff', forward: '#00f', backward: '#f80' };
const LAYOUT = { width: 100, side: 10, bar: 2, least: 1, decade: 3 };
const SHAPE: FlowShape = { direction: [0, 1, 0], size: [74, 1514, 9000], gapMs: [0, 9, 0] };

describe('the histogram of gaps', () => {
  const histogram = { edgesMs: [0, 0.001, 1, 1000], forward: [1, 0, 3], backward: [0, 2, 0], both: [2, 3, 1] };

  it('has a row for each bin', () => {
    expect(histogramRows(histogram)).toEqual([
      { range: '0 – 1\u00a0µs', forward: 1, backward: 0, both: 2 },
      { range: '1\u00a0µs – 1\u00a0ms', forward: 0, backward: 2, both: 3 },
      { range: '1\u00a0ms – 1\u00a0s', forward: 3, backward: 0, both: 1 },
    ]);
  });

  it('draws the way back downwards', () => {
    expect(histogramOption(histogram, COLORS)).toMatchObject({
      series: [{ data: [1, 0, 3] }, { data: [-0, -2, -0] }, { name: 'Both ways', data: [2, 3, 1] }],
    });
  });

  it('says nothing about what is no point', () => {
    expect(indexOf({ dataIndex: 2 })).toBe(2);
    expect(indexOf(undefined)).toBe(-1);
    expect(indexOf({ dataIndex: 'x' })).toBe(-1);
  });
});

describe('the gaps over time', () => {
  const series = {
    packet: Int32Array.of(3, 5, 8),
    timeNs: Float64Array.of(1e9, 2e9, 3e9),
    gapMs: Float64Array.of(0, 0.25, 40),
    direction: Uint8Array.of(0, 1, 0),
    total: 3,
  };

  it('are put on the floor of a logarithmic axis where they are 0', () => {
    const points = gapPoints(series, 'log');
    expect(points.floorMs).toBe(0.1);
    expect(points.forward).toEqual([
      [1, 0.1, 3],
      [3, 40, 8],
    ]);
    expect(points.backward).toEqual([[2, 0.25, 5]]);
  });

  it('count from a whole second in a long capture', () => {
    const late = { ...series, timeNs: Float64Array.of(1e16 + 5e8, 1e16 + 6e8, 1e16 + 7e8) };
    const points = gapPoints(late, 'log');
    expect(points.baseNs).toBe(1e16);
    expect(points.forward.map(([seconds]) => seconds)).toEqual([0.5, 0.7]);
    const none = { count: 0, meanMs: 0, deviationMs: 0 };
    const { xAxis } = gapSeriesOption(points, none, none, COLORS) as { xAxis: { name: string } };
    expect(xAxis.name.replaceAll('\u00a0', ' ')).toBe('seconds since 115 d 17 h 46 min 40 s');
  });

  it('stay as they are on a linear axis', () => {
    expect(gapPoints(series, 'linear').forward[0]).toEqual([1, 0, 3]);
    expect(gapPoints({ ...series, gapMs: Float64Array.of(-2, 1, 1) }, 'linear').floorMs).toBe(-2);
  });

  it('have a mean with a band of one deviation that stays over the floor', () => {
    expect(deviationBand({ count: 5, meanMs: 10, deviationMs: 4 }, 0.1)).toEqual([6, 14]);
    expect(deviationBand({ count: 5, meanMs: 10, deviationMs: 40 }, 0.1)).toEqual([0.1, 50]);
  });

  it('have a band that ends at the smallest gap drawn, and not at the floor of a logarithmic axis', () => {
    const points = gapPoints(series, 'log');
    expect([bandFloor(points, points.forward), bandFloor(points, points.backward)]).toEqual([40, 0.25]);
    expect(bandFloor(points, [])).toBe(0.1);
    expect(isBandCut(points, points.backward, { count: 5, meanMs: 1, deviationMs: 0.9 })).toBe(true);
    expect(isBandCut(points, points.backward, { count: 5, meanMs: 1, deviationMs: 0.5 })).toBe(false);
    expect(isBandCut(gapPoints(series, 'linear'), [], { count: 5, meanMs: 1, deviationMs: 3 })).toBe(false);
  });

  it('of both ways together have one mean', () => {
    const none = { count: 0, meanMs: 0, deviationMs: 0 };
    const option = gapSeriesOption(gapPoints(series, 'log'), none, none, COLORS, { ...none, count: 3, meanMs: 13 });
    expect(option['series']).toMatchObject([{}, {}, { name: 'Both ways', markLine: { data: [{ yAxis: 13 }] } }]);
    expect((option['series'] as object[])[0]).not.toHaveProperty('markLine');
  });

  it('have no mean without gaps', () => {
    const none = { count: 0, meanMs: 0, deviationMs: 0 };
    const some = { count: 2, meanMs: 20, deviationMs: 5 };
    const option = gapSeriesOption(gapPoints(series, 'log'), some, none, COLORS);
    expect(option['series']).toMatchObject([{ name: 'Out', markLine: { data: [{ yAxis: 20 }] } }, { name: 'Back' }]);
    expect((option['series'] as object[])[1]).not.toHaveProperty('markLine');
  });
});

describe('the picture of a flow', () => {
  it('stands out upwards and back downwards, spaced by the gaps, full at a full frame', () => {
    const bars = shapeBars(SHAPE, LAYOUT);
    expect(bars.map(({ backward }) => backward)).toEqual([false, true, false]);
    expect(bars.map(({ x }) => x)).toEqual([0, 6, 9]);
    expect(bars[1]?.height).toBe(10);
    expect(bars[2]?.height).toBe(10);
    expect(bars[0]?.height).toBeLessThan(3);
  });

  it('is the same for flows of one kind, whatever their place in time', () => {
    expect(shapeBars(SHAPE, LAYOUT)).toEqual(shapeBars({ ...SHAPE }, LAYOUT));
  });

  it('is pressed together when it would be too wide', () => {
    const long: FlowShape = { direction: Array(20).fill(0), size: Array(20).fill(100), gapMs: Array(20).fill(10_000) };
    const bars = shapeBars(long, LAYOUT);
    expect(bars.at(-1)?.x).toBeLessThanOrEqual(LAYOUT.width - LAYOUT.bar);
  });

  it('is a path for each direction', () => {
    const bars = shapeBars(SHAPE, LAYOUT);
    expect(barsPath(bars, true, LAYOUT)).toBe('M6 11h2v10h-2z');
    expect(barsPath(bars, false, LAYOUT).match(/M/g)).toHaveLength(2);
    expect(barsPath([], false, LAYOUT)).toBe('');
  });

  it('is told in words', () => {
    expect(shapeLabel(SHAPE)).toBe('3 packets: 2 out, 1 back');
    expect(shapeLabel({ direction: [0], size: [1], gapMs: [0] })).toBe('1 packet: 1 out, 0 back');
    expect(packetWords(SHAPE, 1)).toBe('Packet 2, back, 1514 B, 9\u00a0ms after the one before');
    expect(packetWords(SHAPE, 0)).toBe('Packet 1, out, 74 B');
    expect(packetWords(SHAPE, 2, 'us')).toBe('Packet 3, out, 9000 B, <\u00a01\u00a0µs after the one before');
  });
});
