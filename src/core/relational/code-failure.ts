import type { Failure } from '../model/failure.ts';
import { originalPlace, type Place } from './source-map.ts';

/**
 * What a user's code threw, as a failure. `address` is where its module was loaded from: the innermost stack line that
 * names it gives the place (V8 writes `…address:line:column)`, Firefox and Safari `…@address:line:column`).
 */
export function failureOfThrown(thrown: unknown, address: string, packet?: number): Failure {
  const detail = wordsOf(thrown) + (packet === undefined ? '' : ` (at packet ${packet})`);
  const place = thrown instanceof Error ? placeInStack(thrown.stack ?? '', address) : undefined;
  return { code: 'code-threw', detail, ...place };
}

/** The first line and column that a stack names for an address. */
export function placeInStack(stack: string, address: string): Place | undefined {
  const at = stack.indexOf(`${address}:`);
  if (at < 0) return undefined;
  const numbers = /^(\d+):(\d+)/.exec(stack.slice(at + address.length + 1));
  return numbers ? { line: Number(numbers[1]), column: Number(numbers[2]) } : undefined;
}

/** The failure with its place in the JavaScript turned into the place in the TypeScript. */
export function inSource(failure: Failure, mappings: string): Failure {
  if (failure.line === undefined || failure.column === undefined) return failure;
  const place = originalPlace(mappings, { line: failure.line, column: failure.column });
  return place === undefined ? failure : { ...failure, ...place };
}

function wordsOf(thrown: unknown): string {
  if (thrown instanceof Error) return `${thrown.name}: ${thrown.message}`;
  return `Thrown: ${typeof thrown === 'string' ? thrown : typeof thrown}`;
}
