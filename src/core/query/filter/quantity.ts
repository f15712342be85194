import type { ColumnDescription } from '../../model/column.ts';
import { answered, badQuestion, type Reply } from '../../model/failure.ts';
import type { Word } from './syntax.ts';

type Dimension = 'time' | 'size' | 'none';

interface Unit {
  readonly dimension: Dimension;
  /** Milliseconds, bytes or ones in this unit. */
  readonly factor: number;
}

const PREFIXES: readonly (readonly [string, number, number])[] = [
  ['k', 1e3, 2 ** 10],
  ['m', 1e6, 2 ** 20],
  ['g', 1e9, 2 ** 30],
  ['t', 1e12, 2 ** 40],
];

/** Units in lower case; the prefixes alone (k, M, G) are told from times by their case, see `unitOf`. */
const UNITS: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ['ns', { dimension: 'time', factor: 1e-6 }],
  ['us', { dimension: 'time', factor: 1e-3 }],
  ['µs', { dimension: 'time', factor: 1e-3 }],
  ['μs', { dimension: 'time', factor: 1e-3 }],
  ['ms', { dimension: 'time', factor: 1 }],
  ['s', { dimension: 'time', factor: 1e3 }],
  ['min', { dimension: 'time', factor: 6e4 }],
  ['h', { dimension: 'time', factor: 36e5 }],
  ['d', { dimension: 'time', factor: 864e5 }],
  ['b', { dimension: 'size', factor: 1 }],
  ...PREFIXES.flatMap(([prefix, decimal, binary]): [string, Unit][] => [
    [`${prefix}b`, { dimension: 'size', factor: decimal }],
    [`${prefix}ib`, { dimension: 'size', factor: binary }],
  ]),
]);
const MULTIPLIERS: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['K', 1e3],
  ['M', 1e6],
  ['G', 1e9],
]);
const NUMBER = /^([+-]?(?:0x[0-9a-f]+|(?:\d[\d_]*)?\.?\d+(?:e[+-]?\d+)?|\d[\d_]*\.?))([a-zµμ]*)$/i;

/** The number that a bare word is, without units; undefined if it is none. */
export function plainNumber(text: string): number | undefined {
  const parts = splitNumber(text);
  return parts?.unit === '' ? parts.value : undefined;
}

/** Reads a value for a column of numbers, in the unit in which the column counts. */
export function readQuantity(word: Word, column: ColumnDescription): Reply<number> {
  if (column.kind === 'epoch-ms') return readTime(word, column);
  const parts = splitNumber(word.text);
  if (parts === undefined)
    return badQuestion(`“${word.text}” is no number, and ${column.id} is counted${inUnit(column)}.`, word.offset);
  if (parts.unit === '') return answered(parts.value * bareFactor(column));
  return scale(parts.value, parts.unit, word, column);
}

function scale(value: number, unitText: string, word: Word, column: ColumnDescription): Reply<number> {
  const multiplier = MULTIPLIERS.get(unitText);
  if (multiplier !== undefined) return answered(value * multiplier * bareFactor(column));
  const unit = UNITS.get(unitText.toLowerCase());
  if (unit === undefined)
    return badQuestion(
      `“${unitText}” is no unit: ns, us, ms, s, min, h, d, B, kB, MB, GB, KiB, MiB, GiB are.`,
      word.offset,
    );
  const wanted = dimensionOf(column);
  if (unit.dimension !== wanted)
    return badQuestion(`“${unitText}” does not fit ${column.id}, which is counted${inUnit(column)}.`, word.offset);
  return answered(toBase(value, unit, column));
}

/** Nanoseconds stay whole where a product of fractions would not. */
function toBase(value: number, unit: Unit, column: ColumnDescription): number {
  if (column.kind === 'relative-ns') return Math.round(value * (unit.factor * 1e6));
  return unit.factor < 1 ? value / Math.round(1 / unit.factor) : value * unit.factor;
}

function readTime(word: Word, column: ColumnDescription): Reply<number> {
  const number = plainNumber(word.text);
  if (number !== undefined) return answered(number);
  const time = parseUtc(word.text);
  if (!Number.isNaN(time)) return answered(time);
  return badQuestion(
    `“${word.text}” is no time; ${column.id} takes 2024-05-31, 2024-05-31T12:00:00 (UTC) or milliseconds since 1970.`,
    word.offset,
  );
}

/** ISO 8601; without a zone it is UTC, not the machine's time. */
function parseUtc(text: string): number {
  if (!/^\d{4}-\d{2}(-\d{2})?([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(z|[+-]\d{2}:?\d{2})?)?$/i.test(text)) return Number.NaN;
  const zoned = !/[T ]/.test(text) || /(z|[+-]\d{2}:?\d{2})$/i.test(text.slice(10));
  return Date.parse(zoned ? text : `${text}Z`);
}

function splitNumber(text: string): { readonly value: number; readonly unit: string } | undefined {
  const [, digits, unit] = NUMBER.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const negative = digits.startsWith('-');
  const value = Number(digits.replaceAll('_', '').replace(/^[+-]/, ''));
  return Number.isNaN(value) ? undefined : { value: negative ? -value : value, unit };
}

function dimensionOf(column: ColumnDescription): Dimension {
  if (column.kind === 'relative-ns' || column.kind === 'milliseconds' || column.unit === 'ms') return 'time';
  return column.kind === 'bytes' || column.unit === 'B' ? 'size' : 'none';
}

/** A time since the first packet is stored in nanoseconds, shown and asked for in seconds. */
function bareFactor(column: ColumnDescription): number {
  return column.kind === 'relative-ns' ? 1e9 : 1;
}

function inUnit(column: ColumnDescription): string {
  const dimension = dimensionOf(column);
  if (column.kind === 'relative-ns') return ' in seconds';
  if (dimension === 'time') return ' in milliseconds';
  return dimension === 'size' ? ' in bytes' : ' without a unit';
}
