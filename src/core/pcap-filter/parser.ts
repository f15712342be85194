import { continueArithmetic, parseArithmetic, seesOperand, takeComparison } from './arithmetic-parser.ts';
import { parsePrimary } from './primary-parser.ts';
import { FilterError } from './syntax.ts';
import type { Arithmetic, Expression, Qualifiers } from './syntax.ts';
import { TokenStream } from './token-stream.ts';
import { DEEPEST, parseValues, seesName } from './value-parser.ts';

/**
 * What a stretch of text turned out to be. `values`: tests made from values alone, under qualifiers from before; only a
 * parenthesis or the next `and` tells them, numbers and sums apart.
 */
type Item =
  | { readonly is: 'test'; readonly expression: Expression; readonly qualifiers: Qualifiers | undefined }
  | { readonly is: 'values'; readonly expression: Expression }
  | { readonly is: 'arithmetic'; readonly arithmetic: Arithmetic; readonly at: number };

/** Reads a whole filter; undefined for an empty one, which all packets pass. Throws FilterError. */
export function parseExpression(text: string): Expression | undefined {
  const tokens = new TokenStream(text);
  if (tokens.peek().kind === 'end') return undefined;
  const { expression } = asJoined(parseSequence(tokens, undefined, 0), undefined);
  if (tokens.peek().kind !== 'end') tokens.unexpected('“and”, “or” or the end');
  return expression;
}

/**
 * Items joined by `and` and `or`, which bind equally, from left to right. `outer`: qualifiers that the first may take
 * over, inside a parenthesis.
 */
function parseSequence(tokens: TokenStream, outer: Qualifiers | undefined, depth: number): Item {
  let left = parseItem(tokens, outer, depth);
  while (tokens.sees('and') || tokens.sees('or')) {
    const kind = tokens.next().text === 'and' ? 'and' : 'or';
    const first = asJoined(left, outer);
    const qualifiers = first.is === 'test' ? first.qualifiers : outer;
    const { at } = tokens.peek();
    const second = asJoined(parseItem(tokens, qualifiers, depth), qualifiers);
    const expression: Expression = { kind, left: first.expression, right: second.expression };
    if (first.is === 'values' && second.is === 'test') throw new FilterError('another value was expected', at);
    left = first.is === 'values' ? { is: 'values', expression } : { is: 'test', expression, qualifiers };
    if (second.is === 'test') left = { ...second, expression };
  }
  return left;
}

/** One operand of `and` and `or`. */
function parseItem(tokens: TokenStream, qualifiers: Qualifiers | undefined, depth: number): Item {
  const { at } = tokens.peek();
  if (depth > DEEPEST) throw new FilterError('too deeply nested', at);
  if (tokens.takes('not')) return negated(asJoined(parseItem(tokens, qualifiers, depth + 1), qualifiers));
  if (tokens.takes('(')) return parseParenthesis(tokens, qualifiers, depth);
  if (seesOperand(tokens)) return compared(tokens, parseArithmetic(tokens, depth), at, depth);
  if (!seesName(tokens)) return { is: 'test', ...parsePrimary(tokens) };
  if (qualifiers === undefined) throw needsQualifier(tokens.peek().text, at);
  return { is: 'values', expression: parseValues(tokens, qualifiers) };
}

function parseParenthesis(tokens: TokenStream, qualifiers: Qualifiers | undefined, depth: number): Item {
  const { at } = tokens.peek();
  const inner = parseSequence(tokens, qualifiers, depth + 1);
  tokens.expect(')');
  if (inner.is === 'test') return { ...inner, qualifiers };
  if (inner.is === 'values') return inner;
  return compared(tokens, continueArithmetic(tokens, inner.arithmetic, depth), at, depth);
}

/** A comparison if a sign of one follows, else the number or sum itself. */
function compared(tokens: TokenStream, left: Arithmetic, at: number, depth: number): Item {
  const operator = takeComparison(tokens);
  if (operator === undefined) return { is: 'arithmetic', arithmetic: left, at };
  const right = parseArithmetic(tokens, depth);
  return { is: 'test', expression: { kind: 'compare', operator, left, right, at }, qualifiers: undefined };
}

function negated(item: Exclude<Item, { is: 'arithmetic' }>): Item {
  return { ...item, expression: { kind: 'not', of: item.expression } };
}

/** A number by itself is a value under the qualifiers at hand. */
function asJoined(item: Item, qualifiers: Qualifiers | undefined): Exclude<Item, { is: 'arithmetic' }> {
  if (item.is !== 'arithmetic') return item;
  const { arithmetic, at } = item;
  if (arithmetic.kind !== 'number') throw new FilterError('a comparison (such as = or >) is missing', at);
  if (qualifiers === undefined) throw needsQualifier(String(arithmetic.number), at);
  const { protocol, type } = qualifiers;
  if (protocol === 'decnet' && (type === undefined || type === 'host'))
    throw new FilterError(`invalid DECnet address '${arithmetic.number}'`, at);
  const value = { kind: 'number', number: arithmetic.number } as const;
  return { is: 'values', expression: { kind: 'match', qualifiers, value, at } };
}

function needsQualifier(text: string, at: number): FilterError {
  return new FilterError(`“${text}” needs a word such as host, net or port before it`, at);
}
