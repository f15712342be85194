import type { TimeRange } from '../../../core/model/question.ts';
import { moveRange } from './strip-scale.ts';
import type { StripScale } from './strip-scale.ts';

/** Pixels around an end of the range that take hold of that end. */
const GRIP = 5;
/** Movements below this are a click. */
const CLICK = 3;

/** What the hand has taken hold of. */
export interface Drag {
  readonly kind: 'new' | 'move' | 'pan';
  /** The time that stays (new) or where the hand took hold (move). */
  readonly anchorNs: number;
  readonly startX: number;
  readonly before: TimeRange | undefined;
  /** What the strip showed then. */
  readonly view: TimeRange;
  /** A click takes the range away: it is beside it. */
  readonly clears: boolean;
}

type Place = 'from' | 'to' | 'inside' | 'outside' | 'covered';

/** Where a pixel is, as the range goes; `covered`: the strip shows nothing but the range. */
function placeAt(scale: StripScale, range: TimeRange | undefined, x: number): Place {
  if (range === undefined) return 'outside';
  const left = scale.toPixel(range.fromNs);
  const right = scale.toPixel(range.toNs);
  if (left <= GRIP && right >= scale.width - GRIP) return 'covered';
  if (Math.abs(x - right) <= GRIP) return 'to';
  if (Math.abs(x - left) <= GRIP) return 'from';
  return x > left && x < right ? 'inside' : 'outside';
}

/** Takes hold of the axis, of the range, of one of its ends, or begins a new range. */
export function takeHold(scale: StripScale, range: TimeRange | undefined, x: number, onAxis: boolean): Drag {
  const place = placeAt(scale, range, x);
  const at = { startX: x, before: range, view: scale.view, anchorNs: scale.toTime(x), clears: false };
  if (onAxis) return { ...at, kind: 'pan' };
  if (range === undefined || place === 'outside') return { ...at, kind: 'new', clears: true };
  if (place === 'covered') return { ...at, kind: 'new' };
  if (place === 'inside') return { ...at, kind: 'move' };
  return { ...at, kind: 'new', anchorNs: place === 'to' ? range.fromNs : range.toNs };
}

/** True once the hand has gone far enough to mean it. */
export function isDrag(held: Drag, x: number): boolean {
  return Math.abs(x - held.startX) >= CLICK;
}

/** The range that a drag draws. */
export function rangeOfDrag(held: Drag, scale: StripScale, x: number): TimeRange {
  const ns = scale.toTime(x);
  if (held.kind === 'move' && held.before !== undefined) return moveRange(held.before, ns - held.anchorNs, scale.view);
  return { fromNs: Math.min(ns, held.anchorNs), toNs: Math.max(ns, held.anchorNs) };
}

/** The pointer's form over a pixel. */
export function cursorAt(
  scale: StripScale,
  range: TimeRange | undefined,
  x: number | undefined,
  onAxis: boolean,
): string {
  if (onAxis) return 'grab';
  const place = x === undefined ? 'outside' : placeAt(scale, range, x);
  return { from: 'ew-resize', to: 'ew-resize', inside: 'grab', outside: 'crosshair', covered: 'crosshair' }[place];
}

/** True if a pixel is in the range. */
export function isInside(scale: StripScale, range: TimeRange | undefined, x: number): boolean {
  const place = placeAt(scale, range, x);
  return place !== 'outside';
}
