import type { TimeRange } from '../../../core/model/question.ts';
import type { Fold } from './folds.ts';

/** The least that a strip shows, ns. */
const LEAST_NS = 1000;

/** What a strip can show: a capture's time, with silences that are folded. */
export interface Axis {
  readonly whole: TimeRange;
  /** Rising, without overlap. */
  readonly folds: readonly Fold[];
}

/** The view after zooming about a time, which stays where it is. `factor` below 1: closer. undefined: everything. */
export function zoomView(axis: Axis, view: TimeRange, atNs: number, factor: number): TimeRange | undefined {
  const all = activeBefore(axis, axis.whole.toNs);
  const from = activeBefore(axis, view.fromNs);
  const length = activeBefore(axis, view.toNs) - from;
  const wanted = Math.max(length * factor, Math.min(LEAST_NS, length));
  if (wanted >= all || length <= 0) return undefined;
  const at = Math.min(Math.max(activeBefore(axis, atNs), from), from + length);
  return viewAt(axis, at - (at - from) * (wanted / length), wanted, all);
}

/** The view moved by a share of its length; stops at the ends of the capture. undefined: everything. */
export function panView(axis: Axis, view: TimeRange, share: number): TimeRange | undefined {
  const all = activeBefore(axis, axis.whole.toNs);
  const from = activeBefore(axis, view.fromNs);
  const length = activeBefore(axis, view.toNs) - from;
  return length >= all ? undefined : viewAt(axis, from + share * length, length, all);
}

function viewAt(axis: Axis, from: number, length: number, all: number): TimeRange {
  const start = Math.min(Math.max(from, 0), all - length);
  return { fromNs: Math.round(timeAfter(axis, start, false)), toNs: Math.round(timeAfter(axis, start + length, true)) };
}

/** Time from the beginning to a moment without what is folded, ns. */
function activeBefore({ whole, folds }: Axis, ns: number): number {
  let active = ns - whole.fromNs;
  for (const { fromNs, toNs } of folds) if (ns > fromNs) active -= Math.min(ns, toNs) - fromNs;
  return active;
}

/** The moment after so much time without what is folded; at a fold its beginning (`before`) or its end. */
function timeAfter({ whole, folds }: Axis, active: number, before: boolean): number {
  let ns = whole.fromNs + active;
  for (const { fromNs, toNs } of folds) {
    if (before ? ns <= fromNs : ns < fromNs) break;
    ns += toNs - fromNs;
  }
  return ns;
}
