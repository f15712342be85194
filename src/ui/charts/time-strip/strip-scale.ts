import type { TimeRange } from '../../../core/model/question.ts';

/** Where times stand on a strip of `width` CSS pixels. */
export interface StripScale {
  readonly view: TimeRange;
  readonly width: number;
}

/** Pixel of a time; beyond the strip where the time is. */
export function toPixel({ view, width }: StripScale, ns: number): number {
  const span = view.toNs - view.fromNs;
  return span <= 0 ? 0 : ((ns - view.fromNs) / span) * width;
}

/** Time at a pixel, kept within the strip. */
export function toTime({ view, width }: StripScale, x: number): number {
  const share = width <= 0 ? 0 : Math.min(1, Math.max(0, x / width));
  return Math.round(view.fromNs + share * (view.toNs - view.fromNs));
}

/** Round steps of 1, 2 and 5, and of minutes, hours and days, in ns. */
const LONG_STEPS = [60, 120, 300, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400].map((seconds) => seconds * 1e9);

/** Round times within the view, at least `gap` pixels apart. */
export function ticks(scale: StripScale, gap: number): readonly number[] {
  const { fromNs, toNs } = scale.view;
  const least = ((toNs - fromNs) * gap) / Math.max(1, scale.width);
  if (!(least > 0)) return [];
  const step = roundStep(least);
  const first = Math.ceil(fromNs / step) * step;
  // Counted: years from the first packet a step may be less than what two doubles are apart.
  const count = first > toNs ? 0 : Math.floor((toNs - first) / step) + 1;
  return Array.from({ length: count }, (_, at) => first + at * step);
}

function roundStep(least: number): number {
  if (least > 30e9) return LONG_STEPS.find((step) => step >= least) ?? Math.ceil(least / 86_400e9) * 86_400e9;
  const magnitude = 10 ** Math.floor(Math.log10(least));
  return magnitude * (least <= magnitude ? 1 : least <= 2 * magnitude ? 2 : least <= 5 * magnitude ? 5 : 10);
}

/** A range moved by a time, stopping at the ends of the view with its length kept. */
export function moveRange(range: TimeRange, by: number, view: TimeRange): TimeRange {
  const least = view.fromNs - range.fromNs;
  const most = view.toNs - range.toNs;
  const step = Math.min(Math.max(by, Math.min(least, 0)), Math.max(most, 0));
  return { fromNs: range.fromNs + step, toNs: range.toNs + step };
}

/** A range whose end is moved by a time: never before its beginning, never beyond the view. */
export function resizeRange(range: TimeRange, by: number, view: TimeRange): TimeRange {
  return { fromNs: range.fromNs, toNs: Math.min(view.toNs, Math.max(range.fromNs, range.toNs + by)) };
}
