import type { TextChange } from '../../base/import-line.ts';

/** The one change that makes another text of a text: what is the same at both ends stays, and so does a caret there. */
export function differenceOf(before: string, after: string): TextChange {
  const least = Math.min(before.length, after.length);
  let from = 0;
  while (from < least && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < least - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
}
