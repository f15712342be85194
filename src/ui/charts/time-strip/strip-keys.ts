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
