import { formatDurationNs } from '../../base/format.ts';
import { formatOffset, formatWholeOffset } from '../../base/format-offset.ts';
import type { GapMoments, GapSeries } from '../../core/model/question.ts';
import { axisStyle, sharedOption } from './chart-colors.ts';
import type { ChartColors } from './chart-colors.ts';
import type { EChartsCoreOption } from './echarts.ts';

const NS_PER_MS = 1e6;
const NS_PER_SECOND = 1e9;
const NS_PER_HOUR = 3600e9;

/** One gap: seconds since the base (GapPoints), ms, number of the packet that ended it. */
export type GapPoint = readonly [seconds: number, ms: number, packet: number];

/** The gaps of both directions as points. */
export interface GapPoints {
  readonly forward: readonly GapPoint[];
  readonly backward: readonly GapPoint[];
  readonly scale: GapScale;
  /** What their seconds count from: the capture's first packet, or a whole second in a long capture, ns. */
  readonly baseNs: number;
  /** Least value of the axis, ms; on a logarithmic one gaps of 0 are drawn on it. */
  readonly floorMs: number;
}

/** How gaps are laid out upwards. */
export type GapScale = 'log' | 'linear';

/** Points for an axis; on a logarithmic one gaps that are not positive are put on its floor. */
export function gapPoints({ packet, timeNs, gapMs, direction }: GapSeries, scale: GapScale): GapPoints {
  const floorMs = scale === 'log' ? floorOf(gapMs) : Math.min(0, ...gapMs);
  const baseNs = baseOf(timeNs);
  const forward: GapPoint[] = [];
  const backward: GapPoint[] = [];
  for (let at = 0; at < gapMs.length; at++) {
    const point: GapPoint = [
      ((timeNs[at] ?? 0) - baseNs) / NS_PER_SECOND,
      Math.max(gapMs[at] ?? 0, floorMs),
      packet[at] ?? -1,
    ];
    (direction[at] === 0 ? forward : backward).push(point);
  }
  return { scale, baseNs, forward, backward, floorMs };
}

/** Hours into a capture all ticks would begin with the same digits. */
function baseOf(timeNs: Float64Array): number {
  const first = timeNs.reduce((least, time) => Math.min(least, time), Infinity);
  return first >= NS_PER_HOUR && first < Infinity ? Math.floor(first / NS_PER_SECOND) * NS_PER_SECOND : 0;
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

/**
 * Where bands end below, ms: on a logarithmic axis at the smallest gap that is drawn, for a band that reaches 0 would fill
 * everything down to the floor.
 */
export function bandFloor({ scale, floorMs }: GapPoints, points: readonly GapPoint[]): number {
  if (scale === 'linear') return floorMs;
  const least = points.reduce((low, [, ms]) => (ms > floorMs && ms < low ? ms : low), Infinity);
  return least === Infinity ? floorMs : least;
}

/** True if a band would reach below the smallest gap of a logarithmic axis. */
export function isBandCut(
  points: GapPoints,
  of: readonly GapPoint[],
  { count, meanMs, deviationMs }: GapMoments,
): boolean {
  return points.scale === 'log' && count > 1 && meanMs - deviationMs < bandFloor(points, of);
}

/** The band of mean and one deviation on both sides, ms, cut at the floor. */
export function deviationBand({ meanMs, deviationMs }: GapMoments, floorMs: number): readonly [number, number] {
  return [Math.max(meanMs - deviationMs, floorMs), Math.max(meanMs + deviationMs, floorMs)];
}

/**
 * Gaps over time, circles out and triangles back, with mean and deviation of each direction; of gaps between neighbours, of
 * whatever direction, with those of `both`.
 */
export function gapSeriesOption(
  points: GapPoints,
  forward: GapMoments,
  backward: GapMoments,
  colors: ChartColors,
  both?: GapMoments,
): EChartsCoreOption {
  const style = axisStyle(colors, '');
  const shared = sharedOption(colors);
  return {
    ...shared,
    tooltip: { ...shared.tooltip, trigger: 'item', formatter: (point: unknown) => gapHint(point, points.baseNs) },
    grid: { left: 58, right: 14, top: 12, bottom: 34 },
    xAxis: {
      ...style,
      type: 'value',
      scale: true,
      ...lonely(points),
      name: `seconds since ${points.baseNs === 0 ? 'the first packet' : formatWholeOffset(points.baseNs)}`,
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
      {
        ...scatter('Out', 'circle', points.forward, colors.forward),
        ...deviation(points, points.forward, forward, colors.forward, 'solid'),
      },
      {
        ...scatter('Back', 'triangle', points.backward, colors.backward),
        ...deviation(points, points.backward, backward, colors.backward, 'dashed'),
      },
      ...(both === undefined
        ? []
        : [
            {
              type: 'scatter',
              name: 'Both ways',
              data: [],
              ...deviation(points, allPoints(points), both, colors.dim, 'solid'),
            },
          ]),
    ],
  };
}

/** The points of both directions. */
export function allPoints({ forward, backward }: GapPoints): readonly GapPoint[] {
  return [...forward, ...backward];
}

function scatter(name: string, symbol: string, data: readonly GapPoint[], color: string) {
  const symbolSize = data.length > 400 ? 4 : 6;
  return { type: 'scatter', name, symbol, symbolSize, data, cursor: 'pointer', itemStyle: { color, opacity: 0.8 } };
}

/** A line at the mean and a band of one deviation; nothing without gaps. */
function deviation(
  points: GapPoints,
  of: readonly GapPoint[],
  moments: GapMoments,
  color: string,
  line: 'solid' | 'dashed',
) {
  if (moments.count === 0) return {};
  const [low, high] = deviationBand(moments, bandFloor(points, of));
  return {
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      label: { show: false },
      lineStyle: { color, type: line, width: 1 },
      data: [{ yAxis: Math.max(moments.meanMs, points.floorMs) }],
    },
    markArea: {
      silent: true,
      animation: false,
      itemStyle: { color, opacity: 0.07 },
      data: [[{ yAxis: low }, { yAxis: high }]],
    },
  };
}

/** Room around points that all stand at one time: an axis of its own choice would show years. */
function lonely(points: GapPoints): { readonly min?: number; readonly max?: number } {
  const times = allPoints(points).map(([seconds]) => seconds);
  const [first] = times;
  return first === undefined || times.some((time) => time !== first)
    ? {}
    : { min: Math.round(first) - 1, max: Math.round(first) + 1 };
}

function gapHint(point: unknown, baseNs: number): string {
  if (typeof point !== 'object' || point === null || !('value' in point) || !Array.isArray(point.value)) return '';
  const [seconds, ms, packet] = point.value.map(Number);
  if (seconds === undefined || ms === undefined || packet === undefined) return '';
  const name = 'seriesName' in point && point.seriesName === 'Back' ? 'back' : 'out';
  return `Packet ${packet + 1}, ${name}\nat ${formatOffset(baseNs + seconds * NS_PER_SECOND)}\ngap ${formatDurationNs(ms * NS_PER_MS)}`;
}
