import type { Failure } from '../model/failure.ts';
import { countOf, fieldsOf } from './check-values.ts';

/** UTF-16 code units of a failure's words. */
const MOST_DETAIL = 2000;

/** What code threw, in its own words; undefined if it is not that. Its place is not looked at yet (`placedIn`). */
export function codeFaultOf(value: unknown): Failure | undefined {
  const { code, detail, line, column } = fieldsOf(value);
  if (code !== 'code-syntax' && code !== 'code-threw') return undefined;
  if (typeof detail !== 'string' || detail.length > MOST_DETAIL) return undefined;
  return { code, detail, byCode: true, line: countOf(line) ?? 0, column: countOf(column) ?? 0 };
}

/** The failure with its place if the code has that place, without one else. */
export function placedIn(text: string, { line = 0, column = 0, ...placeless }: Failure): Failure {
  if (line === 0 || column === 0) return placeless;
  const words = text.split('\n', line)[line - 1];
  return words === undefined || column > words.length + 1 ? placeless : { ...placeless, line, column };
}
