import { X, ZoomIn, ZoomOut } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { formatDurationNs, formatTime, type TimeFormat } from '../../base/format.ts';
import type { CaptureSummary } from '../../core/model/capture-info.ts';
import type { TimeRange } from '../../core/model/question.ts';
import { setRange } from '../../state/actions/view.ts';
import { summaryOf } from '../../state/session.ts';
import { useStore } from '../../state/store.ts';
import { useTimeBins } from '../../state/use-time-bins.ts';
import { TimeStrip } from '../charts/time-strip/TimeStrip.tsx';
import { Button } from '../widgets/Button.tsx';
import { answerFailure } from '../words/row-failure.ts';
import styles from './CaptureStrip.module.css';

/** CSS pixels of one bar. */
const BAR = 2;

/** The strip over all panels: when there was how much, and the range that limits every view. */
export function CaptureStrip(): ReactNode {
  const summary = useStore((state) => summaryOf(state.session));
  if (summary === undefined || summary.packets === 0) return undefined;
  return <Strip summary={summary} />;
}

function Strip({ summary }: { readonly summary: CaptureSummary }): ReactNode {
  const range = useStore((state) => state.range);
  const format = useStore((state) => state.timeFormat);
  const [zoom, setZoom] = useState<TimeRange | undefined>(undefined);
  const [width, setWidth] = useState(0);
  const [draft, setDraft] = useState<TimeRange | undefined>(undefined);
  const [reading, setReading] = useState<string | undefined>(undefined);
  const { value: bins, failure } = useTimeBins(Math.floor(width / BAR), zoom);
  const { firstNs, lastNs, epochNs, nanoseconds } = summary;
  const view = useMemo(() => zoom ?? { fromNs: firstNs, toNs: lastNs }, [zoom, firstNs, lastNs]);
  const timeText = useCallback(
    (ns: number, short: boolean) =>
      short ? tickText(ns, view, epochNs, format) : fullText(ns, epochNs, format, nanoseconds),
    [view, epochNs, format, nanoseconds],
  );
  const words = rangeWords(draft ?? range, summary, (ns) => timeText(ns, false));
  return (
    <section className={styles.place} aria-label="Packets and bytes over time">
      <div className={styles.line}>
        <span className={styles.range}>{words}</span>
        {range !== undefined && (
          <Button look="plain" className={styles.small} icon={<X aria-hidden />} onClick={() => setRange(undefined)}>
            Clear range
          </Button>
        )}
        {range !== undefined && range !== zoom && range.toNs > range.fromNs && (
          <Button look="plain" className={styles.small} icon={<ZoomIn aria-hidden />} onClick={() => setZoom(range)}>
            Zoom in
          </Button>
        )}
        {zoom !== undefined && (
          <Button
            look="plain"
            className={styles.small}
            icon={<ZoomOut aria-hidden />}
            onClick={() => setZoom(undefined)}
          >
            Whole capture
          </Button>
        )}
        {failure === undefined ? (
          <span className={styles.reading}>{reading}</span>
        ) : (
          <span role="status" className={styles.failure}>
            The counts cannot be shown. {answerFailure(failure)}
          </span>
        )}
      </div>
      <TimeStrip
        bins={bins}
        view={view}
        range={range}
        onRange={setRange}
        onWidth={setWidth}
        timeText={timeText}
        rangeText={words}
        onDraft={setDraft}
        onReading={setReading}
      />
    </section>
  );
}

function rangeWords(range: TimeRange | undefined, summary: CaptureSummary, text: (ns: number) => string): string {
  if (range === undefined) return `Whole capture, ${formatDurationNs(summary.lastNs - summary.firstNs)}`;
  return `${text(range.fromNs)} to ${text(range.toNs)} (${formatDurationNs(range.toNs - range.fromNs)})`;
}

function fullText(ns: number, epochNs: bigint | undefined, format: TimeFormat, nanoseconds: boolean): string {
  const style = format === 'delta' ? 'relative' : format;
  const text = formatTime(ns, epochNs, style, nanoseconds ? 9 : 6);
  return style === 'relative' ? `${text} s` : text;
}

/** Ticks need no more digits than tell them apart. */
function tickText(ns: number, view: TimeRange, epochNs: bigint | undefined, format: TimeFormat): string {
  if (format === 'relative' || format === 'delta' || epochNs === undefined) return formatDurationNs(ns);
  const full = formatTime(ns, epochNs, format, 3);
  // Parts can be cut out of the dates of our era only.
  if (!/^\d{4}-/.test(full)) return formatDurationNs(ns);
  const span = view.toNs - view.fromNs;
  if (span > 2 * 86_400e9) return full.slice(0, 16);
  return span < 10e9 ? full.slice(11) : full.slice(11, 19);
}
