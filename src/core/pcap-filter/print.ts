import { ipv4Text, macText, networkBytes } from '../../base/addresses.ts';
import type { Arithmetic, Expression, Qualifiers, Value } from './syntax.ts';

/** The text of an expression in full: every qualifier written out, every operand in parentheses. It reads back the same. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return `(${printExpression(expression.left)}) ${expression.kind} (${printExpression(expression.right)})`;
    case 'not':
      return `not (${printExpression(expression.of)})`;
    case 'match':
      return `${printQualifiers(expression.qualifiers)} ${printValue(expression.value)}`;
    case 'protocol':
      return expression.protocol;
    case 'compare':
      return `${printArithmetic(expression.left)} ${expression.operator} ${printArithmetic(expression.right)}`;
    case 'cast':
      return words(expression.protocol, expression.to);
    case 'size':
      return `${expression.word} ${expression.bytes}`;
    case 'byte':
      return `byte ${expression.index} ${expression.operator} ${expression.value}`;
    case 'way':
      return expression.word;
    case 'ifindex':
      return `ifindex ${expression.number}`;
    case 'frame':
    case 'pflog':
      return expression.words;
    case 'layer':
      return words(expression.layer, expression.number);
    case 'llc':
      return words('llc', expression.frame);
  }
}

function words(...parts: readonly (string | number | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' ');
}

function printQualifiers({ protocol, direction, type }: Qualifiers): string {
  return words(protocol, direction, type);
}

/** A value as filters write it. */
export function printValue(value: Value): string {
  switch (value.kind) {
    case 'number':
      return String(value.number);
    case 'ipv4':
      return value.text;
    case 'network':
      return `${dotted(value.word)} mask ${dotted(value.mask)}`;
    case 'ipv6':
      return value.bits === 128 ? value.text : `${value.text}/${value.bits}`;
    case 'decnet':
      return `${value.area}.${value.node}`;
    case 'mac':
      return macText(value.bytes);
    case 'name':
      return `\\${value.text}`;
  }
}

function dotted(word: number): string {
  return ipv4Text(networkBytes([word]));
}

function printArithmetic(arithmetic: Arithmetic): string {
  switch (arithmetic.kind) {
    case 'number':
      return String(arithmetic.number);
    case 'length':
      return 'len';
    case 'load':
      return `${arithmetic.protocol}[${printArithmetic(arithmetic.index)}:${arithmetic.size}]`;
    case 'negate':
      return `(- ${printArithmetic(arithmetic.of)})`;
    case 'binary':
      return `(${printArithmetic(arithmetic.left)} ${arithmetic.operator} ${printArithmetic(arithmetic.right)})`;
  }
}
