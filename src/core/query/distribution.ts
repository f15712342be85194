import { bisectLeft } from '../../base/bisect.ts';
import type { Distribution } from '../model/distribution.ts';

/** Bars of a distribution, about. */
const BARS = 24;
/** Bars of a logarithmic one at most: three of each power of ten. */
const DECADES = 15;
/** From this ratio of the largest value to the middle one, even bars would show one heap. */
const SKEWED = 20;

/**
 * How the values of some rows spread, in bars with round edges: even ones, or of rising width (1, 2, 5, 10 …) where few values
 * are far larger than most. NaN is missing. Edges of whole numbers are whole.
 */
export function distributionOf(values: Float64Array): Distribution {
  const present = values.filter((value) => Number.isFinite(value)).sort();
  const missing = values.length - present.length;
  if (present.length === 0) return { edges: [], counts: [], missing, logarithmic: false };
  const most = present[present.length - 1];
  const isWhole = present.every((value) => Number.isInteger(value));
  const logarithmic = present[0] >= 0 && most > 0 && most / middleOf(present) > SKEWED;
  const round = logarithmic ? risingEdges(present, isWhole) : evenEdges(present[0], most, isWhole);
  const edges = holding(round, present[0], isWhole ? most + 1 : most, most);
  return { edges, counts: countBetween(present, edges), missing, logarithmic };
}

function middleOf(sorted: Float64Array): number {
  return sorted[Math.floor(sorted.length / 2)];
}

function evenEdges(least: number, most: number, isWhole: boolean): number[] {
  const wanted = roundStep(most / BARS - least / BARS || Math.abs(most) / 10 || 1);
  const step = isWhole ? Math.max(1, wanted) : wanted;
  if (!(step > 0)) return [least]; // less than the least power of ten that there is
  const first = Math.floor(least / step);
  const bars = Math.max(1, Math.floor(most / step) - first + 1);
  return Array.from({ length: bars + 1 }, (_, at) => round((first + at) * step));
}

/** 0, then 1, 2, 5, 10 … from the power of ten of the least positive value, at most 15 powers, to beyond the largest. */
function risingEdges(sorted: Float64Array, isWhole: boolean): number[] {
  const most = sorted[sorted.length - 1];
  const positive = sorted.find((value) => value > 0) ?? most;
  const last = Math.floor(Math.log10(most));
  const first = Math.max(Math.floor(Math.log10(positive)), last - DECADES, isWhole ? 0 : -Infinity);
  const edges = [0];
  for (let power = first; power <= last + 1; power++)
    for (const digit of [1, 2, 5]) {
      edges.push(round(digit * 10 ** power));
      if (digit * 10 ** power > most) return edges;
    }
  return edges;
}

/**
 * Edges that rise and hold all values, from the least to below the last edge, whatever rounding did to them: values may lie closer
 * together than twelve digits tell, or be as small as numbers can be. `beyond`: the next edge if one is missing.
 */
function holding(edges: readonly number[], least: number, beyond: number, most: number): number[] {
  const rising = edges.filter((edge, at) => at === 0 || edge > edges[at - 1]);
  if (rising[0] > least) rising[0] = least;
  if (rising[rising.length - 1] > most) return rising;
  return [...rising, beyond > most ? beyond : most + Math.max(Math.abs(most) * 2 ** -50, Number.MIN_VALUE)];
}

/** The next of 1, 2, 5, 10 … that is not below. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return ([1, 2, 5].find((digit) => digit * power >= step * 0.999) ?? 10) * power;
}

/** Without what binary fractions add: edges stand in filters. */
function round(edge: number): number {
  return Number(edge.toPrecision(12));
}

/** How many values are in [edge, next edge); values rise. */
function countBetween(sorted: Float64Array, edges: readonly number[]): number[] {
  const starts = edges.map((edge) => bisectLeft(sorted, edge));
  return edges.slice(1).map((_, at) => starts[at + 1] - starts[at]);
}
