import { NumberIndex } from '../../../base/number-index.ts';
import type { RowNumber } from './aggregates.ts';
import type { Grouping } from './grouping.ts';

/** Whole numbers from 0 on that the rows of each group have, the most frequent first; of equals the one that came first. */
export type NumberSets = readonly (readonly number[])[];

/** The different numbers of each group's rows; a row with a negative one has none. */
export function numberSets(grouping: Grouping, number: RowNumber): NumberSets {
  const { groupAt, rowAt, groups, sideAt } = grouping;
  const index = new NumberIndex(rowAt.length >> 2);
  const members: number[] = [];
  const counts: number[] = [];
  const found = Array.from({ length: groups }, (): number[] => []);
  for (let at = 0; at < rowAt.length; at++) {
    const value = number(rowAt[at], sideAt?.[at] === 1 ? 1 : 0);
    if (value < 0) continue;
    // Groups are far below 2^26, values below 2^27.
    const pair = index.add(value * 0x4000000 + groupAt[at]);
    if (pair === members.length) {
      members.push(value);
      counts.push(0);
      found[groupAt[at]].push(pair);
    }
    counts[pair]++;
  }
  return found.map((pairs) => pairs.sort((a, b) => counts[b] - counts[a] || a - b).map((pair) => members[pair]));
}

/** Texts with commas (or another separator) between, each once; beyond `most` the others are counted. */
export function joinedTexts(texts: Iterable<string>, most: number, separator = ', '): string {
  const all = [...new Set(texts)].filter((text) => text !== '');
  const shown = all.slice(0, most).join(separator);
  return all.length > most ? `${shown} and ${all.length - most} more` : shown;
}
