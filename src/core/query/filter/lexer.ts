import { answered, badQuestion, type Reply } from '../../model/failure.ts';
import type { Operator, Token } from './syntax.ts';

/** Longest first: the first that fits is taken. */
const SYMBOLS: readonly (readonly [string, Operator | 'and' | 'or' | 'not' | '(' | ')' | '{' | '}' | ','])[] = [
  ['&&', 'and'],
  ['||', 'or'],
  ['==', '='],
  ['!=', '!='],
  ['<=', '<='],
  ['>=', '>='],
  ['=', '='],
  ['<', '<'],
  ['>', '>'],
  ['~', '~'],
  ['!', 'not'],
  ['(', '('],
  [')', ')'],
  ['{', '{'],
  ['}', '}'],
  [',', ','],
];
const KEYWORDS: ReadonlyMap<string, Operator | 'and' | 'or' | 'not'> = new Map([
  ['and', 'and'],
  ['or', 'or'],
  ['not', 'not'],
  ['contains', 'contains'],
  ['in', 'in'],
]);
const WORD = /[^\s()!=<>~&|,{}"']+/y;
const SPACE = /\s*/y;

/** Cuts a filter text into tokens; the last one is `end`. Fails on a quote without its twin and on a lone & or |. */
export function readTokens(text: string): Reply<readonly Token[]> {
  const tokens: Token[] = [];
  let offset = skipSpace(text, 0);
  while (offset < text.length) {
    const read = readToken(text, offset);
    if (!read.ok) return read;
    tokens.push(read.value.token);
    offset = skipSpace(text, read.value.end);
  }
  tokens.push({ type: 'end', text: '', offset: text.length });
  return answered(tokens);
}

interface Read {
  readonly token: Token;
  readonly end: number;
}

function readToken(text: string, offset: number): Reply<Read> {
  const first = text[offset];
  if (first === '"' || first === "'") return readQuoted(text, offset, first);
  for (const [symbol, meaning] of SYMBOLS) {
    if (text.startsWith(symbol, offset))
      return answered({ token: named(meaning, symbol, offset), end: offset + symbol.length });
  }
  WORD.lastIndex = offset;
  const word = WORD.exec(text)?.[0];
  if (word === undefined) return badQuestion(`“${first}” means nothing here; “and” is && and “or” is ||.`, offset);
  const meaning = KEYWORDS.get(word.toLowerCase());
  const token: Token =
    meaning === undefined
      ? { type: 'word', text: word, quoted: false, raw: word, offset }
      : named(meaning, word, offset);
  return answered({ token, end: offset + word.length });
}

function named(
  meaning: Operator | 'and' | 'or' | 'not' | '(' | ')' | '{' | '}' | ',',
  text: string,
  offset: number,
): Token {
  switch (meaning) {
    case 'and':
    case 'or':
    case 'not':
    case '(':
    case ')':
    case '{':
    case '}':
    case ',':
      return { type: meaning, text, offset };
    default:
      return { type: 'operator', operator: meaning, text, offset };
  }
}

/** A backslash keeps only a quote or a backslash from its meaning, so that patterns need not be escaped twice. */
function readQuoted(text: string, offset: number, quote: string): Reply<Read> {
  let value = '';
  for (let at = offset + 1; at < text.length; at++) {
    const char = text[at];
    if (char === quote) {
      const raw = text.slice(offset, at + 1);
      return answered({ token: { type: 'word', text: value, quoted: true, raw, offset }, end: at + 1 });
    }
    const next = text[at + 1];
    const escaped = char === '\\' && (next === quote || next === '\\');
    value += escaped ? next : char;
    if (escaped) at++;
  }
  return badQuestion(`The text that begins here has no closing ${quote}.`, offset);
}

/**
 * Where a character of a quoted text stands in the filter: `offset` counts in the text without its quotes and escapes,
 * `at` is where the quote stands.
 */
export function placeInQuotes(filter: string, at: number, offset: number): number {
  const quote = filter[at];
  let place = at + 1;
  for (let left = offset; left > 0 && place < filter.length; left--) {
    const next = filter[place + 1];
    place += filter[place] === '\\' && (next === quote || next === '\\') ? 2 : 1;
  }
  return Math.min(place, filter.length);
}

function skipSpace(text: string, offset: number): number {
  SPACE.lastIndex = offset;
  return offset + (SPACE.exec(text)?.[0].length ?? 0);
}
