import type { Column } from '../model/column.ts';
import { computeSortKeys } from './sort-keys.ts';
import type { SortKeys } from './sort-keys.ts';

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const DIGIT_MASK = DIGITS - 1;
/** Runs of equal high words up to this length are sorted by insertion. */
const SHORT_RUN = 24;

/**
 * The rows in the order of a column: a new array, stable, NaN and missing texts last in both directions. Sorts keys by
 * radix (least digit first), so a million rows cost a few passes and no comparison. Lists keep the order they came in.
 */
export function sortRows(rows: Int32Array, column: Column, descending: boolean): Int32Array<ArrayBuffer> {
  const keys = computeSortKeys(rows, column, descending);
  if (isSorted(keys)) return Int32Array.from(rows);
  const { words, order } = sortByWord(keys.high, undefined);
  if (differ(keys.low)) sortTies(words, keys.low, order);
  for (let at = 0; at < order.length; at++) order[at] = rows[order[at]];
  return order;
}

function differ(words: Uint32Array): boolean {
  for (let at = 1; at < words.length; at++) if (words[at] !== words[0]) return true;
  return false;
}

/** Times mostly come sorted already. */
function isSorted({ high, low }: SortKeys): boolean {
  for (let at = 1; at < high.length; at++) {
    if (high[at] < high[at - 1] || (high[at] === high[at - 1] && low[at] < low[at - 1])) return false;
  }
  return true;
}

interface SortedWords {
  /** The words in rising order. */
  readonly words: Uint32Array<ArrayBuffer>;
  /** Where each of them stood. */
  readonly order: Int32Array<ArrayBuffer>;
}

/**
 * Sorts words together with their positions, so that passes read memory straight on. Digits that are the same
 * everywhere are passed over. `positions`: which words, in which order; without it all as they stand.
 */
function sortByWord(word: Uint32Array, positions: Int32Array | undefined): SortedWords {
  let { words, order } = pickWords(word, positions);
  let otherWords = new Uint32Array(words.length);
  let otherOrder = new Int32Array(words.length);
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    const starts = countDigits(words, shift);
    if (starts === undefined) continue;
    scatter(words, order, otherWords, otherOrder, starts, shift);
    [words, otherWords] = [otherWords, words];
    [order, otherOrder] = [otherOrder, order];
  }
  return { words, order };
}

function pickWords(word: Uint32Array, positions: Int32Array | undefined): SortedWords {
  const words = new Uint32Array(positions?.length ?? word.length);
  const order = new Int32Array(words.length);
  for (let at = 0; at < words.length; at++) {
    const position = positions === undefined ? at : positions[at];
    order[at] = position;
    words[at] = word[position];
  }
  return { words, order };
}

/** Where each digit's part begins; undefined if all words have the same digit. */
function countDigits(words: Uint32Array, shift: number): Int32Array | undefined {
  const starts = new Int32Array(DIGITS);
  for (let at = 0; at < words.length; at++) starts[(words[at] >>> shift) & DIGIT_MASK]++;
  let sum = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = starts[digit];
    if (count === words.length) return undefined;
    starts[digit] = sum;
    sum += count;
  }
  return starts;
}

function scatter(
  words: Uint32Array,
  order: Int32Array,
  toWords: Uint32Array,
  toOrder: Int32Array,
  starts: Int32Array,
  shift: number,
): void {
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    const to = starts[(word >>> shift) & DIGIT_MASK]++;
    toWords[to] = word;
    toOrder[to] = order[at];
  }
}

/** Puts runs of equal high words in the order of their low words. */
function sortTies(words: Uint32Array, low: Uint32Array, order: Int32Array<ArrayBuffer>): void {
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < words.length && words[to] === words[from]) to++;
    if (to - from > 1) sortRun(low, order, from, to);
    from = to;
  }
}

function sortRun(low: Uint32Array, order: Int32Array<ArrayBuffer>, from: number, to: number): void {
  if (to - from <= SHORT_RUN) insertionSort(low, order, from, to);
  else order.set(sortByWord(low, order.subarray(from, to)).order, from);
}

function insertionSort(low: Uint32Array, order: Int32Array, from: number, to: number): void {
  for (let at = from + 1; at < to; at++) {
    const position = order[at];
    let hole = at;
    for (; hole > from && low[order[hole - 1]] > low[position]; hole--) order[hole] = order[hole - 1];
    order[hole] = position;
  }
}
