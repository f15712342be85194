import type { Excerpt } from '../model/capture-notes.ts';

/** Characters that are kept of all notes of one kind. */
const MOST_KEPT = 32 * 1024 * 1024;
/** Items that are kept of a list. */
const MOST_ITEMS = 1000;
/** Items of a list that go into a summary, and characters; it is sent again and again while a capture is read. */
const SHOWN = 200;
const SHOWN_CHARACTERS = 65_536;
/** Characters of one text in a summary, and items of a list within an item. */
const SHOWN_TEXT = 1000;
const SHOWN_NESTED = 100;
/** What an item costs beside its texts. */
const ITEM = 64;

/** Room for texts that comes to an end. */
export class TextRoom {
  private left = MOST_KEPT;

  /** False if there is no room left for the texts of a value; then nothing is taken. */
  take(value: unknown): boolean {
    const size = sizeOf(value);
    if (size > this.left) return false;
    this.left -= size;
    return true;
  }
}

/** A list that keeps its first items, as far as there is room for their texts, and counts all. */
export class Bounded<T> {
  readonly items: T[] = [];
  total = 0;
  private readonly room = new TextRoom();

  /** How many items were left out: 0 or 1. */
  add(item: T): number {
    this.total++;
    if (this.items.length >= MOST_ITEMS || !this.room.take(item)) return 1;
    this.items.push(item);
    return 0;
  }

  excerpt(): Excerpt<T> {
    return excerptOf(this.items, this.total);
  }
}

/**
 * The first items of a list, small enough to be sent often: as many as 200, and as 64 Ki characters allow, but one at
 * least; texts are cut to a thousand characters.
 */
export function excerptOf<T>(items: Iterable<T>, total: number): Excerpt<T> {
  return { items: firstItems(items, SHOWN, SHOWN_CHARACTERS), total };
}

/** The same with other bounds. */
export function firstItems<T>(items: Iterable<T>, most: number, characters: number): T[] {
  const shown: T[] = [];
  let left = characters;
  for (const item of items) {
    const cut = clipped(item);
    left -= sizeOf(cut);
    if (shown.length > 0 && left < 0) break;
    shown.push(cut);
    if (shown.length === most) break;
  }
  return shown;
}

/** Characters of all texts in a value, and something for each item. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return ITEM + value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let size = ITEM;
  for (const part of Object.values(value)) size += sizeOf(part);
  return size;
}

/** A copy whose texts and lists are short; values that are short already stay what they are. */
function clipped<T>(value: T): T {
  if (typeof value === 'string') {
    return (value.length <= SHOWN_TEXT ? value : `${value.slice(0, SHOWN_TEXT - 1)}…`) as T;
  }
  if (Array.isArray(value)) return value.slice(0, SHOWN_NESTED).map((part: unknown) => clipped(part)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, clipped(part as unknown)])) as T;
}
