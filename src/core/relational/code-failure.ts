import type { Failure } from '../model/failure.ts';
import { originalPlace, type Place } from './source-map.ts';

/**
 * What a user's code threw, as a failure. `address` is where its module was loaded from: the innermost stack line that
 * names it gives the place; `number` is that of the event at hand (V8 writes `…address:line:column)`, Firefox and Safari `…@address:line:column`).
 */
export function failureOfThrown(thrown: unknown, address: string, number?: number, event = 'packet'): Failure {
  const detail = wordsOfThrown(thrown) + (number === undefined ? '' : ` (at ${event} ${number})`);
  return { code: 'code-threw', detail, ...placeOf(thrown, address) };
}

/** The first line and column that a stack names for an address. */
export function placeInStack(stack: string, address: string): Place | undefined {
  const at = stack.indexOf(`${address}:`);
  if (at < 0) return undefined;
  const numbers = /^(\d+):(\d+)/.exec(stack.slice(at + address.length + 1));
  return numbers ? { line: Number(numbers[1]), column: Number(numbers[2]) } : undefined;
}

/** The failure with its place in the JavaScript turned into the place in the TypeScript; without one if there is none. */
export function inSource(failure: Failure, mappings: string): Failure {
  const { line, column, ...placeless } = failure;
  if (line === undefined || column === undefined) return placeless;
  return { ...placeless, ...originalPlace(mappings, { line, column }) };
}

/** Characters of what was thrown, and of a stack, that are looked at. */
const MOST_WORDS = 1900;
const MOST_STACK = 20_000;
const NO_WORDS = 'What was thrown cannot be written as text.';

function placeOf(thrown: unknown, address: string): Place | undefined {
  try {
    const stack: unknown = thrown instanceof Error ? thrown.stack : undefined;
    return typeof stack === 'string' ? placeInStack(stack.slice(0, MOST_STACK), address) : undefined;
  } catch {
    return undefined;
  }
}

/** Words of what was thrown. User code may throw what throws again when it is asked for them. */
export function wordsOfThrown(thrown: unknown): string {
  try {
    if (thrown instanceof Error) return `${thrown.name}: ${thrown.message}`.slice(0, MOST_WORDS);
    return `Thrown: ${typeof thrown === 'string' ? thrown : typeof thrown}`.slice(0, MOST_WORDS);
  } catch {
    return NO_WORDS;
  }
}
