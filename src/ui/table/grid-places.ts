import type { ActiveCell } from './grid-keys.ts';
import { HEADER } from './grid-keys.ts';
import type { RowSpan } from './scroll-map.ts';
import type { PlacedColumn } from './use-column-model.ts';

/** Id of a cell's element; position -1 is the header. */
export function cellId(gridId: string, { position, column }: ActiveCell): string {
  return `${gridId}-${position}-${column}`;
}

/** Id of the focused cell, if it has an element now. */
export function activeId(gridId: string, active: ActiveCell | undefined, { first, end }: RowSpan): string | undefined {
  if (active === undefined) return undefined;
  const drawn = active.position === HEADER || (active.position >= first && active.position < end);
  return drawn ? cellId(gridId, active) : undefined;
}

/** True for the selected row, or while a range of rows is chosen for the rows in it. */
export function isSelected(
  position: number,
  row: number | undefined,
  selected: number | undefined,
  range: { readonly first: number; readonly last: number } | undefined,
): boolean {
  if (range !== undefined) return position >= range.first && position <= range.last;
  return row !== undefined && row === selected;
}

/** Scrolls sideways as little as needed to have a column beside the pinned ones. */
export function showColumn(
  scroller: HTMLElement | null,
  placed: readonly PlacedColumn[],
  at: number,
  pinnedWidth: number,
): void {
  const column = placed[at];
  if (scroller === null || column === undefined || column.pinnedAt !== undefined) return;
  const left = placed.slice(0, at).reduce((sum, { width }) => sum + width, 0);
  const right = left + column.width;
  if (left - pinnedWidth < scroller.scrollLeft) scroller.scrollLeft = left - pinnedWidth;
  else if (right > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = right - scroller.clientWidth;
}

/** The cell that an event of the rows is about. */
export function cellOfEvent({ target }: { readonly target: EventTarget }): ActiveCell | undefined {
  if (!(target instanceof Element)) return undefined;
  const position = target.closest<HTMLElement>('[data-position]')?.dataset['position'];
  const column = target.closest<HTMLElement>('[data-column]')?.dataset['column'] ?? '0';
  return position === undefined ? undefined : { position: Number(position), column: Number(column) };
}
