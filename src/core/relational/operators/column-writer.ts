import { nextCapacity } from '../../../base/growable.ts';
import type { AddedColumn, AddedTable, ColumnLosses } from '../../model/operators.ts';
import { clip, MOST_CHARACTERS } from '../match-bounds.ts';
import { MOST_ELEMENTS, MOST_TEXTS } from './operator-bounds.ts';

/** What is counted while columns are written. */
export type Losses = { -readonly [Name in keyof ColumnLosses]: number };

/** Nothing lost yet. */
export function noLosses(): Losses {
  return { columns: 0, cutTexts: 0, values: 0, refused: 0 };
}

type Value = number | string | boolean;

/** What stands for a missing value. */
const NO_BOOLEAN = 2;
const NO_TEXT = -1;

/**
 * One column that code fills, row by row in any order. It is numbers as long as all values are, or booleans; with the first value
 * of another kind all become texts.
 */
export class ColumnWriter {
  private kind: 'number' | 'boolean' | 'text' | undefined;
  private numbers = new Float64Array(0);
  private codes = new Int32Array(0);
  private readonly texts = new Map<string, number>();

  constructor(private readonly losses: Losses) {}

  /** True if no row has a value. */
  get isEmpty(): boolean {
    return this.kind === undefined;
  }

  /** Puts a value into a row: number, text, boolean, or a list of these; nothing for undefined and null. */
  set(row: number, given: unknown): void {
    if (given === undefined || given === null) return;
    const value = valueOf(given);
    if (value === undefined) this.losses.refused++;
    else this.put(row, value);
  }

  /** The column of so many rows. */
  finish(of: AddedTable, id: string, rows: number): AddedColumn {
    this.reserve(rows);
    const texts = [...this.texts.keys()];
    if (this.kind === 'text') return { of, id, kind: 'text', values: this.codes.slice(0, rows), texts };
    const numbers = this.numbers.slice(0, rows);
    if (this.kind !== 'boolean') return { of, id, kind: 'number', values: numbers, texts };
    const values = Uint8Array.from(numbers, (number) => (Number.isNaN(number) ? NO_BOOLEAN : number));
    return { of, id, kind: 'boolean', values, texts };
  }

  private put(row: number, value: Value): void {
    const kind = typeof value as 'number' | 'boolean' | 'string';
    const wanted = kind === 'string' ? 'text' : kind;
    this.kind ??= wanted;
    this.reserve(row + 1);
    if (this.kind !== wanted && this.kind !== 'text') this.becomeTexts();
    if (this.kind === 'text') this.codes[row] = this.code(String(value));
    else this.numbers[row] = Number(value);
  }

  private becomeTexts(): void {
    const wasBoolean = this.kind === 'boolean';
    this.kind = 'text';
    const { numbers } = this;
    this.numbers = new Float64Array(0);
    this.reserve(numbers.length);
    numbers.forEach((number, row) => {
      if (!Number.isNaN(number)) this.codes[row] = this.code(String(wasBoolean ? number === 1 : number));
    });
  }

  private code(text: string): number {
    if (text.length > MOST_CHARACTERS) this.losses.cutTexts++;
    const cut = clip(text);
    const known = this.texts.get(cut);
    if (known !== undefined) return known;
    if (this.texts.size >= MOST_TEXTS) {
      this.losses.values++;
      return NO_TEXT;
    }
    this.texts.set(cut, this.texts.size);
    return this.texts.size - 1;
  }

  private reserve(rows: number): void {
    if (this.kind === 'text') this.codes = roomier(this.codes, rows, (length) => new Int32Array(length), NO_TEXT);
    else this.numbers = roomier(this.numbers, rows, (length) => new Float64Array(length), Number.NaN);
  }
}

/** The array, or a longer one whose further elements are `missing`. */
function roomier<T extends Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer>>(
  array: T,
  rows: number,
  make: (length: number) => T,
  missing: number,
): T {
  if (rows <= array.length) return array;
  const longer = make(nextCapacity(array.length, Math.max(rows, 1024)));
  longer.fill(missing, array.length);
  longer.set(array);
  return longer;
}

/** A value that a column takes; a list as Python writes it, as NFStream's files do. Throws what user code makes it throw. */
function valueOf(given: unknown): Value | undefined {
  if (typeof given === 'number' || typeof given === 'string' || typeof given === 'boolean') return given;
  if (typeof given === 'bigint') return Number(given);
  if (!Array.isArray(given) && !isNumbers(given)) return undefined;
  const texts: string[] = [];
  for (let at = 0; at < given.length && at < MOST_ELEMENTS; at++) {
    const text = elementText(given[at]);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return `[${texts.join(', ')}${given.length > MOST_ELEMENTS ? ', …' : ''}]`;
}

function isNumbers(value: unknown): value is ArrayLike<number> {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function elementText(value: unknown): string | undefined {
  if (typeof value === 'string') return `'${value.slice(0, MOST_CHARACTERS)}'`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
