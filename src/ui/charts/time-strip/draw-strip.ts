import type { TimeBins, TimeRange } from '../../../core/model/question.ts';
import { toPixel } from './strip-scale.ts';
import type { StripScale } from './strip-scale.ts';

/** Height of the parts of the strip in CSS pixels, from above: packets, bytes, times. */
export const LANES = { packets: 34, gap: 3, bytes: 22, axis: 17 } as const;
export const STRIP_HEIGHT = LANES.packets + LANES.gap + LANES.bytes + LANES.axis;

const BYTES_TOP = LANES.packets + LANES.gap;
const AXIS_TOP = BYTES_TOP + LANES.bytes;

export type StripColors = Readonly<
  Record<'--bg' | '--bg-sunken' | '--text-dim' | '--border' | '--border-strong' | '--accent' | '--match', string>
>;

export interface StripPicture {
  readonly scale: StripScale;
  readonly bins: TimeBins;
  readonly range: TimeRange | undefined;
  readonly tickTimes: readonly number[];
  readonly tickText: (ns: number) => string;
  readonly colors: StripColors;
  readonly font: string;
}

type Canvas = CanvasRenderingContext2D;

/** Draws the whole strip; the context is scaled so that 1 is a CSS pixel. */
export function drawStrip(canvas: Canvas, picture: StripPicture): void {
  const { scale, bins, colors } = picture;
  canvas.clearRect(0, 0, scale.width, STRIP_HEIGHT);
  canvas.fillStyle = colors['--bg-sunken'];
  canvas.fillRect(0, 0, scale.width, LANES.packets);
  canvas.fillRect(0, BYTES_TOP, scale.width, LANES.bytes);
  drawTicks(canvas, picture);
  const most = largest(bins.packets);
  drawBars(canvas, picture, bins.packets, most, LANES.packets, LANES.packets, colors['--accent']);
  drawBars(canvas, picture, bins.matched, most, LANES.packets, LANES.packets, colors['--match']);
  drawBars(canvas, picture, bins.bytes, largest(bins.bytes), AXIS_TOP, LANES.bytes, colors['--border-strong']);
  drawMatchMarks(canvas, picture);
  drawRange(canvas, picture);
}

/** The largest value, at least 1. */
export function largest(values: Float64Array): number {
  let most = 1;
  for (const value of values) if (value > most) most = value;
  return most;
}

/** Bars that stand on `bottom`; whatever is not zero is at least a pixel high. */
function drawBars(
  canvas: Canvas,
  { bins, scale }: StripPicture,
  values: Float64Array,
  most: number,
  bottom: number,
  height: number,
  color: string,
): void {
  canvas.fillStyle = color;
  canvas.beginPath();
  for (let bin = 0; bin < values.length; bin += 1) {
    const value = values[bin] ?? 0;
    if (value === 0) continue;
    const [left, right] = binEdges(bins, scale, bin);
    const size = Math.max(1, (value / most) * (height - 2));
    canvas.rect(left, bottom - size, Math.max(1, right - left), size);
  }
  canvas.fill();
}

function binEdges(bins: TimeBins, scale: StripScale, bin: number): readonly [number, number] {
  const width = (bins.toNs - bins.fromNs) / bins.packets.length;
  return [toPixel(scale, bins.fromNs + bin * width), toPixel(scale, bins.fromNs + (bin + 1) * width)];
}

/** A line above the bins that hold matched packets: they would drown among the others. */
function drawMatchMarks(canvas: Canvas, { bins, scale, colors }: StripPicture): void {
  canvas.fillStyle = colors['--match'];
  bins.matched.forEach((count, bin) => {
    if (count === 0) return;
    const [left, right] = binEdges(bins, scale, bin);
    canvas.fillRect(left - 0.5, LANES.packets, Math.max(2, right - left + 1), LANES.gap);
  });
}

function drawTicks(canvas: Canvas, { scale, tickTimes, tickText, colors, font }: StripPicture): void {
  canvas.font = font;
  canvas.textBaseline = 'middle';
  for (const ns of tickTimes) {
    const x = Math.round(toPixel(scale, ns));
    canvas.fillStyle = colors['--border'];
    canvas.fillRect(x, 0, 1, AXIS_TOP + 4);
    canvas.fillStyle = colors['--text-dim'];
    const text = tickText(ns);
    // A text that would be cut at the right end stands left of its tick.
    const fits = x + 4 + canvas.measureText(text).width <= scale.width;
    canvas.textAlign = fits ? 'left' : 'right';
    canvas.fillText(text, fits ? x + 4 : x - 3, AXIS_TOP + LANES.axis / 2 + 1);
  }
}

/** Veils what is outside the range, and frames the range. */
function drawRange(canvas: Canvas, { scale, range, colors }: StripPicture): void {
  if (range === undefined) return;
  const left = Math.max(-2, toPixel(scale, range.fromNs));
  const right = Math.min(scale.width + 2, Math.max(toPixel(scale, range.toNs), left + 1));
  canvas.save();
  canvas.globalAlpha = 0.72;
  canvas.fillStyle = colors['--bg'];
  canvas.fillRect(0, 0, left, AXIS_TOP);
  canvas.fillRect(right, 0, scale.width - right, AXIS_TOP);
  canvas.restore();
  canvas.strokeStyle = colors['--border-strong'];
  canvas.lineWidth = 1;
  canvas.strokeRect(Math.round(left) + 0.5, 0.5, Math.max(1, Math.round(right - left) - 1), AXIS_TOP - 1);
}
