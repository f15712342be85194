import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { formatBytes, formatCountOf } from '../../../base/format.ts';
import type { TimeBins, TimeRange } from '../../../core/model/question.ts';
import type { AxisText } from './axis-labels.ts';
import { largest, STRIP_HEIGHT } from './draw-strip.ts';
import { rangeAfterKey, zoomOfKey } from './strip-keys.ts';
import { stripReading } from './strip-reading.ts';
import { StripScale } from './strip-scale.ts';
import { panView, zoomView } from './strip-zoom.ts';
import type { Axis } from './strip-zoom.ts';
import { useBrush } from './use-brush.ts';
import { usePicture } from './use-picture.ts';
import { useWheel } from './use-wheel.ts';
import styles from './TimeStrip.module.css';

export interface TimeStripProps {
  readonly bins: TimeBins | undefined;
  /** What the strip can show; the same object while it is the same. */
  readonly axis: Axis;
  /** The stretch of time that it shows. */
  readonly view: TimeRange;
  readonly range: TimeRange | undefined;
  readonly onRange: (range: TimeRange | undefined) => void;
  /** Another view, undefined for all; those by one gesture are one step of `onBack`. */
  readonly onView: (view: TimeRange | undefined, gesture: 'wheel' | 'key' | 'drag') => void;
  readonly onZoomToRange: () => void;
  readonly onBack: () => void;
  /** Tells how wide the strip has become, in CSS pixels. */
  readonly onWidth: (width: number) => void;
  /** Times on the axis; the same object while it writes the same. */
  readonly axisText: AxisText;
  readonly timeText: (ns: number) => string;
  /** The range in words. */
  readonly rangeText: string;
  /** The range while it is drawn; undefined when it is not. */
  readonly onDraft: (draft: TimeRange | undefined) => void;
  /** The text under the pointer; undefined beside the strip. */
  readonly onReading: (text: string | undefined) => void;
}

/**
 * Packets and bytes over time, with a brush. Arrows move the range, Shift and arrows its end, Escape takes it away; the
 * wheel, W, A, S and D move what is shown.
 */
export function TimeStrip(props: TimeStripProps): ReactNode {
  const { bins, axis, view, range, onRange, onView, onDraft, onReading, rangeText, timeText } = props;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, props.onWidth);
  const scale = useMemo(() => new StripScale(view, width, axis.folds), [view, width, axis]);
  const brush = useBrush(scale, axis, range, { ...props, onPan: (next) => onView(next, 'drag') });
  const canvas = usePicture(scale, bins, brush.draft ?? range, props.axisText);
  useEffect(() => onDraft(brush.draft), [brush.draft, onDraft]);
  useEffect(() => {
    const isOver = brush.hoverX !== undefined && bins !== undefined;
    onReading(isOver ? stripReading(bins, scale, brush.hoverX, timeText) : undefined);
  }, [brush.hoverX, bins, scale, timeText, onReading]);
  useWheel(box, (turn, x) => {
    if (turn.type === 'zoom') onView(zoomView(axis, view, scale.toTime(x), turn.factor), 'wheel');
    else onView(panView(axis, view, turn.pixels / Math.max(1, width)), 'wheel');
  });
  /** Zooms about the pointer, or about the middle. */
  const zoomByKey = (key: string): boolean => {
    const meant = zoomOfKey(key);
    if (meant === undefined) return false;
    if (meant.type === 'zoom')
      onView(zoomView(axis, view, scale.toTime(brush.hoverX ?? width / 2), meant.factor), 'key');
    else if (meant.type === 'pan') onView(panView(axis, view, meant.share), 'key');
    else if (meant.type === 'range') props.onZoomToRange();
    else if (meant.type === 'back') props.onBack();
    else onView(undefined, 'key');
    return true;
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const after = rangeAfterKey(event.key, event.shiftKey, range, view);
    if (after !== undefined) onRange(after.range);
    else if (!zoomByKey(event.key)) return;
    event.preventDefault();
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
