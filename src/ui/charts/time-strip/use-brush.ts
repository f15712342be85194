import { useRef, useState } from 'react';
import type { PointerEvent } from 'react';
import type { TimeRange } from '../../../core/model/question.ts';
import { moveRange, toPixel, toTime } from './strip-scale.ts';
import type { StripScale } from './strip-scale.ts';

/** Pixels around an end of the range that take hold of that end. */
const GRIP = 5;
/** Movements below this are a click. */
const CLICK = 3;

interface Drag {
  readonly kind: 'new' | 'move';
  /** The time that stays (new) or where the hand took hold (move). */
  readonly anchorNs: number;
  readonly startX: number;
  readonly before: TimeRange | undefined;
}

/** What the pointer does on the strip. */
export interface Brush {
  /** The range while it is drawn, before it counts. */
  readonly draft: TimeRange | undefined;
  /** Pixel under the pointer. */
  readonly hoverX: number | undefined;
  readonly cursor: string;
  readonly handlers: Pick<
    React.DOMAttributes<HTMLElement>,
    'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel' | 'onPointerLeave'
  >;
}

/** Draws a new range, moves it, or pulls one of its ends; a click beside it takes it away. */
export function useBrush(
  scale: StripScale,
  range: TimeRange | undefined,
  onRange: (range: TimeRange | undefined) => void,
): Brush {
  const drag = useRef<Drag | undefined>(undefined);
  const [draft, setDraft] = useState<TimeRange | undefined>(undefined);
  const [hoverX, setHoverX] = useState<number | undefined>(undefined);

  const down = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = takeHold(scale, range, pixelOf(event));
  };
  const move = (event: PointerEvent<HTMLElement>): void => {
    const x = pixelOf(event);
    setHoverX(x);
    const held = drag.current;
    if (held !== undefined && isDrag(held, x, draft)) setDraft(draw(held, scale, x));
  };
  const up = (event: PointerEvent<HTMLElement>): void => {
    const held = drag.current;
    if (held === undefined) return;
    drag.current = undefined;
    setDraft(undefined);
    const x = pixelOf(event);
    if (isDrag(held, x, draft)) onRange(draw(held, scale, x));
    else if (held.kind === 'new') onRange(undefined);
  };
  const cancel = (): void => {
    drag.current = undefined;
    setDraft(undefined);
  };
  return {
    draft,
    hoverX,
    cursor: cursorAt(scale, range, hoverX),
    handlers: {
      onPointerDown: down,
      onPointerMove: move,
      onPointerUp: up,
      onPointerCancel: cancel,
      onPointerLeave: () => setHoverX(undefined),
    },
  };
}

function pixelOf(event: PointerEvent<HTMLElement>): number {
  return event.clientX - event.currentTarget.getBoundingClientRect().left;
}

function isDrag(held: Drag, x: number, draft: TimeRange | undefined): boolean {
  return draft !== undefined || Math.abs(x - held.startX) >= CLICK;
}

type Place = 'from' | 'to' | 'inside' | 'outside';

function placeAt(scale: StripScale, range: TimeRange | undefined, x: number): Place {
  if (range === undefined) return 'outside';
  const left = toPixel(scale, range.fromNs);
  const right = toPixel(scale, range.toNs);
  if (Math.abs(x - right) <= GRIP) return 'to';
  if (Math.abs(x - left) <= GRIP) return 'from';
  return x > left && x < right ? 'inside' : 'outside';
}

function takeHold(scale: StripScale, range: TimeRange | undefined, x: number): Drag {
  const at = { startX: x, before: range };
  const place = placeAt(scale, range, x);
  if (range === undefined || place === 'outside') return { ...at, kind: 'new', anchorNs: toTime(scale, x) };
  if (place === 'inside') return { ...at, kind: 'move', anchorNs: toTime(scale, x) };
  return { ...at, kind: 'new', anchorNs: place === 'to' ? range.fromNs : range.toNs };
}

function draw(held: Drag, scale: StripScale, x: number): TimeRange {
  const ns = toTime(scale, x);
  if (held.kind === 'move' && held.before !== undefined) return moveRange(held.before, ns - held.anchorNs, scale.view);
  return { fromNs: Math.min(ns, held.anchorNs), toNs: Math.max(ns, held.anchorNs) };
}

function cursorAt(scale: StripScale, range: TimeRange | undefined, x: number | undefined): string {
  const place = x === undefined ? 'outside' : placeAt(scale, range, x);
  return { from: 'ew-resize', to: 'ew-resize', inside: 'grab', outside: 'crosshair' }[place];
}
