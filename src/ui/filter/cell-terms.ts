import { quoted } from '../../base/quotes.ts';
import type { ColumnDescription } from '../../core/model/column.ts';
import type { Cell } from '../../core/model/question.ts';

/** Terms of the filter language (docs/filters.md) about the value of one cell. */
export interface CellTerms {
  /** The rows with the same value. */
  readonly keep: string;
  /** All other rows. */
  readonly exclude: string;
  /** Of numbers. */
  readonly atLeast?: string;
  readonly atMost?: string;
}

/** Longer texts make no filter that a person could read. */
const LONGEST = 300;
/** Between the values of a decoded field that a packet has several times. */
const BETWEEN = ', ';
/** Words that mean something else in a filter. */
const KEYWORDS = /^(and|or|not|contains|in|pcap)$/i;
/** What is read back as one word without quotes. */
const BARE = /^[\w.:/-]+$/;
/** What an input of one line cannot hold. */
const UNWRITABLE = /[\p{Cc}\u2028\u2029]/u;

/**
 * The terms for a cell of a column; undefined where the language has none: for lists, numbers that are none, and very long
 * texts. `decoded`: the column is one of a decoded field, whose cell holds all of its values.
 */
export function cellTerms(
  { id, kind }: Pick<ColumnDescription, 'id' | 'kind'>,
  cell: Cell | undefined,
  decoded: boolean,
): CellTerms | undefined {
  if (cell === undefined || typeof cell === 'object' || kind === 'list') return undefined;
  if (decoded) return decodedTerms(id, String(cell));
  if (kind !== 'text' && kind !== 'address') return numberTerms(id, kind, cell);
  const value = textValue(String(cell));
  if (value === undefined) return undefined;
  if (value.pattern) return { keep: `${id} ~ ${value.text}`, exclude: `not ${id} ~ ${value.text}` };
  return { keep: `${id} = ${value.text}`, exclude: `${id} != ${value.text}` };
}

/** A decoded field alone asks whether a packet has it; a text with commas may be one value or several. */
function decodedTerms(id: string, cell: string): CellTerms | undefined {
  if (cell === '') return { keep: `not ${id}`, exclude: id };
  const whole = equals(id, cell);
  const parts = cell.includes(BETWEEN) ? [...new Set(cell.split(BETWEEN))].map((part) => equals(id, part)) : [];
  if (whole === undefined || parts.includes(undefined)) return undefined;
  const keep = parts.length === 0 ? whole : `(${whole} or ${parts.join(' and ')})`;
  return { keep, exclude: `not ${keep}` };
}

function equals(id: string, text: string): string | undefined {
  const value = textValue(text);
  return value && `${id} ${value.pattern ? '~' : '='} ${value.text}`;
}

/** A text as a value; with line ends and the like as a pattern that fits it and nothing else. */
function textValue(text: string): { readonly text: string; readonly pattern: boolean } | undefined {
  if (text.length > LONGEST) return undefined;
  if (UNWRITABLE.test(text)) return { text: quoted(`^${escaped(text)}$`), pattern: true };
  return { text: BARE.test(text) && !KEYWORDS.test(text) ? text : quoted(text), pattern: false };
}

function escaped(text: string): string {
  return text
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replace(new RegExp(UNWRITABLE, 'gu'), (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Times since the first packet are counted in nanoseconds and asked for in seconds: with their unit nothing is rounded. */
function numberTerms(id: string, kind: ColumnDescription['kind'], cell: string | number): CellTerms | undefined {
  const value = String(cell);
  if (!Number.isFinite(Number(value)) || value === '') return undefined;
  const written = kind === 'relative-ns' ? `${value}ns` : value;
  return {
    keep: `${id} = ${written}`,
    exclude: `${id} != ${written}`,
    atLeast: `${id} >= ${written}`,
    atMost: `${id} <= ${written}`,
  };
}

/** Quoted texts of a filter, whose words join nothing. */
const QUOTED = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/g;

/** Both filters at once; one that is in force already is not said twice. */
export function bothFilters(filter: string, term: string): string {
  const plain = filter.trim();
  if (plain === '' || plain === term) return term;
  if (` ${plain} and `.includes(` ${term} and `) && !hasOr(plain)) return plain;
  return `${hasOr(plain) ? `(${plain})` : plain} and ${term}`;
}

function hasOr(filter: string): boolean {
  return /\bor\b|\|\|/i.test(filter.replace(QUOTED, '""'));
}
