import type { TimeRange } from '../../../core/model/question.ts';
import type { AxisLabel } from './place-labels.ts';
import { ticks, tickStep } from './strip-scale.ts';
import type { ScalePiece, StripScale } from './strip-scale.ts';
import { silenceText } from './tick-text.ts';

/** How times are written on an axis; what each piece between folds needs is told for itself. */
export interface AxisText {
  /** Steps are counted from here, ns: the first packet, or midnight. */
  readonly originNs: number;
  /** The text of a tick of a stretch. */
  tick(ns: number, step: number, stretch: TimeRange): string;
  /** What the ticks of a stretch leave out, if they do. `alone`: the strip shows no other stretch. */
  base(stretch: TimeRange, step: number, alone: boolean): string | undefined;
}

/** Ticks with their texts, in the order in which they have a right to a place. */
export interface AxisPicture {
  readonly tickPixels: readonly number[];
  readonly labels: readonly AxisLabel[];
}

const LEAST_GAP = 72;
const BETWEEN = 14;

/** The ticks of a strip: as many as there is room for, with texts that tell them apart. */
export function axisPicture(scale: StripScale, text: AxisText, widthOf: (text: string) => number): AxisPicture {
  const first = picture(scale, text, tickStep(scale, LEAST_GAP));
  const widest = Math.max(0, ...first.ticks.map((label) => widthOf(label.text)));
  const gap = widest + BETWEEN;
  const { ticks: tickLabels, others } = gap <= LEAST_GAP ? first : picture(scale, text, tickStep(scale, gap));
  return { tickPixels: tickLabels.map(({ x }) => x), labels: [...others, ...tickLabels] };
}

interface Labels {
  readonly ticks: readonly AxisLabel[];
  /** Lengths of silences, and what ticks after them are told from. */
  readonly others: readonly AxisLabel[];
}

function picture(scale: StripScale, text: AxisText, step: number): Labels {
  const shown = scale.pieces.filter(({ silence }) => silence === undefined);
  const others: AxisLabel[] = scale.pieces.flatMap(silenceLabel);
  const tickLabels = shown.flatMap((piece) => {
    const base = text.base(piece, step, shown.length === 1);
    const needs: AxisLabel | undefined =
      base === undefined ? undefined : { x: piece.left, text: base, place: 'beside' };
    if (needs !== undefined) others.push(needs);
    return ticks(piece, step, text.originNs).map((ns): AxisLabel => ({
      x: Math.round(scale.toPixel(ns)),
      text: text.tick(ns, step, piece),
      place: 'beside',
      needs,
    }));
  });
  return { ticks: tickLabels, others };
}

function silenceLabel({ right, silence }: ScalePiece): readonly AxisLabel[] {
  return silence === undefined ? [] : [{ x: right, text: `⋯ ${silenceText(silence)} ⋯`, place: 'before' }];
}
