import type { Command } from '../../../state/commands.ts';

/** A command that fits what was looked for. */
export interface Ranked {
  readonly command: Command;
  /** Parts of its title that fit: first character and the one behind the last. In order, none within another. */
  readonly marks: readonly (readonly [number, number])[];
}

/** How well a word fits; the less the better. */
const BEGINS_TITLE = 0;
const BEGINS_WORD = 1;
const IN_TITLE = 2;
const BEGINS_OTHER = 3;
const IN_OTHER = 4;
const SCATTERED = 6;
/** Fewer letters, scattered over a title, are in nearly every one. */
const LEAST_SCATTERED = 3;

interface Fit {
  readonly rank: number;
  readonly marks: readonly (readonly [number, number])[];
}

/**
 * The commands that have every word of a query: in the title, in their group or other words, or with its letters scattered
 * over the title. Those that fit best come first, equals in the order given. Without a query all but those that are listed
 * only to who looks for them.
 */
export function rankCommands(commands: readonly Command[], query: string): readonly Ranked[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0)
    return commands.filter(({ onlySearched }) => onlySearched !== true).map((command) => ({ command, marks: [] }));
  const found: { rank: number; ranked: Ranked }[] = [];
  for (const command of commands) {
    const fits = words.map((word) => fitOf(word, command));
    if (!fits.every((fit) => fit !== undefined)) continue;
    const rank = fits.reduce((sum, fit) => sum + fit.rank, 0);
    found.push({ rank, ranked: { command, marks: joined(fits.flatMap(({ marks }) => marks)) } });
  }
  // Array.sort is stable.
  return found.sort((a, b) => a.rank - b.rank).map(({ ranked }) => ranked);
}

function fitOf(word: string, { title, group = '', words = '', id }: Command): Fit | undefined {
  const text = title.toLowerCase();
  const begin = wordBegin(text, word);
  if (begin >= 0) return { rank: begin === 0 ? BEGINS_TITLE : BEGINS_WORD, marks: [[begin, begin + word.length]] };
  const at = text.indexOf(word);
  if (at >= 0) return { rank: IN_TITLE, marks: [[at, at + word.length]] };
  const other = `${group} ${words} ${id}`.toLowerCase();
  if (wordBegin(other, word) >= 0) return { rank: BEGINS_OTHER, marks: [] };
  if (other.includes(word)) return { rank: IN_OTHER, marks: [] };
  const marks = word.length < LEAST_SCATTERED ? undefined : scattered(text, word);
  return marks === undefined ? undefined : { rank: SCATTERED, marks };
}

/** Where a word of the text begins with these characters; -1: nowhere. */
function wordBegin(text: string, wanted: string): number {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return at;
  return -1;
}

/** The letters in order, the first at the beginning of a word; undefined if they are not there. */
function scattered(text: string, letters: string): readonly (readonly [number, number])[] | undefined {
  const marks: [number, number][] = [];
  let from = wordBegin(text, letters[0] ?? '');
  for (const letter of letters) {
    const at = from < 0 ? -1 : text.indexOf(letter, from);
    if (at < 0) return undefined;
    marks.push([at, at + letter.length]);
    from = at + letter.length;
  }
  return marks;
}

/** Marks in order; those that touch or overlap are one. */
function joined(marks: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const result: [number, number][] = [];
  for (const [from, to] of [...marks].sort(([a], [b]) => a - b)) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}
