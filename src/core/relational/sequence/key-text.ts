import type { Key } from './definition.ts';

/** A key as Map tells it from others: texts and numbers by themselves, lists by what is in them; undefined if any part is. */
export function bucketKey(key: Key): unknown {
  if (!Array.isArray(key)) return key;
  const parts = key as readonly unknown[];
  if (parts.includes(undefined)) return undefined;
  let text = '\u0000';
  // Lengths keep "a", "b" from "a\u0000b"; the kind keeps 1 from "1".
  for (const part of parts) {
    const own = String(part);
    text += `${typeof part}${own.length}:${own}`;
  }
  return text;
}
