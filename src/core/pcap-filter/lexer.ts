import { readIpv6 } from './addresses.ts';
import { FilterError } from './syntax.ts';
import { constant, keyword } from './words.ts';

/** One word or sign. `text` is canonical for keywords and signs (`==` is `=`, `&&` is `and`), as written for the rest. */
export interface Token {
  readonly kind: 'number' | 'dotted' | 'mac' | 'ipv6' | 'name' | 'word' | 'sign' | 'end';
  readonly text: string;
  readonly number: number;
  readonly at: number;
}

const SPACE = /[ \t\r\n]+/y;
const ESCAPED = /\\[^ !()\n\t\r]+/y;
const SIGN = />=|<=|!=|==|<<|>>|&&|\|\||[-+*/%&|^=<>!()[\]:]/y;
const SAME_SIGN: Readonly<Record<string, string>> = { '==': '=', '&&': 'and', '||': 'or', '!': 'not' };

const NUMBER = '(?:0[xX][0-9A-Fa-f]+|[0-9]+)';
const PAIR = '[0-9A-Fa-f]{1,2}';

/** Longest match wins; of equals, the first. */
const SHAPES: readonly (readonly [Token['kind'], RegExp])[] = [
  ['mac', /[0-9A-Fa-f]{12}/y],
  ['number', new RegExp(NUMBER, 'y')],
  ['dotted', new RegExp(`${NUMBER}(?:\\.${NUMBER}){1,3}`, 'y')],
  ['mac', new RegExp(`${PAIR}(?::${PAIR}){5}|${PAIR}(?:-${PAIR}){5}|${PAIR}(?:\\.${PAIR}){5}`, 'y')],
  ['mac', /[0-9A-Fa-f]{1,4}(?:\.[0-9A-Fa-f]{1,4}){2}/y],
  ['ipv6', /[0-9A-Fa-f]*(?::[0-9A-Fa-f]*){2,}(?:\.[0-9]+){0,3}/y],
  ['name', /[A-Za-z0-9](?:[-_.A-Za-z0-9]*[.A-Za-z0-9])?/y],
];

/** Cuts a filter into words and signs, with an end. Throws FilterError. */
export function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const space = matchAt(SPACE, text, at);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const [token, length] = readToken(text, at);
    tokens.push(token);
    at += length;
  }
  return [...tokens, { kind: 'end', text: '', number: 0, at: text.length }];
}

/** The token at a place and how many characters it takes. */
function readToken(text: string, at: number): readonly [Token, number] {
  const escaped = matchAt(ESCAPED, text, at);
  if (escaped !== undefined) return [{ kind: 'name', text: escaped.slice(1), number: 0, at }, escaped.length];
  const [kind, found] = longest(text, at);
  if (found !== '') return [wordToken(kind, found, at), found.length];
  const sign = matchAt(SIGN, text, at);
  if (sign === undefined) throw new FilterError(`the character “${text[at]}” has no meaning here`, at);
  return [{ kind: 'sign', text: SAME_SIGN[sign] ?? sign, number: 0, at }, sign.length];
}

function longest(text: string, at: number): readonly [Token['kind'], string] {
  let best: readonly [Token['kind'], string] = ['name', ''];
  for (const [kind, shape] of SHAPES) {
    const found = matchAt(shape, text, at) ?? '';
    if (found.length > best[1].length) best = [kind, found];
  }
  return best;
}

function wordToken(kind: Token['kind'], found: string, at: number): Token {
  if (kind === 'number') return { kind, text: found, number: readNumber(found, at), at };
  const word = keyword(found);
  if (word !== undefined) return isOperator(word, at);
  if (kind === 'ipv6' && readIpv6(found) === undefined) throw new FilterError(`invalid IPv6 address ${found}`, at);
  const number = kind === 'name' ? constant(found) : undefined;
  if (number !== undefined) return { kind: 'number', text: found, number, at };
  return { kind, text: found, number: 0, at };
}

/** `and`, `or` and `not` are the same tokens as `&&`, `||` and `!`. */
function isOperator(word: string, at: number): Token {
  const kind = word === 'and' || word === 'or' || word === 'not' ? 'sign' : 'word';
  return { kind, text: word, number: 0, at };
}

/** Decimal, hexadecimal with 0x, octal with 0; at most 32 bits. */
function readNumber(text: string, at: number): number {
  const hexadecimal = /^0x/i.test(text);
  const octal = !hexadecimal && text.length > 1 && text.startsWith('0');
  const name = hexadecimal ? 'hexadecimal' : octal ? 'octal' : 'decimal';
  const significant = text.replace(/^0+(?=.)/, '');
  const wrong = octal ? significant.search(/[89]/) : -1;
  // As libpcap, which reads digit by digit: it meets the overflow of the eleventh octal digit before a later wrong one.
  const good = wrong < 0 ? significant : significant.slice(0, wrong);
  const value = hexadecimal ? Number(text) : parseInt(good === '' ? '0' : good, octal ? 8 : 10);
  const full = octal && value * 8 > 0xffffffff && wrong >= 0;
  if (value > 0xffffffff || full) throw new FilterError(`${name} number ${text} overflows 32 bits`, at);
  if (wrong >= 0) throw new FilterError(`number ${text} contains non-octal digit`, at);
  return value;
}

function matchAt(shape: RegExp, text: string, at: number): string | undefined {
  shape.lastIndex = at;
  return shape.exec(text)?.[0];
}
