import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { CaptureSummary } from '../../core/model/capture-info.ts';
import type { BinStretch, TimeBins, TimeRange } from '../../core/model/question.ts';
import { setRange } from '../../state/actions/view.ts';
import { summaryOf } from '../../state/session.ts';
import { useStore } from '../../state/store.ts';
import { useStripRequest } from '../../state/strip-request.ts';
import { descriptionOf } from '../../state/tables.ts';
import { useTimeBins, type TimeBinsAnswer } from '../../state/use-time-bins.ts';
import { axisTextOf, timeWords, type TimeWriting } from '../charts/time-strip/axis-text.ts';
import { chooseFolds } from '../charts/time-strip/folds.ts';
import { StripScale } from '../charts/time-strip/strip-scale.ts';
import type { Axis } from '../charts/time-strip/strip-zoom.ts';
import { TimeStrip } from '../charts/time-strip/TimeStrip.tsx';
import { answerFailure } from '../words/row-failure.ts';
import { StripHeading } from './StripHeading.tsx';
import { headingWords, legendEntries, rangeInWords, shownWords } from './strip-words.ts';
import { useZoom } from './use-zoom.ts';
import styles from './CaptureStrip.module.css';

/** CSS pixels of one bar. */
const BAR = 2;
/** CSS pixels of the strip for each silence that is folded, at the least. */
const ROOM_OF_FOLD = 70;
const MOST_FOLDS = 16;
const NO_SILENCES: TimeBins['silences'] = [];

/** The strip over all panels: when there was how much, and the range that limits every view. */
export function CaptureStrip(): ReactNode {
  const summary = useStore((state) => summaryOf(state.session));
  const refreshed = useRefreshed(summary);
  if (summary === undefined || summary.packets === 0) return undefined;
  return <Strip summary={refreshed ?? summary} />;
}

/**
 * The summary as it was when tables were last asked for anew. While a capture is read the summary grows with every piece: a
 * strip that followed each would have all packets counted again for each, and take more time than the reading.
 */
function useRefreshed(summary: CaptureSummary | undefined): CaptureSummary | undefined {
  const generation = useStore((state) => state.generation);
  const [last, setLast] = useState({ generation, summary });
  if (last.generation === generation) return last.summary;
  setLast({ generation, summary });
  return summary;
}

function Strip({ summary }: { readonly summary: CaptureSummary }): ReactNode {
  const range = useStore((state) => state.range);
  const zoom = useZoom();
  const [width, setWidth] = useState(0);
  const [draft, setDraft] = useState<TimeRange | undefined>(undefined);
  const [reading, setReading] = useState<string | undefined>(undefined);
  const [silences, setSilences] = useState(NO_SILENCES);
  const { axis, folded, fold } = useAxis(summary, silences, width);
  const view = zoom.view ?? axis.whole;
  const counts = useTimeBins(useStripRequest(useStretches(axis, view, width)));
  if (counts.value !== undefined && !sameSilences(counts.value.silences, silences)) setSilences(counts.value.silences);
  const writing = useWriting(summary);
  const axisText = useMemo(() => axisTextOf(writing), [writing]);
  const timeText = useMemo(() => (ns: number) => timeWords(ns, writing), [writing]);
  const isZoomed = zoom.view !== undefined;
  const shownRange = draft ?? range;
  const canZoom = range !== undefined && range.toNs > range.fromNs;
  const zoomToRange = (): void => (canZoom ? zoom.show(range) : undefined);
  return (
    <section className={styles.place} aria-label="Packets and bytes over time">
      <div className={styles.line}>
        <StripHeading
          words={headingWords(view, isZoomed, shownRange, writing)}
          hasRange={range !== undefined}
          canZoomToRange={canZoom && (range.fromNs !== view.fromNs || range.toNs !== view.toNs)}
          canGoBack={zoom.canGoBack}
          isZoomed={isZoomed}
          folded={folded}
          onClearRange={() => setRange(undefined)}
          onZoomToRange={zoomToRange}
          onBack={zoom.back}
          onWhole={() => zoom.show(undefined)}
          onFold={fold}
        />
        <Words counts={counts} reading={reading} />
      </div>
      <TimeStrip
        bins={counts.value}
        axis={axis}
        view={view}
        range={range}
        onRange={setRange}
        onView={zoom.show}
        onZoomToRange={zoomToRange}
        onBack={zoom.back}
        onWidth={setWidth}
        axisText={axisText}
        timeText={timeText}
        rangeText={shownRange === undefined ? shownWords(view, isZoomed, writing) : rangeInWords(shownRange, writing)}
        onDraft={setDraft}
        onReading={setReading}
      />
    </section>
  );
}

/** What there is under the pointer, else what the colours mean; or why there are none. */
function Words({
  counts,
  reading,
}: {
  readonly counts: TimeBinsAnswer;
  readonly reading: string | undefined;
}): ReactNode {
  const { value, request, failure } = counts;
  const table = useStore((state) =>
    request?.question === undefined ? undefined : descriptionOf(state, request.question.table),
  );
  if (failure !== undefined)
    return (
      <span role="status" className={styles.failure}>
        The counts cannot be shown. {answerFailure(failure)}
      </span>
    );
  const entries = value === undefined || request === undefined ? [] : legendEntries(value, request, table);
  return (
    <>
      {reading !== undefined && <span className={styles.reading}>{reading}</span>}
      {entries.length > 0 && (
        <ul
          className={styles.legend}
          aria-label="Colours of the time strip"
          data-covered={reading !== undefined ? '' : undefined}
        >
          {entries.map(({ mark, words }) => (
            <li key={mark}>
              <span aria-hidden className={styles.mark} data-mark={mark} />
              {words}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** How times are written. */
function useWriting({ epochNs, nanoseconds }: CaptureSummary): TimeWriting {
  const format = useStore((state) => state.timeFormat);
  return useMemo(() => ({ epochNs, format, nanoseconds }), [epochNs, format, nanoseconds]);
}

interface FoldedAxis {
  readonly axis: Axis;
  /** undefined: there is no silence to fold. */
  readonly folded: boolean | undefined;
  readonly fold: (folded: boolean) => void;
}

/** What the strip can show: silences are folded if one wishes, and without a wish if there is little else. */
function useAxis(
  { firstNs, lastNs, packets }: CaptureSummary,
  silences: readonly TimeRange[],
  width: number,
): FoldedAxis {
  const [wish, setWish] = useState<boolean | undefined>(undefined);
  const most = Math.min(MOST_FOLDS, Math.floor(width / ROOM_OF_FOLD));
  const whole = useMemo(() => ({ fromNs: firstNs, toNs: lastNs }), [firstNs, lastNs]);
  const folding = useMemo(() => chooseFolds(silences, whole, packets, most), [silences, whole, packets, most]);
  const canFold = folding.folds.length > 0;
  const isFolded = canFold && (wish ?? folding.automatic);
  // While a capture is read every answer has other silences: what is shown changes only if other ones are folded.
  const folds = JSON.stringify(isFolded ? folding.folds : []);
  const axis = useMemo(() => ({ whole, folds: JSON.parse(folds) as Axis['folds'] }), [whole, folds]);
  return { axis, folded: canFold ? isFolded : undefined, fold: setWish };
}

/** The stretches that bars are wanted for; the same until they are others. */
function useStretches(axis: Axis, view: TimeRange, width: number): readonly BinStretch[] | undefined {
  return useMemo(() => {
    if (width === 0) return undefined;
    return new StripScale(view, width, axis.folds).pieces
      .filter(({ silence }) => silence === undefined)
      .map(({ fromNs, toNs, left, right }) => ({
        fromNs,
        toNs,
        bins: Math.max(1, Math.floor((right - left) / BAR)),
      }));
  }, [axis, view, width]);
}

function sameSilences(one: readonly TimeRange[], other: readonly TimeRange[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ fromNs, toNs }, at) => fromNs === other[at]?.fromNs && toNs === other[at].toNs)
  );
}
