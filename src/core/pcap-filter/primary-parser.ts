import { protocolAt } from './arithmetic-parser.ts';
import { parseFrame, parsePflog } from './frame-parser.ts';
import { FilterError, WIFI_ADDRESSES } from './syntax.ts';
import type { AddressType, Direction, Expression, Layer, Protocol, Qualifiers } from './syntax.ts';
import type { TokenStream } from './token-stream.ts';
import { parseValues } from './value-parser.ts';

/** A test, and the qualifiers that a value after the next `and` or `or` takes over. */
export interface Primary {
  readonly expression: Expression;
  readonly qualifiers: Qualifiers | undefined;
}

const LAYERS: readonly Layer[] = ['vlan', 'mpls', 'pppoed', 'pppoes', 'vxlan', 'geneve'];
const TYPES: readonly AddressType[] = ['host', 'net', 'port', 'portrange', 'proto', 'protochain'];
const ISIS_TYPES: Readonly<Record<string, readonly number[] | undefined>> = {
  iih: [15, 16, 17],
  lsp: [18, 20],
  snp: [24, 25, 26, 27],
  csnp: [24, 25],
  psnp: [26, 27],
  l1: [15, 17, 18, 24, 26],
  l2: [16, 17, 20, 25, 27],
};
const BYTE_OPERATORS = ['=', '<', '>', '&', '|'];

/** A test that begins with a keyword. Throws FilterError. */
export function parsePrimary(tokens: TokenStream): Primary {
  const expression = parseWord(tokens);
  if (expression !== undefined) return { expression, qualifiers: undefined };
  const { at } = tokens.peek();
  const protocol = protocolAt(tokens);
  if (protocol !== undefined) tokens.next();
  for (const to of ['broadcast', 'multicast'] as const) {
    if (tokens.takes(to)) return { expression: { kind: 'cast', protocol, to, at }, qualifiers: undefined };
  }
  const frame = parseFrame(tokens);
  return frame === undefined ? parseHead(tokens, protocol, at) : { expression: frame, qualifiers: undefined };
}

function parseHead(tokens: TokenStream, protocol: Protocol | undefined, at: number): Primary {
  const direction = takeDirection(tokens);
  const place = tokens.peek().at;
  const type = TYPES.find((word) => tokens.takes(word));
  if (direction === undefined && type === undefined) {
    if (protocol === undefined) return tokens.unexpected('a test');
    return { expression: { kind: 'protocol', protocol, at }, qualifiers: undefined };
  }
  if (direction !== undefined && (type === 'proto' || type === 'protochain')) {
    throw new FilterError(`“${type}” has no direction`, place);
  }
  const qualifiers = { protocol, direction, type };
  return { expression: parseValues(tokens, qualifiers), qualifiers };
}

function takeDirection(tokens: TokenStream): Direction | undefined {
  const field = WIFI_ADDRESSES.find((word) => tokens.takes(word));
  if (field !== undefined) return field;
  const side = ['src', 'dst'].find((word) => tokens.takes(word));
  if (side === undefined) return undefined;
  const other = side === 'src' ? 'dst' : 'src';
  for (const word of ['and', 'or'] as const) {
    if (tokens.sees(word) && tokens.sees(other, 1)) {
      tokens.next();
      tokens.next();
      return `src ${word} dst`;
    }
  }
  return side === 'src' ? 'src' : 'dst';
}

/** Tests with a form of their own. */
function parseWord(tokens: TokenStream): Expression | undefined {
  const { kind, text, at } = tokens.peek();
  if (kind !== 'word') return undefined;
  const layer = LAYERS.find((word) => word === text);
  if (layer !== undefined) return parseLayer(tokens, layer);
  switch (text) {
    case 'less':
    case 'greater':
      tokens.next();
      return { kind: 'size', word: text, bytes: tokens.number(), at };
    case 'inbound':
    case 'outbound':
      tokens.next();
      return { kind: 'way', word: text, at };
    case 'ifindex':
      tokens.next();
      return { kind: 'ifindex', number: tokens.number(), at };
    case 'byte':
      return parseByte(tokens);
    case 'llc':
      return parseLlc(tokens);
  }
  return parsePflog(tokens) ?? parseIsis(tokens);
}

/** IS-IS packets by name: short for `isis proto` with their numbers (ISO 10589, 9). */
function parseIsis(tokens: TokenStream): Expression | undefined {
  const { text, at } = tokens.peek();
  const numbers = ISIS_TYPES[text];
  if (numbers === undefined) return undefined;
  tokens.next();
  const qualifiers: Qualifiers = { protocol: 'isis', direction: undefined, type: 'proto' };
  return numbers
    .map((number): Expression => ({ kind: 'match', qualifiers, value: { kind: 'number', number }, at }))
    .reduce((left, right) => ({ kind: 'or', left, right }));
}

function parseLayer(tokens: TokenStream, layer: Layer): Expression {
  const { at } = tokens.next();
  const number = layer === 'pppoed' ? undefined : optionalNumber(tokens);
  return { kind: 'layer', layer, number, at };
}

/** A number, in parentheses or not. */
function optionalNumber(tokens: TokenStream): number | undefined {
  let parentheses = 0;
  while (tokens.sees('(', parentheses)) parentheses++;
  if (tokens.peek(parentheses).kind !== 'number') return undefined;
  for (let i = 0; i < parentheses; i++) tokens.expect('(');
  const number = tokens.number();
  for (let i = 0; i < parentheses; i++) tokens.expect(')');
  return number;
}

function parseByte(tokens: TokenStream): Expression {
  const { at } = tokens.next();
  const index = tokens.number();
  if (!BYTE_OPERATORS.some((sign) => tokens.sees(sign))) tokens.unexpected('=, <, >, & or |');
  const operator = tokens.next().text;
  const value = tokens.number();
  if (value > 255) throw new FilterError(`byte argument ${value} greater than maximum 255`, at);
  return { kind: 'byte', index, operator, value, at };
}

function parseLlc(tokens: TokenStream): Expression {
  const { at } = tokens.next();
  // `rnr` is a keyword, too: a rule number of pflog.
  const named = tokens.peek().kind === 'name' || tokens.sees('rnr');
  return { kind: 'llc', frame: named ? tokens.next().text : undefined, at };
}
