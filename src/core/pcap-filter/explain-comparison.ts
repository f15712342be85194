import { setFlags } from '../model/tcp-flags.ts';
import { protocolTitle } from './explain-match.ts';
import type { Arithmetic, Comparison, Expression } from './syntax.ts';
import { nameOfValue } from './words.ts';

type Comparing = Expression & { kind: 'compare' };

const TCP_FLAGS_BYTE = 13;

/** A comparison of numbers, in the words of TCP flags and ICMP types where it is about them. */
export function explainComparison(comparison: Comparing): string {
  return explainFlags(comparison) ?? explainIcmp(comparison) ?? explainLength(comparison) ?? explainPlain(comparison);
}

/** True for comparisons that are told as TCP flags. */
export function isFlagTest(comparison: Comparing): boolean {
  return explainFlags(comparison) !== undefined;
}

/** `tcp[13] & mask != 0`, `… = mask`, `… = 0` and `tcp[13] = value`. */
function explainFlags({ operator, left, right }: Comparing): string | undefined {
  const value = numberOf(right);
  if (value === undefined || (operator !== '=' && operator !== '!=')) return undefined;
  if (isByte(left, 'tcp', TCP_FLAGS_BYTE))
    return operator === '='
      ? `with exactly the ${flags(value, 'and')} set`
      : `with other flags than ${flags(value, 'and')}`;
  if (left.kind !== 'binary' || left.operator !== '&' || !isByte(left.left, 'tcp', TCP_FLAGS_BYTE)) return undefined;
  const mask = numberOf(left.right);
  if (mask === undefined || mask === 0) return undefined;
  const set = operator === '=';
  if (value === 0) return set ? `with none of the ${flags(mask, 'or')} set` : `with the ${flags(mask, 'or')} set`;
  if (value !== mask) return undefined;
  return set ? `with the ${flags(mask, 'and')} set` : `without all of the ${flags(mask, 'and')} set`;
}

function flags(bits: number, join: 'and' | 'or'): string {
  const names = setFlags(bits);
  if (names.length === 0) return 'empty flags';
  return names.length === 1 ? `${names[0]} flag` : `${names.join(` ${join} `)} flags`;
}

/** `icmp[icmptype] = icmp-echo`. */
function explainIcmp({ operator, left, right }: Comparing): string | undefined {
  const value = numberOf(right);
  if (value === undefined || left.kind !== 'load' || (operator !== '=' && operator !== '!=')) return undefined;
  const { protocol } = left;
  if ((protocol !== 'icmp' && protocol !== 'icmp6') || !isByte(left, protocol, 0)) return undefined;
  const name = nameOfValue(`${protocol}-`, value);
  const title = `${protocolTitle(protocol)} type ${value}${name === undefined ? '' : ` (${name})`}`;
  return operator === '='
    ? `with ${title}`
    : `of ${protocolTitle(protocol)} with another type than ${value}${name === undefined ? '' : ` (${name})`}`;
}

const RELATIONS: Readonly<Record<Comparison, string>> = {
  '=': 'is',
  '!=': 'is not',
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
};

function explainLength({ operator, left, right }: Comparing): string | undefined {
  const value = numberOf(right);
  return left.kind === 'length' && value !== undefined
    ? `whose length ${RELATIONS[operator]} ${value} bytes`
    : undefined;
}

function explainPlain({ operator, left, right }: Comparing): string {
  return `in which ${arithmeticText(left)} ${RELATIONS[operator]} ${arithmeticText(right)}`;
}

function arithmeticText(arithmetic: Arithmetic): string {
  switch (arithmetic.kind) {
    case 'number':
      return arithmetic.number.toString();
    case 'length':
      return 'the length';
    case 'load':
      return loadText(arithmetic);
    case 'negate':
      return `(−${arithmeticText(arithmetic.of)})`;
    case 'binary':
      return `(${arithmeticText(arithmetic.left)} ${arithmetic.operator} ${arithmeticText(arithmetic.right)})`;
  }
}

/** "byte 8 of IPv4", "bytes 2 to 3 of IPv4". */
function loadText({ protocol, index, size }: Arithmetic & { kind: 'load' }): string {
  const first = numberOf(index);
  const of = `of ${protocol === 'link' ? 'the frame' : protocolTitle(protocol)}`;
  if (first === undefined) return `the ${size === 1 ? 'byte' : `${size} bytes`} at ${arithmeticText(index)} ${of}`;
  return size === 1 ? `byte ${first} ${of}` : `bytes ${first} to ${first + size - 1} ${of}`;
}

function isByte(arithmetic: Arithmetic, protocol: string, index: number): boolean {
  if (arithmetic.kind !== 'load' || arithmetic.protocol !== protocol || arithmetic.size !== 1) return false;
  return numberOf(arithmetic.index) === index;
}

/** The value of constants, also of `tcp-syn|tcp-fin`. */
function numberOf(arithmetic: Arithmetic): number | undefined {
  if (arithmetic.kind === 'number') return arithmetic.number;
  if (arithmetic.kind !== 'binary' || arithmetic.operator !== '|') return undefined;
  const [left, right] = [numberOf(arithmetic.left), numberOf(arithmetic.right)];
  return left === undefined || right === undefined ? undefined : (left | right) >>> 0;
}
