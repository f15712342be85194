import type { BinStretch, TimeRange } from '../../../../core/model/question.ts';
import type { ProtocolBins } from '../../../../core/model/protocol-bins.ts';
import { chooseFolds } from '../../../charts/time-strip/folds.ts';

/** Bins of the picture, shared out among the stretches by their length. */
const BINS = 60;
/** Stretches at most: more gaps would hide the bars. */
const MOST_FOLDS = 6;

/** What is drawn: a range as it is, the whole capture without the silences that would leave next to nothing of it. */
export function stretchesOf(
  whole: TimeRange,
  range: TimeRange | undefined,
  silences: readonly TimeRange[],
  packets: number,
): readonly BinStretch[] {
  if (range !== undefined) return [{ ...range, bins: BINS }];
  const { folds, automatic } = chooseFolds(silences, whole, packets, MOST_FOLDS);
  if (!automatic) return [{ ...whole, bins: BINS }];
  const rising = [...folds].sort((a, b) => a.fromNs - b.fromNs);
  const begins = [whole.fromNs, ...rising.map(({ toNs }) => toNs)];
  const pieces = begins.map((fromNs, at) => ({ fromNs, toNs: rising[at]?.fromNs ?? whole.toNs }));
  const length = pieces.reduce((sum, { fromNs, toNs }) => sum + toNs - fromNs, 0);
  return pieces.map((piece) => {
    const share = length > 0 ? (piece.toNs - piece.fromNs) / length : 0;
    return { ...piece, bins: Math.max(3, Math.round(BINS * share)) };
  });
}

/** A bin: its time, and its place on the picture in bins. */
export interface Bin extends TimeRange {
  readonly x: number;
}

/** The bins of stretches from left to right; between stretches one is left out. */
export function binsOf(stretches: readonly BinStretch[]): readonly Bin[] {
  return stretches.flatMap(({ fromNs, toNs, bins }, piece) => {
    const before = stretches.slice(0, piece).reduce((sum, stretch) => sum + stretch.bins + 1, 0);
    const step = (toNs - fromNs) / bins;
    return Array.from({ length: bins }, (_, at) => ({
      fromNs: fromNs + at * step,
      toNs: at === bins - 1 ? toNs : fromNs + (at + 1) * step,
      x: before + at,
    }));
  });
}

/** A kind as it is drawn and listed: the last are all that are not told apart. */
export interface Layer {
  readonly name: string;
  /** The filter that keeps it, and of which table; absent: there is none. */
  readonly shows?: { readonly table: 'flows' | 'packets'; readonly filter: string };
  readonly counts: Float64Array;
  readonly total: number;
}

/** The count of a bin; 0 where there is none. */
export const countAt = (counts: Float64Array, bin: number): number => counts[bin] ?? 0;

const sumOf = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0);

/** The layers of an answer, from the bottom up. */
export function layersOf({ kinds, others, request: { unit } }: ProtocolBins): readonly Layer[] {
  const told = kinds.map(({ name, column, table, ...kind }): Layer => {
    const filter = `${column} = ${JSON.stringify(name)}`;
    return {
      name: name === '' ? '(none)' : name,
      shows: { table, filter },
      counts: kind[unit],
      total: sumOf(kind[unit]),
    };
  });
  if (others === undefined) return told;
  return [...told, { name: `${others.kinds} others`, counts: others[unit], total: sumOf(others[unit]) }];
}

/** What all layers have in each bin. */
export function totalsOf(layers: readonly Layer[], bins: number): readonly number[] {
  return Array.from({ length: bins }, (_, bin) => layers.reduce((sum, { counts }) => sum + countAt(counts, bin), 0));
}

/** The bars of each layer as the path of an SVG whose height is `height`, in which a bin is 1 wide. */
export function stackedPaths(layers: readonly Layer[], bins: readonly Bin[], height: number): readonly string[] {
  const most = Math.max(1, ...totalsOf(layers, bins.length));
  const below = new Float64Array(bins.length);
  return layers.map(({ counts }) =>
    bins
      .map(({ x }, bin) => {
        const count = countAt(counts, bin);
        if (count === 0) return '';
        const bottom = height - (height * countAt(below, bin)) / most;
        below[bin] = countAt(below, bin) + count;
        const top = height - (height * countAt(below, bin)) / most;
        return `M${x} ${bottom.toFixed(2)}V${top.toFixed(2)}h0.92V${bottom.toFixed(2)}z`;
      })
      .join(''),
  );
}
