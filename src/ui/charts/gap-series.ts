import { formatDurationNs, formatSeconds } from '../../base/format.ts';
import type { GapMoments, GapSeries } from '../../core/model/question.ts';
import { axisStyle, sharedOption } from './chart-colors.ts';
import type { ChartColors } from './chart-colors.ts';
import type { EChartsCoreOption } from './echarts.ts';

const NS_PER_MS = 1e6;
const NS_PER_SECOND = 1e9;

/** One gap: seconds since the capture's first packet, ms, number of the packet that ended it. */
export type GapPoint = readonly [seconds: number, ms: number, packet: number];

/** The gaps of both directions as points. */
export interface GapPoints {
  readonly forward: readonly GapPoint[];
  readonly backward: readonly GapPoint[];
  readonly scale: GapScale;
  /** Least value of the axis, ms; on a logarithmic one gaps of 0 are drawn on it. */
  readonly floorMs: number;
}

/** How gaps are laid out upwards. */
export type GapScale = 'log' | 'linear';

/** Points for an axis; on a logarithmic one gaps that are not positive are put on its floor. */
export function gapPoints({ packet, timeNs, gapMs, direction }: GapSeries, scale: GapScale): GapPoints {
  const floorMs = scale === 'log' ? floorOf(gapMs) : Math.min(0, ...gapMs);
  const forward: GapPoint[] = [];
  const backward: GapPoint[] = [];
  for (let at = 0; at < gapMs.length; at++) {
    const point: GapPoint = [(timeNs[at] ?? 0) / NS_PER_SECOND, Math.max(gapMs[at] ?? 0, floorMs), packet[at] ?? -1];
    (direction[at] === 0 ? forward : backward).push(point);
  }
  return { scale, forward, backward, floorMs };
}

/** The power of ten at or below the smallest positive gap, ms. */
function floorOf(gapMs: ArrayLike<number>): number {
  let least = Infinity;
  for (let at = 0; at < gapMs.length; at++) {
    const gap = gapMs[at] ?? 0;
    if (gap > 0 && gap < least) least = gap;
  }
  return least === Infinity ? 0.001 : 10 ** Math.floor(Math.log10(least));
}

/** The band of mean and one deviation on both sides, ms, cut at the floor. */
export function deviationBand({ meanMs, deviationMs }: GapMoments, floorMs: number): readonly [number, number] {
  return [Math.max(meanMs - deviationMs, floorMs), Math.max(meanMs + deviationMs, floorMs)];
}

/** Gaps over time, circles out and triangles back, with mean and deviation of each direction. */
export function gapSeriesOption(
  points: GapPoints,
  forward: GapMoments,
  backward: GapMoments,
  colors: ChartColors,
): EChartsCoreOption {
  const style = axisStyle(colors, '');
  const shared = sharedOption(colors);
  return {
    ...shared,
    tooltip: { ...shared.tooltip, trigger: 'item', formatter: gapHint },
    grid: { left: 58, right: 14, top: 12, bottom: 34 },
    xAxis: {
      ...style,
      type: 'value',
      scale: true,
      name: 'seconds since the first packet',
      nameLocation: 'middle',
      nameGap: 22,
      splitLine: { show: false },
    },
    yAxis: {
      ...style,
      type: points.scale === 'log' ? 'log' : 'value',
      min: points.floorMs,
      axisLabel: { ...style.axisLabel, formatter: (value: number) => formatDurationNs(value * NS_PER_MS) },
    },
    series: [
      scatter('Out', 'circle', points.forward, forward, points.floorMs, colors.forward),
      scatter('Back', 'triangle', points.backward, backward, points.floorMs, colors.backward),
    ],
  };
}

function scatter(
  name: string,
  symbol: string,
  data: readonly GapPoint[],
  moments: GapMoments,
  floorMs: number,
  color: string,
) {
  const [low, high] = deviationBand(moments, floorMs);
  return {
    type: 'scatter',
    name,
    symbol,
    symbolSize: data.length > 400 ? 4 : 6,
    data,
    cursor: 'pointer',
    itemStyle: { color, opacity: 0.8 },
    ...(moments.count > 0 && {
      markLine: {
        silent: true,
        symbol: 'none',
        animation: false,
        label: { show: false },
        lineStyle: { color, type: name === 'Out' ? 'solid' : 'dashed', width: 1 },
        data: [{ yAxis: Math.max(moments.meanMs, floorMs) }],
      },
      markArea: {
        silent: true,
        animation: false,
        itemStyle: { color, opacity: 0.07 },
        data: [[{ yAxis: low }, { yAxis: high }]],
      },
    }),
  };
}

function gapHint(point: unknown): string {
  if (typeof point !== 'object' || point === null || !('value' in point) || !Array.isArray(point.value)) return '';
  const [seconds, ms, packet] = point.value.map(Number);
  if (seconds === undefined || ms === undefined || packet === undefined) return '';
  const name = 'seriesName' in point && point.seriesName === 'Back' ? 'back' : 'out';
  return `Packet ${packet + 1}, ${name}\nat ${formatSeconds(seconds * NS_PER_SECOND)} s\ngap ${formatDurationNs(ms * NS_PER_MS)}`;
}
