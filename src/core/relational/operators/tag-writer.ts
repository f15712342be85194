import { nextCapacity } from '../../../base/growable.ts';
import type { AddedColumn, AddedTable } from '../../model/operators.ts';
import { clip, MOST_CHARACTERS } from '../match-bounds.ts';
import type { Losses } from './column-writer.ts';
import { MOST_SET, MOST_TAGS, MOST_TEXTS } from './operator-bounds.ts';

const NO_SET = -1;
/** No tags. */
export const NO_TAGS: readonly string[] = [];

/** The tags of the rows of one table, as sets: each tag once, in the order in which taggers gave them. */
export class TagWriter {
  private rows = new Int32Array(0);
  private readonly tags = new Set<string>();
  private readonly sets = new Map<string, number>();
  private readonly lists: (readonly string[])[] = [];
  /** The sets of one tag, by what was given for it. */
  private readonly ofOne = new Map<string, number>();

  constructor(private readonly losses: Losses) {}

  /** True if no row has any. */
  get isEmpty(): boolean {
    return this.sets.size === 0;
  }

  /** Adds a tag, or a list of them, to a row; nothing for undefined and null. */
  add(row: number, given: unknown): void {
    if (given === undefined || given === null) return;
    const only: unknown = Array.isArray(given) && given.length === 1 ? given[0] : given;
    const known = typeof only === 'string' && this.codeOf(row) === NO_SET ? this.ofOne.get(only) : undefined;
    if (known === undefined) this.addAll(row, given, only);
    else this.put(row, known);
  }

  private addAll(row: number, given: unknown, only: unknown): void {
    const all = Array.isArray(given) ? (given as readonly unknown[]).slice(0, MOST_TAGS) : [given];
    const before = this.of(row);
    const tags = [...before];
    for (const one of all) {
      const tag = this.known(one);
      if (tag !== undefined && !tags.includes(tag)) tags.push(tag);
    }
    if (tags.length === before.length) return;
    const code = this.setOf(tags, this.codeOf(row));
    this.put(row, code);
    // Those that are cut are counted each time.
    const isKept = typeof only === 'string' && only.length <= MOST_CHARACTERS && this.ofOne.size < MOST_TAGS;
    if (isKept && before.length === 0 && code !== NO_SET) this.ofOne.set(only, code);
  }

  private put(row: number, code: number): void {
    this.reserve(row + 1);
    this.rows[row] = code;
  }

  private codeOf(row: number): number {
    return row < this.rows.length ? this.rows[row] : NO_SET;
  }

  /** The tags of a row. */
  of(row: number): readonly string[] {
    const code = this.codeOf(row);
    return code === NO_SET ? NO_TAGS : this.lists[code];
  }

  /** The column of so many rows. */
  finish(of: AddedTable, rows: number): AddedColumn {
    this.reserve(rows);
    return { of, id: 'tags', kind: 'tags', values: this.rows.slice(0, rows), texts: [...this.sets.keys()] };
  }

  /** A tag as it is written; undefined of what is none, and of one too many. */
  private known(given: unknown): string | undefined {
    if (typeof given !== 'string') {
      this.losses.refused++;
      return undefined;
    }
    const tag = nameOf(given, this.losses);
    if (tag === '' || this.tags.has(tag)) return tag === '' ? undefined : tag;
    if (this.tags.size >= MOST_TAGS) {
      this.losses.values++;
      return undefined;
    }
    this.tags.add(tag);
    return tag;
  }

  private setOf(tags: readonly string[], before: number): number {
    const text = tags.join(' ');
    const known = this.sets.get(text);
    if (known !== undefined) return known;
    if (text.length > MOST_SET || this.sets.size >= MOST_TEXTS) {
      this.losses.values++;
      return before;
    }
    this.sets.set(text, this.sets.size);
    return this.lists.push(tags) - 1;
  }

  private reserve(rows: number): void {
    if (rows <= this.rows.length) return;
    const longer = new Int32Array(nextCapacity(this.rows.length, Math.max(rows, 1024)));
    longer.fill(NO_SET, this.rows.length);
    longer.set(this.rows);
    this.rows = longer;
  }
}

/** A tag is one word: blanks within become "-". */
function nameOf(given: string, losses: Losses): string {
  if (given.length > MOST_CHARACTERS) losses.cutTexts++;
  return clip(given.trim()).replace(/\s+/g, '-');
}
