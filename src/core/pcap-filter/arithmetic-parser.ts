import { FilterError, PROTOCOLS } from './syntax.ts';
import type { Arithmetic, Comparison, Operator, Protocol } from './syntax.ts';
import type { TokenStream } from './token-stream.ts';
import { DEEPEST } from './value-parser.ts';

/**
 * Binding strength of the operators, as in libpcap's grammar. That gives none to `^` and `%`: they take what stands left
 * of them before any other operator does, and everything to their right.
 */
const STRENGTH: Readonly<Record<Operator, number>> = {
  '|': 1,
  '&': 2,
  '<<': 3,
  '>>': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '^': 6,
  '%': 6,
};

/** Strength of the operators that take everything to their right. */
const GREEDY = 6;

/** A number, sum, … beginning here. Throws FilterError. */
export function parseArithmetic(tokens: TokenStream, depth: number): Arithmetic {
  return continueArithmetic(tokens, parseOperand(tokens, depth), depth);
}

/** Goes on after the first operand, as far as operators of at least that strength go. */
export function continueArithmetic(tokens: TokenStream, first: Arithmetic, depth: number, strength = 1): Arithmetic {
  let left = first;
  for (;;) {
    const operator = operatorAt(tokens);
    if (operator === undefined || STRENGTH[operator] < strength) return left;
    const { at } = tokens.next();
    const operand = parseOperand(tokens, depth + 1);
    const least = STRENGTH[operator] === GREEDY ? 1 : STRENGTH[operator] + 1;
    const right = continueArithmetic(tokens, operand, depth + 1, least);
    if (right.kind === 'number') checkConstant(operator, right.number, at);
    left = { kind: 'binary', operator, left, right, at };
  }
}

/** Right operands that cannot be. */
function checkConstant(operator: Operator, number: number, at: number): void {
  if (operator === '/' && number === 0) throw new FilterError('division by zero', at);
  if (operator === '%' && number === 0) throw new FilterError('modulus by zero', at);
  if ((operator === '<<' || operator === '>>') && number > 31) throw new FilterError('shift by more than 31 bits', at);
}

/** True if a number, a sign, `len` or bytes of a protocol stand there. */
export function seesOperand(tokens: TokenStream): boolean {
  const { kind } = tokens.peek();
  return kind === 'number' || tokens.sees('-') || tokens.sees('len') || seesLoad(tokens);
}

/** The comparison sign here, taken. */
export function takeComparison(tokens: TokenStream): Comparison | undefined {
  const { kind, text } = tokens.peek();
  if (kind !== 'sign') return undefined;
  if (text !== '=' && text !== '!=' && text !== '<' && text !== '<=' && text !== '>' && text !== '>=') return undefined;
  tokens.next();
  return text;
}

/** The protocol that stands there; undefined if none. */
export function protocolAt(tokens: TokenStream): Protocol | undefined {
  const { kind, text } = tokens.peek();
  return kind === 'word' ? PROTOCOLS.find((protocol) => protocol === text) : undefined;
}

function operatorAt(tokens: TokenStream): Operator | undefined {
  const { kind, text } = tokens.peek();
  return kind === 'sign' && text in STRENGTH ? (text as Operator) : undefined;
}

function seesLoad(tokens: TokenStream): boolean {
  return protocolAt(tokens) !== undefined && tokens.sees('[', 1);
}

function parseOperand(tokens: TokenStream, depth: number): Arithmetic {
  const { kind, at } = tokens.peek();
  if (depth > DEEPEST) throw new FilterError('too deeply nested', at);
  if (kind === 'number') return { kind: 'number', number: tokens.next().number };
  if (tokens.takes('len')) return { kind: 'length' };
  if (tokens.takes('-')) return { kind: 'negate', of: parseNegated(tokens, depth + 1) };
  if (tokens.takes('(')) {
    const inner = parseArithmetic(tokens, depth + 1);
    tokens.expect(')');
    return inner;
  }
  return seesLoad(tokens) ? parseLoad(tokens, depth) : tokens.unexpected('a number');
}

/** The minus binds tighter than all but `^` and `%`. */
function parseNegated(tokens: TokenStream, depth: number): Arithmetic {
  return continueArithmetic(tokens, parseOperand(tokens, depth), depth, GREEDY);
}

function parseLoad(tokens: TokenStream, depth: number): Arithmetic {
  const protocol = protocolAt(tokens) ?? tokens.unexpected('a protocol');
  const { at } = tokens.next();
  tokens.expect('[');
  const index = parseArithmetic(tokens, depth + 1);
  const place = tokens.peek(1).at;
  const size = tokens.takes(':') ? tokens.number() : 1;
  tokens.expect(']');
  if (size !== 1 && size !== 2 && size !== 4) throw new FilterError('data size must be 1, 2, or 4', place);
  return { kind: 'load', protocol, index, size, at };
}
