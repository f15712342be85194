import { quoted } from '../../../base/quotes.ts';
import type { Cell } from '../../../core/model/question.ts';
import type { Tag } from '../../../core/model/tags.ts';

/** How many rows have each tag, from groups of equal sets: the set's text, and its rows. */
export function countTags(groups: readonly (readonly Cell[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [tags, count] of groups) {
    for (const tag of String(tags).split(' ')) {
      if (tag !== '') counts.set(tag, (counts.get(tag) ?? 0) + Number(count));
    }
  }
  return counts;
}

/** Tags that nobody but the code can have given. */
export function ownTags(counts: ReadonlyMap<string, number>, known: readonly Tag[]): readonly Tag[] {
  const own = [...counts.keys()].filter((name) => !known.some((tag) => tag.name === name));
  return own.map((name) => ({ name, help: 'Given by the code in the Sequences panel.' }));
}

/** The filter that keeps a tag. Own tags may have any characters, and may be part of others: then the whole word is looked for. */
export function filterOfTag(column: string, name: string, isKnown: boolean, all: readonly string[]): string {
  const isPart = all.some((other) => other !== name && other.toLowerCase().includes(name.toLowerCase()));
  if (!isPart) return `${column} contains ${isKnown ? name : quoted(name)}`;
  return `${column} ~ ${quoted(`(^| )${name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}( |$)`)}`;
}
