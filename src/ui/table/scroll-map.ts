/**
 * A scroller for more rows than a browser can lay out: Firefox makes an element over 16.8 million px vanish, Chromium
 * clamps at 33.5 million. Beyond a cap the spacer stays as high as the cap; the scroll bar then maps to rows by ratio,
 * while wheel and keys move by true pixels.
 */

/** Highest spacer, px. */
export const MAX_SPACER = 8_000_000;

/** Where a scroll position lies in the rows. All px. */
export interface ScrollMap {
  /** Height of all rows. */
  readonly content: number;
  /** Height of the element that stands for them. */
  readonly spacer: number;
  /** Height of the part of the scroller that shows rows. */
  readonly viewport: number;
}

/** The map for a number of rows in a viewport. */
export function createScrollMap(rows: number, rowHeight: number, viewport: number, cap = MAX_SPACER): ScrollMap {
  const content = rows * rowHeight;
  return { content, spacer: Math.min(content, cap), viewport };
}

/** True if the spacer is lower than the rows. */
export function isScaled(map: ScrollMap): boolean {
  return map.spacer < map.content;
}

/** Keeps a position among the rows within what can be scrolled to. */
export function clampTop(map: ScrollMap, top: number): number {
  return Math.max(0, Math.min(top, map.content - map.viewport));
}

/** The position among the rows that a scroll bar position stands for. */
export function topOfScroll(map: ScrollMap, scrollTop: number): number {
  if (!isScaled(map)) return clampTop(map, scrollTop);
  const reach = map.spacer - map.viewport;
  return reach <= 0 ? 0 : clampTop(map, (scrollTop / reach) * (map.content - map.viewport));
}

/** The scroll bar position that stands for a position among the rows. */
export function scrollOfTop(map: ScrollMap, top: number): number {
  if (!isScaled(map)) return top;
  const reach = map.content - map.viewport;
  return reach <= 0 ? 0 : (top / reach) * (map.spacer - map.viewport);
}

/**
 * Where a scroll event leads. In a scaled scroller a move of less than a screen is a finger or a key: it counts as true
 * pixels; a longer one is the scroll bar.
 */
export function topAfterScroll(map: ScrollMap, top: number, from: number, to: number): number {
  if (!isScaled(map)) return topOfScroll(map, to);
  const reach = map.spacer - map.viewport;
  if (to <= 0 || to >= reach - 1) return topOfScroll(map, to);
  const moved = to - from;
  return Math.abs(moved) < map.viewport ? clampTop(map, top + moved) : topOfScroll(map, to);
}

/** Rows to draw: those in view and some around them. */
export interface RowSpan {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

/** The rows that a position shows, with `overscan` rows on both sides. */
export function spanOf(map: ScrollMap, top: number, rows: number, rowHeight: number, overscan: number): RowSpan {
  const first = Math.max(0, Math.floor(top / rowHeight) - overscan);
  const end = Math.min(rows, Math.ceil((top + map.viewport) / rowHeight) + overscan);
  return { first: Math.min(first, end), end };
}

/** The nearest position that has a row wholly in view. */
export function topToShow(map: ScrollMap, top: number, row: number, rowHeight: number): number {
  const rowTop = row * rowHeight;
  if (rowTop < top) return clampTop(map, rowTop);
  if (rowTop + rowHeight > top + map.viewport) return clampTop(map, rowTop + rowHeight - map.viewport);
  return top;
}
