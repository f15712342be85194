import { NumberIndex } from '../../../base/number-index.ts';
import { HOST_KEY, PAIR_KEY } from '../../model/groups.ts';
import type { Column, DictionaryColumn, Rows } from '../../model/column.ts';

/** Rows in groups. A row with two hosts has two entries, one a side; otherwise each row has one. Arrays are parallel. */
export interface Grouping {
  readonly groups: number;
  /** Row of each entry. */
  readonly rowAt: Int32Array;
  /** Group of each entry, in the order in which groups were first met. */
  readonly groupAt: Int32Array;
  /** 1 where the group is on the destination's side of the row; undefined: nowhere. */
  readonly sideAt?: Uint8Array;
  /** An entry of each group: its first. */
  readonly first: Int32Array;
}

/** Gives numbers to keys in the order in which they come. */
type Numbered = (entry: number) => number;

/**
 * Groups rows by columns, by `host` or by `pair`; all of the table without `rows`. undefined if there is no such column, or it
 * is a list.
 * @param ends columns of source and destination, with one dictionary
 */
export function groupRows(
  table: Rows,
  by: readonly string[],
  rows: Int32Array | undefined,
  ends: readonly [string, string] | undefined,
): Grouping | undefined {
  const entries = by.includes(HOST_KEY) ? bothSides(table, rows, ends) : oneSide(table, rows, by, ends);
  if (entries === undefined) return undefined;
  const keys: Numbered[] = [];
  for (const id of by) {
    const key = keyOf(table, id, entries, ends);
    if (key === undefined) return undefined;
    keys.push(...key);
  }
  const { rowAt, sideAt } = entries;
  return { rowAt, ...(sideAt && { sideAt }), ...number(rowAt.length, keys) };
}

/** `pairAt`: number of the two ends of each entry, whichever way round. */
type Entries = Pick<Grouping, 'rowAt' | 'sideAt'> & { readonly pairAt?: Int32Array };

/** Two texts of one dictionary. */
type Ends = readonly [DictionaryColumn, DictionaryColumn];

function endsOf(table: Rows, ids: readonly [string, string] | undefined): Ends | undefined {
  const [source, destination] = (ids ?? []).map((id) => table.columns.get(id));
  return source?.type === 'dictionary' && destination?.type === 'dictionary' ? [source, destination] : undefined;
}

function all(table: Rows, rows: Int32Array | undefined): Int32Array {
  if (rows !== undefined) return rows;
  const numbers = new Int32Array(table.length);
  for (let row = 0; row < numbers.length; row++) numbers[row] = row;
  return numbers;
}

/** An entry a row; of pairs on the side of the first of the two in the dictionary. */
function oneSide(
  table: Rows,
  rows: Int32Array | undefined,
  by: readonly string[],
  ids: readonly [string, string] | undefined,
): Entries | undefined {
  const rowAt = all(table, rows);
  if (!by.includes(PAIR_KEY)) return { rowAt };
  const ends = endsOf(table, ids);
  return ends && { rowAt, ...pairsOf(rowAt, ends) };
}

/** The two ends of each row, and the side on which the source of the first row between the same two stands. */
function pairsOf(rowAt: Int32Array, [source, destination]: Ends): Required<Pick<Entries, 'sideAt' | 'pairAt'>> {
  const sideAt = new Uint8Array(rowAt.length);
  const pairAt = new Int32Array(rowAt.length);
  const pairs = new NumberIndex(rowAt.length >> 2);
  const firstSource: number[] = [];
  const size = Math.max(source.size(), destination.size()) + 1;
  for (let at = 0; at < rowAt.length; at++) {
    const a = source.code(rowAt[at]) + 1;
    const b = destination.code(rowAt[at]) + 1;
    const pair = (pairAt[at] = pairs.add(Math.min(a, b) * size + Math.max(a, b)));
    if (pair === firstSource.length) firstSource.push(a);
    else if (firstSource[pair] !== a) sideAt[at] = 1;
  }
  return { sideAt, pairAt };
}

/** An entry for each end of a row that has an address; one where both are the same. */
function bothSides(
  table: Rows,
  rows: Int32Array | undefined,
  ids: readonly [string, string] | undefined,
): Entries | undefined {
  const ends = endsOf(table, ids);
  if (ends === undefined) return undefined;
  const [source, destination] = ends;
  const of = all(table, rows);
  const rowAt = new Int32Array(2 * of.length);
  const sideAt = new Uint8Array(2 * of.length);
  let entries = 0;
  for (const row of of) {
    const a = source.code(row);
    const b = destination.code(row);
    if (a >= 0) rowAt[entries++] = row;
    if (b < 0 || b === a) continue;
    sideAt[entries] = 1;
    rowAt[entries++] = row;
  }
  return { rowAt: rowAt.slice(0, entries), sideAt: sideAt.slice(0, entries) };
}

function keyOf(
  table: Rows,
  id: string,
  { rowAt, sideAt, pairAt }: Entries,
  ids: readonly [string, string] | undefined,
): readonly Numbered[] | undefined {
  if (id === PAIR_KEY) return pairAt && [(at) => pairAt[at]];
  if (id === HOST_KEY) {
    const ends = endsOf(table, ids);
    if (ends === undefined) return undefined;
    const [source, destination] = ends;
    const near = (at: number): number => (sideAt?.[at] === 1 ? destination : source).code(rowAt[at]);
    return [near];
  }
  const column = table.columns.get(id);
  return column === undefined ? undefined : columnKey(column, rowAt);
}

function columnKey(column: Column, rowAt: Int32Array): readonly Numbered[] | undefined {
  if (column.type === 'list') return undefined;
  if (column.type === 'number') return [(at) => column.number(rowAt[at])];
  return [(at) => column.code(rowAt[at])];
}

/** Groups by the first key, then splits them by each further one. */
function number(entries: number, keys: readonly Numbered[]): Pick<Grouping, 'groups' | 'groupAt' | 'first'> {
  let groupAt = new Int32Array(entries);
  let groups = Math.min(entries, 1);
  for (const key of keys) ({ groupAt, groups } = split(groupAt, groups, key));
  const first = new Int32Array(groups).fill(-1);
  for (let at = 0; at < entries; at++) if (first[groupAt[at]] < 0) first[groupAt[at]] = at;
  return { groups, groupAt, first };
}

/** Parts each group by a key; groups are numbered in the order in which they come. */
function split(
  before: Int32Array,
  groups: number,
  key: Numbered,
): { groupAt: Int32Array<ArrayBuffer>; groups: number } {
  const codes = codesOf(before.length, key);
  if (groups <= 1) return { groupAt: codes.at, groups: codes.size };
  const groupAt = new Int32Array(before.length);
  const numbers = new NumberIndex(before.length >> 2);
  for (let at = 0; at < before.length; at++) groupAt[at] = numbers.add(before[at] * codes.size + codes.at[at]);
  return { groupAt, groups: numbers.size };
}

/** Codes up to so many times the number of entries are looked up in a list. */
const DENSE = 4;
const DENSE_LEAST = 65_536;

/** Numbers the keys in the order in which they come. Most are codes of texts and ports, which are small. */
function codesOf(entries: number, key: Numbered): { at: Int32Array<ArrayBuffer>; size: number } {
  const values = new Float64Array(entries);
  let most = 0;
  let whole = true;
  for (let at = 0; at < entries; at++) {
    const value = key(at);
    values[at] = value;
    if (value > most) most = value;
    whole &&= value >= -1 && Number.isInteger(value);
  }
  return whole && most < DENSE * entries + DENSE_LEAST ? denseCodes(values, most) : mappedCodes(values);
}

/** Keys from -1 to `most`. */
function denseCodes(values: Float64Array, most: number): { at: Int32Array<ArrayBuffer>; size: number } {
  const numbers = new Int32Array(most + 2);
  const at = new Int32Array(values.length);
  let size = 0;
  for (let entry = 0; entry < values.length; entry++) {
    const place = values[entry] + 1;
    const known = numbers[place];
    if (known !== 0) at[entry] = known - 1;
    else {
      numbers[place] = size + 1;
      at[entry] = size++;
    }
  }
  return { at, size };
}

function mappedCodes(values: Float64Array): { at: Int32Array<ArrayBuffer>; size: number } {
  const numbers = new Map<number, number>();
  const at = new Int32Array(values.length);
  for (let entry = 0; entry < values.length; entry++) {
    const known = numbers.get(values[entry]);
    at[entry] = known ?? numbers.size;
    if (known === undefined) numbers.set(values[entry], numbers.size);
  }
  return { at, size: numbers.size };
}
