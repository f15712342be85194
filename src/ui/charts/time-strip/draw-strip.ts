import type { TimeBins, TimeRange } from '../../../core/model/question.ts';
import { axisPicture } from './axis-labels.ts';
import type { AxisText } from './axis-labels.ts';
import { placeLabels } from './place-labels.ts';
import type { StripScale } from './strip-scale.ts';

/** Height of the parts of the strip in CSS pixels, from above: packets, bytes, times. */
export const LANES = { packets: 34, gap: 3, bytes: 22, axis: 17 } as const;
export const STRIP_HEIGHT = LANES.packets + LANES.gap + LANES.bytes + LANES.axis;

const BYTES_TOP = LANES.packets + LANES.gap;
/** Where the axis begins, in CSS pixels from above. */
export const AXIS_TOP = BYTES_TOP + LANES.bytes;
/** Marks of what is selected, above the highest bar. */
const MARKS = 4;
/** Strength of colours: of all packets beside those that a filter keeps, and of bytes beside packets. */
const QUIET = 0.55;
const BYTES = 0.6;

/** Names of the colours that a strip is drawn with. */
export const STRIP_COLORS = [
  '--bg',
  '--bg-sunken',
  '--text',
  '--text-dim',
  '--border',
  '--border-strong',
  '--accent',
  '--match',
  '--focus',
] as const;

export type StripColors = Readonly<Record<(typeof STRIP_COLORS)[number], string>>;

export interface StripPicture {
  readonly scale: StripScale;
  readonly bins: TimeBins;
  readonly range: TimeRange | undefined;
  readonly axisText: AxisText;
  readonly colors: StripColors;
  readonly font: string;
}

type Canvas = CanvasRenderingContext2D;

/** A lane that bars stand in. */
interface Lane {
  readonly bottom: number;
  readonly height: number;
  /** The value that fills it. */
  readonly most: number;
  /** Least height of a bar. */
  readonly least: number;
}

/** Draws the whole strip; the context is scaled so that 1 is a CSS pixel. */
export function drawStrip(canvas: Canvas, picture: StripPicture): void {
  const { scale, bins, colors } = picture;
  const { kept } = bins;
  canvas.clearRect(0, 0, scale.width, STRIP_HEIGHT);
  canvas.fillStyle = colors['--bg-sunken'];
  canvas.fillRect(0, 0, scale.width, LANES.packets);
  canvas.fillRect(0, BYTES_TOP, scale.width, LANES.bytes);
  drawAxis(canvas, picture);
  const packets: Lane = {
    bottom: LANES.packets,
    height: LANES.packets - MARKS - 1,
    most: largest(bins.packets),
    least: 1,
  };
  const bytes: Lane = { bottom: AXIS_TOP, height: LANES.bytes - 2, most: largest(bins.bytes), least: 1 };
  if (kept === undefined) {
    drawBars(canvas, picture, bins.packets, packets, colors['--accent']);
    drawBars(canvas, picture, bins.bytes, bytes, colors['--border-strong']);
  } else {
    drawBars(canvas, picture, bins.packets, packets, colors['--border-strong'], QUIET);
    drawBars(canvas, picture, kept.packets, { ...packets, least: 2 }, colors['--accent']);
    drawBars(canvas, picture, bins.bytes, bytes, colors['--border-strong'], QUIET);
    drawBars(canvas, picture, kept.bytes, { ...bytes, least: 2 }, colors['--accent'], BYTES);
  }
  drawBars(canvas, picture, bins.matched, packets, colors['--match']);
  drawMarks(canvas, picture, bins.matched, LANES.packets, LANES.gap, colors['--match']);
  drawFolds(canvas, picture);
  drawRange(canvas, picture);
  // What is selected is seen wherever the range is.
  if (bins.chosen !== undefined) drawMarks(canvas, picture, bins.chosen.packets, 0, MARKS - 1, colors['--focus']);
  if (bins.packetNs !== undefined) drawPacket(canvas, picture, bins.packetNs);
}

/** The largest value, at least 1. */
export function largest(values: Float64Array): number {
  let most = 1;
  for (const value of values) if (value > most) most = value;
  return most;
}

/** Calls back for each bin that is not empty, with its pixels. */
function eachBin(
  { bins, scale }: Pick<StripPicture, 'bins' | 'scale'>,
  values: Float64Array,
  visit: (left: number, right: number, value: number) => void,
): void {
  let at = 0;
  for (const stretch of bins.stretches) {
    const width = (stretch.toNs - stretch.fromNs) / stretch.bins;
    for (let bin = 0; bin < stretch.bins; bin += 1, at += 1) {
      const value = values[at] ?? 0;
      if (value === 0) continue;
      const from = stretch.fromNs + bin * width;
      visit(scale.toPixel(from), scale.toPixel(from + width), value);
    }
  }
}

/** Bars that stand on the lane's floor. */
function drawBars(
  canvas: Canvas,
  picture: StripPicture,
  values: Float64Array,
  { bottom, height, most, least }: Lane,
  color: string,
  strength = 1,
): void {
  canvas.fillStyle = color;
  canvas.globalAlpha = strength;
  canvas.beginPath();
  eachBin(picture, values, (left, right, value) => {
    const size = Math.max(least, (value / most) * height);
    canvas.rect(left, bottom - size, Math.max(1, right - left), size);
  });
  canvas.fill();
  canvas.globalAlpha = 1;
}

/** A line over the bins that are not empty: a few packets would drown among the others. */
function drawMarks(
  canvas: Canvas,
  picture: StripPicture,
  values: Float64Array,
  top: number,
  height: number,
  color: string,
): void {
  canvas.fillStyle = color;
  eachBin(picture, values, (left, right) => canvas.fillRect(left - 0.5, top, Math.max(2, right - left + 1), height));
}

/** The selected packet: a line with a head. */
function drawPacket(canvas: Canvas, { scale, colors }: StripPicture, ns: number): void {
  const x = Math.round(scale.toPixel(ns)) + 0.5;
  if (x < 0 || x > scale.width + 1) return;
  canvas.fillStyle = colors['--focus'];
  canvas.fillRect(x - 0.5, 0, 1, AXIS_TOP);
  canvas.beginPath();
  canvas.moveTo(x - 5, 0);
  canvas.lineTo(x + 5, 0);
  canvas.lineTo(x, 7);
  canvas.fill();
}

function drawAxis(canvas: Canvas, { scale, axisText, colors, font }: StripPicture): void {
  canvas.font = font;
  canvas.textBaseline = 'middle';
  canvas.textAlign = 'left';
  const widthOf = (text: string): number => canvas.measureText(text).width;
  const { tickPixels, labels } = axisPicture(scale, axisText, widthOf);
  canvas.fillStyle = colors['--border'];
  for (const x of tickPixels) canvas.fillRect(x, 0, 1, AXIS_TOP + 4);
  canvas.fillStyle = colors['--text-dim'];
  for (const { text, left } of placeLabels(labels, scale.width, widthOf))
    canvas.fillText(text, left, AXIS_TOP + LANES.axis / 2 + 1);
}

/** A folded silence: the lanes are cut by two jagged edges. */
function drawFolds(canvas: Canvas, { scale, colors }: StripPicture): void {
  for (const { left, right, silence } of scale.pieces) {
    if (silence === undefined) continue;
    const inset = Math.max(0, (right - left - 8) / 2);
    canvas.beginPath();
    jagged(canvas, left + inset, 'down');
    jagged(canvas, right - inset, 'up');
    canvas.closePath();
    canvas.fillStyle = colors['--bg'];
    canvas.fill();
    canvas.strokeStyle = colors['--border-strong'];
    canvas.lineWidth = 1;
    for (const x of [left + inset, right - inset]) {
      canvas.beginPath();
      jagged(canvas, x, 'down');
      canvas.stroke();
    }
  }
}

const TOOTH = 5;

function jagged(canvas: Canvas, x: number, way: 'down' | 'up'): void {
  const teeth = Math.ceil(AXIS_TOP / TOOTH);
  for (let at = 0; at <= teeth; at += 1) {
    const tooth = way === 'down' ? at : teeth - at;
    canvas.lineTo(x + (tooth % 2 === 0 ? -1.5 : 1.5), Math.min(AXIS_TOP, tooth * TOOTH));
  }
}

/** Veils what is outside the range, and frames the range. */
function drawRange(canvas: Canvas, { scale, range, colors }: StripPicture): void {
  if (range === undefined) return;
  const left = Math.max(-2, Math.min(scale.toPixel(range.fromNs), scale.width + 2));
  const right = Math.min(scale.width + 2, Math.max(scale.toPixel(range.toNs), left + 1));
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
