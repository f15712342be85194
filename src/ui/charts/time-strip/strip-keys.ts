import type { TimeRange } from '../../../core/model/question.ts';
import { moveRange, resizeRange } from './strip-scale.ts';

/** Share of the view that one key press moves by. */
const STEP = 1 / 50;
const LARGE_STEP = 1 / 10;
/** Share of the view that a range takes which is begun by key. */
const FIRST = 1 / 10;

const DIRECTIONS: Readonly<Record<string, number>> = {
  ArrowLeft: -STEP,
  ArrowDown: -STEP,
  ArrowRight: STEP,
  ArrowUp: STEP,
  PageDown: -LARGE_STEP,
  PageUp: LARGE_STEP,
  Home: -1,
  End: 1,
};

/**
 * The range after a key: arrows move it, with Shift its end; Home and End go to the ends; Escape and Delete take it
 * away. Undefined as the whole answer: the key means nothing here.
 */
export function rangeAfterKey(
  key: string,
  shift: boolean,
  range: TimeRange | undefined,
  view: TimeRange,
): { readonly range: TimeRange | undefined } | undefined {
  if (key === 'Escape' || key === 'Delete') return range === undefined ? undefined : { range: undefined };
  const direction = DIRECTIONS[key];
  const span = view.toNs - view.fromNs;
  if (direction === undefined || span <= 0) return undefined;
  if (range === undefined) return { range: firstRange(direction, span, view) };
  const by = Math.round(direction * span);
  return { range: shift ? resizeRange(range, by, view) : moveRange(range, by, view) };
}

function firstRange(direction: number, span: number, view: TimeRange): TimeRange {
  const length = Math.round(span * FIRST);
  return direction > 0
    ? { fromNs: view.fromNs, toNs: view.fromNs + length }
    : { fromNs: view.toNs - length, toNs: view.toNs };
}

/** What a key does to the part of the capture that the strip shows. */
export type ZoomKey =
  | { readonly type: 'zoom'; readonly factor: number }
  | { readonly type: 'pan'; readonly share: number }
  | { readonly type: 'range' | 'back' | 'whole' };

const ZOOM_STEP = 1.5;
const PAN_STEP = 1 / 8;

const CLOSER: ZoomKey = { type: 'zoom', factor: 1 / ZOOM_STEP };
const FARTHER: ZoomKey = { type: 'zoom', factor: ZOOM_STEP };

const ZOOM_KEYS: Readonly<Record<string, ZoomKey>> = {
  w: CLOSER,
  '+': CLOSER,
  '=': CLOSER,
  s: FARTHER,
  '-': FARTHER,
  a: { type: 'pan', share: -PAN_STEP },
  d: { type: 'pan', share: PAN_STEP },
  Enter: { type: 'range' },
  Backspace: { type: 'back' },
  '0': { type: 'whole' },
};

/** What a key does to the zoom, as in Perfetto: W and S, A and D; undefined: nothing. */
export function zoomOfKey(key: string): ZoomKey | undefined {
  const name = key.length === 1 ? key.toLowerCase() : key;
  return Object.hasOwn(ZOOM_KEYS, name) ? ZOOM_KEYS[name] : undefined;
}
