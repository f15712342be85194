import type { TimeRange } from '../../../core/model/question.ts';
import type { Fold } from './folds.ts';

/** CSS pixels of a folded silence, if there is room. */
const FOLD_WIDTH = 14;
/** Share of the strip that all folds together take at the most. */
const MOST_FOLDS = 0.4;

/** A part of the strip on which time runs evenly. */
export interface ScalePiece extends TimeRange {
  /** Pixels from the strip's left end. */
  readonly left: number;
  readonly right: number;
  /** The silence that is drawn as a narrow break here, however long it was. */
  readonly silence: TimeRange | undefined;
}

/**
 * Where times stand on a strip of `width` CSS pixels that shows `view`. The only thing that turns times into pixels and
 * pixels into times: it rises everywhere, also within a folded silence, so every pixel is one time and ranges stay true.
 */
export class StripScale {
  readonly pieces: readonly ScalePiece[];
  /** Nanoseconds a pixel stands for, beside folds. */
  readonly nsPerPixel: number;

  /** @param folds silences to be folded, rising, without overlap; those outside of the view are passed over */
  constructor(
    readonly view: TimeRange,
    readonly width: number,
    folds: readonly Fold[] = [],
  ) {
    const { fromNs, toNs } = view;
    const inside = folds
      .map((fold): Fold => ({ ...fold, fromNs: Math.max(fromNs, fold.fromNs), toNs: Math.min(toNs, fold.toNs) }))
      .filter((fold) => fold.toNs > fold.fromNs && fold.toNs - fold.fromNs < toNs - fromNs);
    const foldWidth = inside.length === 0 ? 0 : Math.min(FOLD_WIDTH, (width * MOST_FOLDS) / inside.length);
    const shownNs = inside.reduce((rest, fold) => rest - (fold.toNs - fold.fromNs), toNs - fromNs);
    const shownWidth = width - foldWidth * inside.length;
    this.nsPerPixel = shownWidth > 0 ? shownNs / shownWidth : 0;
    this.pieces = this.cut(inside, foldWidth);
  }

  /** Pixel of a time; beyond the strip where the time is. */
  toPixel(ns: number): number {
    const { fromNs, toNs } = this.view;
    if (toNs <= fromNs) return 0;
    if (ns < fromNs) return this.nsPerPixel > 0 ? (ns - fromNs) / this.nsPerPixel : 0;
    if (ns > toNs) return this.width + (this.nsPerPixel > 0 ? (ns - toNs) / this.nsPerPixel : 0);
    const piece = this.pieces.find((one) => ns <= one.toNs) ?? this.pieces[this.pieces.length - 1];
    if (piece === undefined || piece.toNs <= piece.fromNs) return piece?.left ?? 0;
    return piece.left + ((ns - piece.fromNs) / (piece.toNs - piece.fromNs)) * (piece.right - piece.left);
  }

  /** Time at a pixel, kept within the strip; whole nanoseconds. */
  toTime(x: number): number {
    const { view, width } = this;
    if (width <= 0 || x <= 0) return view.fromNs;
    if (x >= width) return view.toNs;
    const piece = this.pieceAt(x);
    if (piece === undefined || piece.right <= piece.left) return view.fromNs;
    const share = (x - piece.left) / (piece.right - piece.left);
    return Math.round(piece.fromNs + share * (piece.toNs - piece.fromNs));
  }

  /** The part of the strip under a pixel. */
  pieceAt(x: number): ScalePiece | undefined {
    return this.pieces.find((one) => x <= one.right) ?? this.pieces[this.pieces.length - 1];
  }

  private cut(folds: readonly Fold[], foldWidth: number): readonly ScalePiece[] {
    const pieces: ScalePiece[] = [];
    let at = this.view.fromNs;
    let left = 0;
    const add = (toNs: number, size: number, silence?: TimeRange): void => {
      pieces.push({ fromNs: at, toNs, left, right: left + size, silence });
      at = toNs;
      left += size;
    };
    for (const fold of folds) {
      if (fold.fromNs > at) add(fold.fromNs, (fold.fromNs - at) / this.nsPerPixel);
      add(fold.toNs, foldWidth, fold.silence);
    }
    if (at < this.view.toNs || pieces.length === 0) add(this.view.toNs, this.width - left);
    return pieces;
  }
}

/** Steps of seconds, minutes, hours and days, in ns, where those of 1, 2 and 5 would be no round times. */
const LONG_STEPS = [10, 20, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400].map(
  (seconds) => seconds * 1e9,
);

/** The round step between ticks that stand at least `gap` pixels apart, ns; 0 on a strip of one moment. */
export function tickStep(scale: StripScale, gap: number): number {
  const least = scale.nsPerPixel * gap;
  if (!(least > 0)) return 0;
  if (least > 5e9) return LONG_STEPS.find((step) => step >= least) ?? Math.ceil(least / 86_400e9) * 86_400e9;
  const magnitude = 10 ** Math.floor(Math.log10(least));
  return magnitude * (least <= magnitude ? 1 : least <= 2 * magnitude ? 2 : least <= 5 * magnitude ? 5 : 10);
}

/** Times within a stretch that are whole steps from `originNs`. */
export function ticks({ fromNs, toNs }: TimeRange, step: number, originNs = 0): readonly number[] {
  if (!(step > 0)) return [];
  const first = Math.ceil((fromNs - originNs) / step) * step + originNs;
  // Counted: years from the first packet a step may be less than what two doubles are apart.
  const count = first > toNs ? 0 : Math.floor((toNs - first) / step) + 1;
  return Array.from({ length: count }, (_, at) => first + at * step);
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
