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

  constructor(private readonly losses: Losses) {}

  /** True if no row has any. */
  get isEmpty(): boolean {
    return this.sets.size === 0;
  }

  /** Adds a tag, or a list of them, to a row; nothing for undefined and null. */
  add(row: number, given: unknown): void {
    if (given === undefined || given === null) return;
    const all = Array.isArray(given) ? (given as readonly unknown[]).slice(0, MOST_TAGS) : [given];
    for (const one of all) {
      if (typeof one !== 'string') this.losses.refused++;
      else this.addOne(row, one);
    }
  }

  /** The tags of a row. */
  of(row: number): readonly string[] {
    return row < this.rows.length ? (this.lists[this.rows[row]] ?? NO_TAGS) : NO_TAGS;
  }

  /** The column of so many rows. */
  finish(of: AddedTable, rows: number): AddedColumn {
    this.reserve(rows);
    return { of, id: 'tags', kind: 'tags', values: this.rows.slice(0, rows), texts: [...this.sets.keys()] };
  }

  private addOne(row: number, given: string): void {
    const tag = nameOf(given, this.losses);
    if (tag === '') return;
    if (!this.tags.has(tag) && this.tags.size >= MOST_TAGS) {
      this.losses.values++;
      return;
    }
    this.tags.add(tag);
    const before = this.of(row);
    if (before.includes(tag)) return;
    this.reserve(row + 1);
    this.rows[row] = this.setOf([...before, tag], this.rows[row]);
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
