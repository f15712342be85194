import { prefixMask, readDotted, readIpv6, readMac } from './addresses.ts';
import { FilterError } from './syntax.ts';
import type { Expression, Qualifiers, Value } from './syntax.ts';
import type { Token } from './lexer.ts';
import type { TokenStream } from './token-stream.ts';

/** Nesting that is believed; deeper is nonsense and would end the stack. */
export const DEEPEST = 200;

/** The values after qualifiers: one, or several in parentheses with `and`, `or`, `not`. Throws FilterError. */
export function parseValues(tokens: TokenStream, qualifiers: Qualifiers, depth = 0): Expression {
  const { at } = tokens.peek();
  if (depth > DEEPEST) throw new FilterError('too deeply nested', at);
  if (tokens.takes('not')) return { kind: 'not', of: parseValues(tokens, qualifiers, depth + 1) };
  if (!tokens.takes('(')) return { kind: 'match', qualifiers, value: parseValue(tokens, qualifiers), at };
  let left = parseValues(tokens, qualifiers, depth + 1);
  while (!tokens.takes(')')) {
    if (!tokens.sees('and') && !tokens.sees('or')) tokens.unexpected('“and”, “or” or “)”');
    const kind = tokens.next().text === 'and' ? 'and' : 'or';
    left = { kind, left, right: parseValues(tokens, qualifiers, depth + 1) };
  }
  return left;
}

/** True if a value other than a number stands there. */
export function seesName(tokens: TokenStream): boolean {
  const { kind } = tokens.peek();
  return kind === 'name' || kind === 'dotted' || kind === 'mac' || kind === 'ipv6';
}

function parseValue(tokens: TokenStream, { protocol, type }: Qualifiers): Value {
  const token = tokens.peek();
  if (protocol === 'decnet' && (type === undefined || type === 'host')) return parseDecnet(tokens);
  switch (token.kind) {
    case 'number':
      return { kind: 'number', number: tokens.next().number };
    case 'name':
      return { kind: 'name', text: tokens.next().text };
    case 'mac':
      return { kind: 'mac', bytes: readMac(tokens.next().text) };
    case 'ipv6':
      return parseIpv6(tokens);
    case 'dotted':
      return parseDotted(tokens);
    case 'word':
    case 'sign':
    case 'end':
      return tokens.unexpected('a value');
  }
}

/** A DECnet address: an area to 63, and a node to 1023 (DECnet Phase IV). */
function parseDecnet(tokens: TokenStream): Value {
  const { text, at } = tokens.next();
  const [area = NaN, node = NaN, ...more] = text.split('.').map(Number);
  if (!(area < 64) || !(node < 1024) || more.length > 0) throw new FilterError(`invalid DECnet address '${text}'`, at);
  return { kind: 'decnet', area, node };
}

function parseIpv6(tokens: TokenStream): Value {
  const { text, at } = tokens.next();
  const words = readIpv6(text) ?? [];
  if (!tokens.takes('/')) return { kind: 'ipv6', words, bits: 128, text };
  const bits = tokens.number();
  if (bits > 128) throw new FilterError('mask length must be <= 128', at);
  const outside = words.some((word, index) => (word & ~prefixMask(bits - index * 32)) !== 0);
  if (outside) throw new FilterError(`non-network bits set in ${text}/${bits}`, at);
  return { kind: 'ipv6', words, bits, text };
}

function parseDotted(tokens: TokenStream): Value {
  const token = tokens.next();
  const { word, bits } = dotted(token);
  if (tokens.takes('/')) return network(word, prefixLength(tokens), token);
  if (!tokens.takes('mask')) return { kind: 'ipv4', word, bits, text: token.text };
  if (tokens.peek().kind !== 'dotted') tokens.unexpected('a mask such as 255.255.0.0');
  return network(word, dotted(tokens.next()).word, token);
}

function dotted(token: Token): { readonly word: number; readonly bits: number } {
  const read = readDotted(token.text);
  if (read === undefined) throw new FilterError(`invalid IPv4 address ${token.text}`, token.at);
  return read;
}

function prefixLength(tokens: TokenStream): number {
  const { at } = tokens.peek();
  const length = tokens.number();
  if (length > 32) throw new FilterError(`netmask length ${length} greater than maximum 32`, at);
  return prefixMask(length);
}

function network(word: number, mask: number, { text, at }: Token): Value {
  if ((word & ~mask) !== 0) throw new FilterError(`non-network bits set in ${text} under its mask`, at);
  return { kind: 'network', word, mask };
}
