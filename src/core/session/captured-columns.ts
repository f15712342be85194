import { compareAddresses, parseAddress } from '../../base/addresses.ts';
import type { Column, ColumnDescription, ColumnKind } from '../model/column.ts';
import { CAPTURED } from '../model/match-columns.ts';
import type { MatchSet } from '../model/match.ts';
import { numberText } from '../relational/captured-fields.ts';
import { startOf } from '../relational/match-list.ts';
import { capturedNames, packetAt, type CapturedKind, type CapturedName } from './captured-kinds.ts';

const WORDS: Readonly<Record<CapturedKind, string>> = {
  integer: 'a whole number',
  float: 'a number',
  time: 'the time of a packet',
  address: 'an address',
  text: 'a text',
};

/** What filters would read as something else. */
const KEYWORDS = ['and', 'or', 'not', 'contains', 'in', 'matches'];

/**
 * What classes and sequences captured, a column for each name: numbers if all its values are, times if all are times of
 * the match's own packets, addresses, else texts. `taken`: ids of other columns; a name that is one of them gets `field_` before it.
 */
export function capturedColumns(set: MatchSet, timeNs: ArrayLike<number>, taken: ReadonlySet<string>): Column[] {
  const ids = new Set([...taken, ...KEYWORDS]);
  return capturedNames(set, timeNs).map((captured) => {
    const description = describe(captured, set, idOf(captured.name, ids));
    const { kind, at } = captured;
    if (kind === 'text' || kind === 'address') return textsOf(set, at, description);
    return numbersOf(set, at, description, kind === 'time' ? timeNs : undefined);
  });
}

function idOf(name: string, taken: Set<string>): string {
  const plain = name.replace(/[^\w-]+/g, '_');
  const isFree = /^[a-z_]/i.test(plain) && !taken.has(plain.toLowerCase());
  let id = isFree ? plain : `field_${plain}`;
  while (taken.has(id.toLowerCase())) id += '_';
  taken.add(id.toLowerCase());
  return id;
}

function describe({ name, kind, kinds }: CapturedName, { classes }: MatchSet, id: string): ColumnDescription {
  const isMilliseconds = (kind === 'float' || kind === 'integer') && /(?:[a-z\d]Ms|_ms)$/.test(name);
  const by = [...kinds].map(([flowClass, own]) => `${WORDS[own]} of ${classes[flowClass]?.name ?? ''}`);
  const isMixed = new Set(kinds.values()).size > 1;
  const mixed = isMixed ? ` They differ, so all are compared as ${kind === 'float' ? 'numbers' : 'texts'}.` : '';
  return {
    id,
    label: name,
    kind: isMilliseconds ? 'milliseconds' : kindOf(kind),
    group: CAPTURED,
    unit: isMilliseconds ? 'ms' : kind === 'time' ? 's' : '',
    help: `Captured: ${by.join(', ')}.${mixed} Empty where nothing was captured.`,
    formula: '',
  };
}

function kindOf(kind: CapturedKind): ColumnKind {
  return kind === 'time' ? 'relative-ns' : kind;
}

/** Where a match has a field of this name; -1: nowhere. */
function placeOf({ matches }: MatchSet, row: number, name: number): number {
  const { fieldEnd, fieldName } = matches.columns;
  for (let at = startOf(fieldEnd, row); at < fieldEnd[row]; at++) if (fieldName[at] >> 1 === name) return at;
  return -1;
}

/** `timeNs`: the numbers are seconds of these times. */
function numbersOf(
  set: MatchSet,
  name: number,
  description: ColumnDescription,
  timeNs: ArrayLike<number> | undefined,
): Column {
  const { fieldName, fieldValue } = set.matches.columns;
  const number = (row: number): number => {
    const at = placeOf(set, row, name);
    if (at < 0 || (fieldName[at] & 1) === 1) return Number.NaN;
    const packet = timeNs && packetAt(fieldValue[at], row, set, timeNs);
    return timeNs === undefined || packet === undefined ? fieldValue[at] : timeNs[packet];
  };
  // A missing value is no whole number either.
  return { type: 'number', description, number, fractional: !areWhole(number, set.matches.length) };
}

function areWhole(number: (row: number) => number, rows: number): boolean {
  for (let row = 0; row < rows; row++) if (!Number.isInteger(number(row))) return false;
  return true;
}

function textsOf(set: MatchSet, name: number, description: ColumnDescription): Column {
  const { fieldName, fieldValue, texts: known } = set.matches.columns;
  const codes = new Map<string, number>();
  const codeOf = (value: string): number => {
    const code = codes.get(value) ?? codes.size;
    codes.set(value, code);
    return code;
  };
  // Of a text that many matches have.
  const before = new Int32Array(known.length).fill(-1);
  const rows = new Int32Array(set.matches.length).fill(-1);
  for (let row = 0; row < rows.length; row++) {
    const at = placeOf(set, row, name);
    if (at < 0) continue;
    const value = fieldValue[at];
    if ((fieldName[at] & 1) === 0) rows[row] = codeOf(numberText(value));
    else if (known[value] !== '')
      rows[row] = before[value] < 0 ? (before[value] = codeOf(known[value])) : before[value];
  }
  const texts = [...codes.keys()];
  const compare = description.kind === 'address' ? byAddress(texts) : undefined;
  return {
    type: 'dictionary',
    description,
    code: (row) => rows[row],
    size: () => texts.length,
    text: (code) => texts[code] ?? '',
    fixed: true,
    ...(compare && { compare }),
  };
}

function byAddress(texts: readonly string[]): (a: number, b: number) => number {
  const addresses = texts.map((text) => parseAddress(text));
  return (a, b) => {
    const [one, other] = [addresses[a], addresses[b]];
    return (one && other && compareAddresses(one, other)) ?? (texts[a] < texts[b] ? -1 : 1);
  };
}
