import { latin1 } from '../../../base/text.ts';
import type { Stretch } from '../../model/question.ts';
import { parseFilter } from './parser.ts';
import { patternFinder } from './pattern.ts';
import type { Comparison, FilterNode } from './syntax.ts';
import { bytesWanted } from './whole-texts.ts';

/** Hits in one text or packet that are told; nobody steps through more. */
const MOST_HITS = 1000;

/** What a filter looks for in whole packets, as finders of the places. */
export interface HitFinders {
  /** In a line of Info; undefined: nothing is looked for there. */
  readonly info?: (text: string) => readonly Stretch[];
  /** In a name or value of the layers. */
  readonly layers?: (text: string) => readonly Stretch[];
  /** In the bytes of a packet. */
  readonly frame?: (bytes: Uint8Array) => readonly Stretch[];
}

type Finder<Where> = (where: Where) => readonly Stretch[];

/** The finders of a filter; what it excludes (`not`) is not looked for. Nothing of one that cannot be read. */
export function hitFinders(filter: string): HitFinders {
  const tree = parseFilter(filter);
  const comparisons = tree.ok ? positive(tree.value) : [];
  const named = (name: string): readonly Comparison[] =>
    comparisons.filter(({ field }) => field.text.toLowerCase() === name);
  const info = joined(named('info').flatMap((one) => textFinder(one) ?? []));
  const layers = joined(named('layers').flatMap((one) => textFinder(one) ?? []));
  const frame = joined(named('frame').flatMap((one) => frameFinder(one) ?? []));
  return { ...(info && { info }), ...(layers && { layers }), ...(frame && { frame }) };
}

function positive(node: FilterNode): readonly Comparison[] {
  if (node.type === 'compare') return [node];
  return node.type === 'and' || node.type === 'or' ? node.parts.flatMap(positive) : [];
}

/** All that any of them finds, in order, without what lies within another. */
function joined<Where>(finders: readonly Finder<Where>[]): Finder<Where> | undefined {
  if (finders.length === 0) return undefined;
  return (where) => {
    const all = finders.flatMap((find) => find(where)).toSorted(([a, aEnd], [b, bEnd]) => a - b || bEnd - aEnd);
    const apart: Stretch[] = [];
    for (const stretch of all) if (stretch[0] >= (apart.at(-1)?.[1] ?? 0)) apart.push(stretch);
    return apart.slice(0, MOST_HITS);
  };
}

function textFinder({ operator, values, exact }: Comparison): Finder<string> | undefined {
  const [value] = values;
  if (operator === '~') return patternFinder(value, exact === true, MOST_HITS);
  if (operator === 'contains') return (text) => partsOf(text, value.text, exact === true);
  return operator === '=' ? (text) => (text === '' ? [] : [[0, text.length]]) : undefined;
}

/** Where a text has a part. Where lower case is longer than what it is of, places cannot be told. */
function partsOf(text: string, part: string, exact: boolean): readonly Stretch[] {
  const [hay, needle] = exact ? [text, part] : [text.toLowerCase(), part.toLowerCase()];
  if (hay.length !== text.length || needle === '') return [];
  const found: Stretch[] = [];
  for (let at = hay.indexOf(needle); at >= 0 && found.length < MOST_HITS; at = hay.indexOf(needle, at + needle.length))
    found.push([at, at + needle.length]);
  return found;
}

function frameFinder({ operator, values, exact }: Comparison): Finder<Uint8Array> | undefined {
  const [value] = values;
  if (operator === '~') {
    const find = patternFinder(value, exact === true, MOST_HITS);
    return find && ((bytes) => find(latin1(bytes)));
  }
  if (operator !== 'contains' || value.text === '') return undefined;
  const { find, length } = bytesWanted(value, exact === true);
  return (bytes) => {
    const found: Stretch[] = [];
    for (let at = find(bytes); at >= 0 && found.length < MOST_HITS; at = find(bytes, at + length))
      found.push([at, at + length]);
    return found;
  };
}
