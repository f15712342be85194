import { FRAME_DIRECTIONS, FRAME_TYPES, PF_ACTIONS, PF_REASONS } from './frame-names.ts';
import { FilterError } from './syntax.ts';
import type { Expression, PflogField } from './syntax.ts';
import type { TokenStream } from './token-stream.ts';

/** Frame control byte 0: type and subtype; byte 1: direction. */
const TYPE_BITS = 0x0c;
const SUBTYPE_BITS = 0xf0;
const DIRECTION_BITS = 0x03;

interface Bits {
  readonly value: number;
  readonly mask: number;
}

/** `type … [subtype …]`, `subtype …` and `dir …` of 802.11, if one stands there. Throws FilterError. */
export function parseFrame(tokens: TokenStream): Expression | undefined {
  const { at } = tokens.peek();
  const from = at;
  if (tokens.takes('type')) return frame(0, parseType(tokens), tokens, from);
  if (tokens.takes('subtype')) return frame(0, parseSubtypeAlone(tokens), tokens, from);
  if (tokens.takes('dir')) return frame(1, parseDirection(tokens), tokens, from);
  return undefined;
}

function frame(byte: 0 | 1, { value, mask }: Bits, tokens: TokenStream, at: number): Expression {
  return { kind: 'frame', byte, value, mask, words: tokens.textSince(at), at };
}

function parseType(tokens: TokenStream): Bits {
  const type = parseTypeBits(tokens);
  if (!tokens.takes('subtype')) return { value: type, mask: TYPE_BITS };
  return { value: type | parseSubtype(tokens, type), mask: TYPE_BITS | SUBTYPE_BITS };
}

function parseTypeBits(tokens: TokenStream): number {
  const { kind, at } = tokens.peek();
  if (kind === 'number') return maskedNumber(tokens, TYPE_BITS, 'type');
  const name = takeName(tokens, 'a frame type: mgt, ctl or data');
  const type = FRAME_TYPES.find(({ names }) => names.includes(name));
  if (type === undefined) throw new FilterError(`“${name}” is no 802.11 frame type; mgt, ctl and data are`, at);
  return type.bits;
}

function parseSubtype(tokens: TokenStream, type: number): number {
  const { kind, at } = tokens.peek();
  if (kind === 'number') return maskedNumber(tokens, SUBTYPE_BITS, 'subtype');
  const name = takeName(tokens, 'a frame subtype');
  const bits = FRAME_TYPES.find((known) => known.bits === type)?.subtypes.get(name);
  if (bits === undefined) throw new FilterError(`“${name}” is no subtype of this 802.11 frame type`, at);
  return bits;
}

/** A subtype's name tells its type, too. */
function parseSubtypeAlone(tokens: TokenStream): Bits {
  const { at } = tokens.peek();
  const name = takeName(tokens, 'a frame subtype such as beacon');
  for (const { bits, subtypes } of FRAME_TYPES) {
    const subtype = subtypes.get(name);
    if (subtype !== undefined) return { value: bits | subtype, mask: TYPE_BITS | SUBTYPE_BITS };
  }
  throw new FilterError(`“${name}” is no 802.11 frame subtype`, at);
}

function parseDirection(tokens: TokenStream): Bits {
  const { kind, at } = tokens.peek();
  if (kind === 'number') return { value: maskedNumber(tokens, DIRECTION_BITS, 'direction'), mask: DIRECTION_BITS };
  const value = FRAME_DIRECTIONS.indexOf(takeName(tokens, 'nods, tods, fromds or dstods'));
  if (value < 0) throw new FilterError('unknown 802.11 direction; nods, tods, fromds and dstods are known', at);
  return { value, mask: DIRECTION_BITS };
}

function maskedNumber(tokens: TokenStream, mask: number, what: string): number {
  const { at } = tokens.peek();
  const number = tokens.number();
  if ((number & ~mask) !== 0) throw new FilterError(`invalid 802.11 ${what} value ${number}`, at);
  return number;
}

/** `ifname em0`, `reason match`, … of pf's log, if one stands there. Throws FilterError. */
export function parsePflog(tokens: TokenStream): Expression | undefined {
  const { at, text, kind } = tokens.peek();
  const field = (['ifname', 'rset', 'rnr', 'srnr', 'reason', 'action'] as const).find((word) => word === text);
  if (field === undefined || kind !== 'word') return undefined;
  tokens.next();
  const value = parsePflogValue(tokens, field);
  return { kind: 'pflog', field, value, words: tokens.textSince(at), at };
}

function parsePflogValue(tokens: TokenStream, field: PflogField): number | string {
  switch (field) {
    case 'rnr':
    case 'srnr':
      return tokens.number();
    case 'ifname':
    case 'rset':
      return takeName(tokens, 'a name');
    case 'reason':
      return tokens.peek().kind === 'number' ? tokens.number() : named(tokens, PF_REASONS, 'reason');
    case 'action':
      return named(tokens, PF_ACTIONS, 'action');
  }
}

function named(tokens: TokenStream, names: ReadonlyMap<string, number>, what: string): number {
  const { at } = tokens.peek();
  const name = takeName(tokens, `the name of a pf ${what}`);
  const number = names.get(name.toLowerCase());
  if (number === undefined) throw new FilterError(`unknown PF ${what} “${name}”`, at);
  return number;
}

/** A name that is no keyword. */
function takeName(tokens: TokenStream, wanted: string): string {
  return tokens.peek().kind === 'name' ? tokens.next().text : tokens.unexpected(wanted);
}
