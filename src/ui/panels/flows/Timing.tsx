import { useMemo, useState } from 'react';
import { formatCount, formatCountOf, formatDurationNs, formatSeconds } from '../../../base/format.ts';
import type { FlowDetail, GapMoments, GapSeries } from '../../../core/model/question.ts';
import { showPacket } from '../../../state/actions/view.ts';
import type { ChartColors } from '../../charts/chart-colors.ts';
import { histogramOption, histogramRows } from '../../charts/gap-histogram.ts';
import { allPoints, gapPoints, gapSeriesOption, isBandCut } from '../../charts/gap-series.ts';
import type { GapPoints } from '../../charts/gap-series.ts';
import { LazyChart } from '../../charts/LazyChart.tsx';
import { ChartSection, TableTwin } from './ChartSection.tsx';
import styles from './FlowDetailPane.module.css';

const NS_PER_MS = 1e6;
/** Rows of the table beside the chart of gaps; the packets grid has all of them. */
const MOST_TWIN_ROWS = 300;
const NO_GAPS: GapMoments = { count: 0, meanMs: 0, deviationMs: 0 };
const ONE_PACKET = 'The flow has one packet, so there is no gap.';
const NO_WAY = 'Neither way has two packets, so there are no gaps of one way. ';

/** How often which gap occurs. */
export function GapHistogramSection({ detail }: { readonly detail: FlowDetail }) {
  const { histogram, forward, backward, both } = detail;
  const build = useMemo(() => (colors: ChartColors) => histogramOption(histogram, colors), [histogram]);
  const rows = histogramRows(histogram);
  return (
    <ChartSection title="Inter-arrival times">
      {both.count === 0 ? (
        <p className={styles.note}>{ONE_PACKET}</p>
      ) : (
        <>
          <LazyChart
            label={`Histogram of ${formatCountOf(forward.count, 'gap')} out and ${formatCount(backward.count)} back, and of ${formatCount(both.count)} of both ways together`}
            build={build}
          />
          <Moments detail={detail} />
          <TableTwin
            columns={['Gap', 'Out', 'Back', 'Both ways']}
            rows={rows.map((row) => [row.range, ...[row.forward, row.backward, row.both].map(formatCount)])}
          />
        </>
      )}
    </ChartSection>
  );
}

/** Every gap at its time; a press on one shows the packet that ended it. */
export function GapSeriesSection({ detail }: { readonly detail: FlowDetail }) {
  const { both, forward, backward } = detail;
  const [logarithmic, setLogarithmic] = useState(true);
  const [wish, setTogether] = useState(false);
  const hasWays = detail.series.total > 0;
  // A question and its answer have a gap only between them.
  const together = wish || !hasWays;
  const series = together ? detail.bothSeries : detail.series;
  const points = useMemo(() => gapPoints(series, logarithmic ? 'log' : 'linear'), [series, logarithmic]);
  const build = useMemo(
    () => (colors: ChartColors) =>
      together
        ? gapSeriesOption(points, NO_GAPS, NO_GAPS, colors, both)
        : gapSeriesOption(points, forward, backward, colors),
    [points, forward, backward, both, together],
  );
  const shown = series.gapMs.length;
  return (
    <ChartSection
      title="Gaps over time"
      tools={
        both.count > 0 && (
          <span className={styles.tools}>
            {hasWays && <Choice label="Both ways together" checked={wish} onChange={setTogether} />}
            <Choice label="Logarithmic" checked={logarithmic} onChange={setLogarithmic} />
          </span>
        )
      }
    >
      {both.count === 0 ? (
        <p className={styles.note}>{ONE_PACKET}</p>
      ) : (
        <>
          <LazyChart
            label={`Gaps of the flow over time, ${formatCountOf(shown, 'point')}. Lines: mean; bands: one deviation.`}
            build={build}
            onPoint={showPoint}
          />
          <p className={styles.note}>
            {together
              ? `Gaps to the packet before, of either way. ${hasWays ? '' : NO_WAY}`
              : 'Gaps to the packet before of the same way. '}
            {shown < series.total &&
              `${formatCount(shown)} of ${formatCount(series.total)} gaps are drawn, extremes among them. `}
            Lines are means, bands one deviation{cutWords(points, detail, together)}. A press on a point shows its
            packet.
          </p>
          <TableTwin
            columns={['Packet', 'Time, s', 'Way', 'Gap, ms']}
            rows={seriesRows(series)}
            note={shown > MOST_TWIN_ROWS ? `The first ${MOST_TWIN_ROWS} of ${formatCount(shown)}.` : undefined}
          />
        </>
      )}
    </ChartSection>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Choice({ label, checked, onChange }: ChoiceProps) {
  return (
    <label className={styles.tool}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} /> {label}
    </label>
  );
}

/** Says which bands end at the smallest gap, for below it a logarithmic axis has no end. */
function cutWords(points: GapPoints, { forward, backward, both }: FlowDetail, together: boolean): string {
  const bands = together
    ? [{ of: allPoints(points), moments: both }]
    : [
        { of: points.forward, moments: forward },
        { of: points.backward, moments: backward },
      ];
  const isCut = bands.some(({ of, moments }) => isBandCut(points, of, moments));
  return isCut ? '; those that reach further down are cut at the smallest gap' : '';
}

function Moments({ detail: { forward, backward, both } }: { readonly detail: FlowDetail }) {
  return (
    <p className={styles.note}>
      <span className={styles.forward}>▲ Out</span> {momentsInWords(forward)}
      <br />
      <span className={styles.backward}>▼ Back</span> {momentsInWords(backward)}
      <br />
      <span className={styles.both}>▭ Both ways</span> {momentsInWords(both)}
      <br />
      Out and back: to the packet before of the same way. Both ways: to the packet before of either, as the column IAT
      mean counts, but by the packets’ own times where that goes by the meter’s clock.
    </p>
  );
}

function momentsInWords({ count, meanMs, deviationMs }: GapMoments): string {
  if (count === 0) return 'no gaps';
  if (count === 1) return `1 gap of ${formatDurationNs(meanMs * NS_PER_MS)}`;
  return `${formatCountOf(count, 'gap')}, mean ${formatDurationNs(meanMs * NS_PER_MS)}, deviation ${formatDurationNs(deviationMs * NS_PER_MS)}`;
}

function seriesRows(series: GapSeries): readonly (readonly string[])[] {
  return Array.from(series.packet.subarray(0, MOST_TWIN_ROWS), (packet, at) => [
    (packet + 1).toString(),
    formatSeconds(series.timeNs[at] ?? 0),
    series.direction[at] === 0 ? 'out' : 'back',
    (series.gapMs[at] ?? 0).toString(),
  ]);
}

function showPoint(point: unknown): void {
  if (typeof point !== 'object' || point === null || !('value' in point) || !Array.isArray(point.value)) return;
  const packet = Number(point.value[2]);
  if (packet >= 0) showPacket(packet);
}
