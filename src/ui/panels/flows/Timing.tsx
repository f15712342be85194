import { useMemo, useState } from 'react';
import { formatCount, formatCountOf, formatDurationNs, formatSeconds } from '../../../base/format.ts';
import type { FlowDetail, GapMoments } from '../../../core/model/question.ts';
import { showPacket } from '../../../state/actions/view.ts';
import type { ChartColors } from '../../charts/chart-colors.ts';
import { histogramOption, histogramRows } from '../../charts/gap-histogram.ts';
import { gapPoints, gapSeriesOption } from '../../charts/gap-series.ts';
import { LazyChart } from '../../charts/LazyChart.tsx';
import { ChartSection, TableTwin } from './ChartSection.tsx';
import styles from './FlowDetailPane.module.css';

const NS_PER_MS = 1e6;
/** Rows of the table beside the chart of gaps; the packets grid has all of them. */
const MOST_TWIN_ROWS = 300;

/** How often which gap occurs. */
export function GapHistogramSection({ detail }: { readonly detail: FlowDetail }) {
  const { histogram, forward, backward, both } = detail;
  const build = useMemo(() => (colors: ChartColors) => histogramOption(histogram, colors), [histogram]);
  const rows = histogramRows(histogram);
  return (
    <ChartSection title="Inter-arrival times">
      {forward.count + backward.count === 0 ? (
        <NoGaps both={both} />
      ) : (
        <>
          <LazyChart
            label={`Histogram of ${formatCountOf(forward.count, 'gap')} out and ${formatCount(backward.count)} back`}
            build={build}
          />
          <Moments detail={detail} />
          <TableTwin
            columns={['Gap', 'Out', 'Back']}
            rows={rows.map((row) => [row.range, formatCount(row.forward), formatCount(row.backward)])}
          />
        </>
      )}
    </ChartSection>
  );
}

/** Every gap at its time; a press on one shows the packet that ended it. */
export function GapSeriesSection({ detail }: { readonly detail: FlowDetail }) {
  const { series, forward, backward, both } = detail;
  const [logarithmic, setLogarithmic] = useState(true);
  const points = useMemo(() => gapPoints(series, logarithmic ? 'log' : 'linear'), [series, logarithmic]);
  const build = useMemo(
    () => (colors: ChartColors) => gapSeriesOption(points, forward, backward, colors),
    [points, forward, backward],
  );
  const shown = series.gapMs.length;
  return (
    <ChartSection
      title="Gaps over time"
      tools={
        <label className={styles.tool}>
          <input type="checkbox" checked={logarithmic} onChange={(event) => setLogarithmic(event.target.checked)} />{' '}
          Logarithmic
        </label>
      }
    >
      {shown === 0 ? (
        <NoGaps both={both} />
      ) : (
        <>
          <LazyChart
            label={`Gaps of the flow over time, ${formatCount(shown)} points. Lines: mean; bands: one deviation.`}
            build={build}
            onPoint={showPoint}
          />
          <p className={styles.note}>
            {shown < series.total &&
              `${formatCount(shown)} of ${formatCount(series.total)} gaps are drawn, extremes among them. `}
            Lines are means, bands one deviation. A press on a point shows its packet.
          </p>
          <TableTwin
            columns={['Packet', 'Time, s', 'Way', 'Gap, ms']}
            rows={seriesRows(detail)}
            note={shown > MOST_TWIN_ROWS ? `The first ${MOST_TWIN_ROWS} of ${formatCount(shown)}.` : undefined}
          />
        </>
      )}
    </ChartSection>
  );
}

/** The charts are of each direction by itself; a question and its answer have a gap only between them. */
function NoGaps({ both }: { readonly both: GapMoments }) {
  return (
    <p className={styles.note}>
      {both.count === 0
        ? 'The flow has one packet, so there is no gap.'
        : `No direction has two packets, so neither has a gap to draw. Between the directions: ${momentsInWords(both)}.`}
    </p>
  );
}

function Moments({ detail: { forward, backward } }: { readonly detail: FlowDetail }) {
  return (
    <p className={styles.note}>
      <span className={styles.forward}>▲ Out</span> {momentsInWords(forward)}
      <br />
      <span className={styles.backward}>▼ Back</span> {momentsInWords(backward)}
    </p>
  );
}

function momentsInWords({ count, meanMs, deviationMs }: GapMoments): string {
  if (count === 0) return 'no gaps';
  if (count === 1) return `1 gap of ${formatDurationNs(meanMs * NS_PER_MS)}`;
  return `${formatCountOf(count, 'gap')}, mean ${formatDurationNs(meanMs * NS_PER_MS)}, deviation ${formatDurationNs(deviationMs * NS_PER_MS)}`;
}

function seriesRows({ series }: FlowDetail): readonly (readonly string[])[] {
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
