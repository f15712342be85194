import { formatCountOf, formatDurationNs } from '../../base/format.ts';
import type { GapHistogram } from '../../core/model/question.ts';
import { axisStyle, sharedOption } from './chart-colors.ts';
import type { ChartColors } from './chart-colors.ts';
import type { EChartsCoreOption } from './echarts.ts';

const NS_PER_MS = 1e6;

/** A bin of the histogram in words. */
export interface BinRow {
  readonly range: string;
  readonly forward: number;
  readonly backward: number;
  /** Between neighbouring packets, whatever their directions. */
  readonly both: number;
}

/** The bins as a table shows them; also the words of the chart's hints. */
export function histogramRows({ edgesMs, forward, backward, both }: GapHistogram): readonly BinRow[] {
  return forward.map((count, at) => ({
    range: `${formatMs(edgesMs[at] ?? 0)} – ${formatMs(edgesMs[at + 1] ?? 0)}`,
    forward: count,
    backward: backward[at] ?? 0,
    both: both[at] ?? 0,
  }));
}

/**
 * Gaps by size in logarithmic bins: forward bars upwards, backward bars downwards, as in the flow pictures; behind them, in
 * grey, those of both ways together.
 */
export function histogramOption(histogram: GapHistogram, colors: ChartColors): EChartsCoreOption {
  const rows = histogramRows(histogram);
  const style = axisStyle(colors, '');
  return {
    ...sharedOption(colors),
    tooltip: {
      ...sharedOption(colors).tooltip,
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: (points: unknown) => binHint(rows, points),
    },
    grid: { left: 44, right: 12, top: 12, bottom: 34 },
    xAxis: {
      ...style,
      type: 'category',
      data: rows.map((_, at) => formatMs(histogram.edgesMs[at] ?? 0)),
      axisLabel: { ...style.axisLabel, interval: (at: number) => isDecade(histogram.edgesMs[at] ?? 0) },
      name: 'gap, at least',
      nameLocation: 'middle',
      nameGap: 22,
      splitLine: { show: false },
      axisLine: { ...style.axisLine, onZero: false },
    },
    yAxis: {
      ...style,
      type: 'value',
      minInterval: 1,
      axisLabel: { ...style.axisLabel, formatter: (value: number) => Math.abs(value).toString() },
    },
    series: [
      bars(
        'Out',
        rows.map(({ forward }) => forward),
        colors.forward,
      ),
      bars(
        'Back',
        rows.map(({ backward }) => -backward),
        colors.backward,
      ),
      bothBars(
        rows.map(({ both }) => both),
        colors,
      ),
    ],
  };
}

/** 0 and the powers of ten: the edges that are named on the axis. */
function isDecade(ms: number): boolean {
  return ms === 0 || Number.isInteger(Math.log10(ms));
}

function bars(name: string, data: readonly number[], color: string) {
  return { type: 'bar', name, data, stack: 'gaps', barCategoryGap: '12%', itemStyle: { color } };
}

function bothBars(data: readonly number[], { dim }: ChartColors) {
  const itemStyle = { color: dim, opacity: 0.28, borderColor: dim, borderWidth: 1 };
  return { type: 'bar', name: 'Both ways', data, barGap: '-100%', barCategoryGap: '12%', z: 1, itemStyle };
}

function binHint(rows: readonly BinRow[], points: unknown): string {
  const at = Array.isArray(points) ? indexOf(points[0]) : -1;
  const row = rows[at];
  return row === undefined
    ? ''
    : `${row.range}\n▲ ${formatCountOf(row.forward, 'gap')} out\n▼ ${formatCountOf(row.backward, 'gap')} back\n▭ ${formatCountOf(row.both, 'gap')} both ways together`;
}

/** Where in the data a point of echarts' hints or events stands; -1 if it does not say. */
export function indexOf(point: unknown): number {
  if (typeof point !== 'object' || point === null || !('dataIndex' in point)) return -1;
  return typeof point.dataIndex === 'number' ? point.dataIndex : -1;
}

function formatMs(ms: number): string {
  return ms === 0 ? '0' : formatDurationNs(ms * NS_PER_MS);
}
