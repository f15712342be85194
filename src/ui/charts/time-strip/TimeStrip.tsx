import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { formatBytes, formatCountOf } from '../../../base/format.ts';
import type { TimeBins, TimeRange } from '../../../core/model/question.ts';
import { readColors, watchColors } from '../../theme/colors.ts';
import { drawStrip, largest, STRIP_HEIGHT } from './draw-strip.ts';
import { rangeAfterKey } from './strip-keys.ts';
import { ticks, toTime } from './strip-scale.ts';
import type { StripScale } from './strip-scale.ts';
import { useBrush } from './use-brush.ts';
import styles from './TimeStrip.module.css';

const COLORS = ['--bg', '--bg-sunken', '--text-dim', '--border', '--border-strong', '--accent', '--match'] as const;

export interface TimeStripProps {
  readonly bins: TimeBins | undefined;
  /** The stretch of time that the strip shows. */
  readonly view: TimeRange;
  readonly range: TimeRange | undefined;
  readonly onRange: (range: TimeRange | undefined) => void;
  /** Tells how wide the strip has become, in CSS pixels. */
  readonly onWidth: (width: number) => void;
  /** Time as text, for ticks (`short`) and for readings. */
  readonly timeText: (ns: number, short: boolean) => string;
  /** The range in words. */
  readonly rangeText: string;
  /** The range while it is drawn; undefined when it is not. */
  readonly onDraft: (draft: TimeRange | undefined) => void;
  /** The text under the pointer; undefined beside the strip. */
  readonly onReading: (text: string | undefined) => void;
}

/** Packets and bytes over time, with a brush. Arrows move the range, Shift and arrows its end, Escape takes it away. */
export function TimeStrip(props: TimeStripProps): ReactNode {
  const { bins, view, range, onRange, onDraft, onReading, rangeText } = props;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, props.onWidth);
  const scale: StripScale = { view, width };
  const brush = useBrush(scale, range, onRange);
  const canvas = usePicture(scale, props, brush.draft ?? range);
  useEffect(() => onDraft(brush.draft), [brush.draft, onDraft]);
  useEffect(() => {
    onReading(
      brush.hoverX === undefined || bins === undefined ? undefined : reading(bins, scale, brush.hoverX, props.timeText),
    );
    // The reading follows the pointer and the counts; the scale changes only with them.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [brush.hoverX, bins, onReading]);
  const pressed = (event: KeyboardEvent): void => {
    const after = rangeAfterKey(event.key, event.shiftKey, range, view);
    if (after === undefined) return;
    event.preventDefault();
    onRange(after.range);
  };
  return (
    <div
      ref={box}
      className={styles.strip}
      role="slider"
      tabIndex={0}
      data-strip
      aria-label="Time range"
      aria-valuemin={Math.round(view.fromNs / 1e6)}
      aria-valuemax={Math.round(view.toNs / 1e6)}
      aria-valuenow={Math.round((range?.fromNs ?? view.fromNs) / 1e6)}
      aria-valuetext={rangeText}
      style={{ blockSize: `${STRIP_HEIGHT}px`, cursor: brush.cursor }}
      onKeyDown={pressed}
      {...brush.handlers}
    >
      <canvas ref={canvas} className={styles.canvas} aria-hidden />
      {brush.hoverX !== undefined && <div className={styles.hair} style={{ insetInlineStart: `${brush.hoverX}px` }} />}
      {bins !== undefined && <Scales bins={bins} />}
    </div>
  );
}

/** What the height of each lane stands for. */
function Scales({ bins }: { readonly bins: TimeBins }): ReactNode {
  return (
    <div aria-hidden>
      <span className={styles.packets}>{formatCountOf(largest(bins.packets), 'packet')}</span>
      <span className={styles.bytes}>{formatBytes(largest(bins.bytes))}</span>
    </div>
  );
}

function reading(bins: TimeBins, scale: StripScale, x: number, timeText: TimeStripProps['timeText']): string {
  const ns = toTime(scale, x);
  const span = bins.toNs - bins.fromNs;
  const last = bins.packets.length - 1;
  const bin =
    span <= 0 ? 0 : Math.min(last, Math.max(0, Math.floor(((ns - bins.fromNs) / span) * bins.packets.length)));
  const matched = bins.matched[bin] ?? 0;
  const counts = [formatCountOf(bins.packets[bin] ?? 0, 'packet'), formatBytes(bins.bytes[bin] ?? 0)];
  if (matched > 0) counts.push(`${formatCountOf(matched, 'packet')} matched`);
  return `${timeText(ns, false)}: ${counts.join(', ')}`;
}

function useWidth(box: React.RefObject<HTMLElement | null>, onWidth: (width: number) => void): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      setWidth(element.clientWidth);
      onWidth(element.clientWidth);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, onWidth]);
  return width;
}

/** Draws on the canvas whenever something of the picture has changed. */
function usePicture(
  scale: StripScale,
  { bins, timeText }: TimeStripProps,
  range: TimeRange | undefined,
): React.RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [theme, setTheme] = useState(0);
  useEffect(() => watchColors(() => setTheme((count) => count + 1)), []);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    const parent = element?.parentElement;
    if (!element || !context || !parent || bins === undefined || scale.width === 0) return;
    const ratio = devicePixelRatio;
    element.width = Math.round(scale.width * ratio);
    element.height = Math.round(STRIP_HEIGHT * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const font = `11px ${getComputedStyle(parent).fontFamily}`;
    const tickText = (ns: number): string => timeText(ns, true);
    drawStrip(context, {
      scale,
      bins,
      range,
      tickTimes: ticks(scale, 96),
      tickText,
      colors: readColors(parent, COLORS),
      font,
    });
    // `scale` is made anew each time; what it is made of is named.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [bins, range, scale.width, scale.view.fromNs, scale.view.toNs, timeText, theme]);
  return canvas;
}
