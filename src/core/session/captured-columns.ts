import { compareAddresses, parseAddress } from '../../base/addresses.ts';
import type { Column, ColumnDescription, ColumnKind } from '../model/column.ts';
import { CAPTURED } from '../model/match-columns.ts';
import type { CapturedField, Match, MatchSet } from '../model/match.ts';
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
    const { kind, name } = captured;
    if (kind === 'text' || kind === 'address') return textsOf(set.matches, name, description);
    return numbersOf(set.matches, name, description, kind === 'time' ? timeNs : undefined);
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

function fieldOf({ fields }: Match, name: string): CapturedField | undefined {
  return fields.find((field) => field.name === name);
}

/** `timeNs`: the numbers are seconds of these times. */
function numbersOf(
  matches: readonly Match[],
  name: string,
  description: ColumnDescription,
  timeNs: ArrayLike<number> | undefined,
): Column {
  const numbers = Float64Array.from(matches, (match) => {
    const number = fieldOf(match, name)?.number ?? Number.NaN;
    const packet = timeNs && packetAt(number, match, timeNs);
    return timeNs === undefined || packet === undefined ? number : timeNs[packet];
  });
  // A missing value is no whole number either.
  const fractional = numbers.some((number) => !Number.isInteger(number));
  return { type: 'number', description, number: (row) => numbers[row], fractional };
}

function textsOf(matches: readonly Match[], name: string, description: ColumnDescription): Column {
  const codes = new Map<string, number>();
  const rows = Int32Array.from(matches, (match) => {
    const value = fieldOf(match, name)?.value;
    if (value === undefined || value === '') return -1;
    const known = codes.get(value);
    if (known === undefined) codes.set(value, codes.size);
    return known ?? codes.size - 1;
  });
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
