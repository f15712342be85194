import type { GridColumn, GridView } from './types.ts';

/** Pure changes of how a grid is looked at. `shown` are the shown columns in order, never empty. */

/** Narrowest and widest column, CSS pixels. */
export const LEAST_WIDTH = 36;
export const MOST_WIDTH = 1200;

type Change = Partial<GridView>;

/** Sorting after another press on a header: up, down, as in the file. Numbers and texts alike begin upwards. */
export function nextSort(sort: GridView['sort'], column: string): Change {
  if (sort?.column !== column) return { sort: { column, descending: false } };
  return { sort: sort.descending ? undefined : { column, descending: true } };
}

/** Moves a column to stand before the one now at `to` (or last). */
export function moveColumn(shown: readonly string[], column: string, to: number): Change {
  const from = shown.indexOf(column);
  if (from < 0) return {};
  const rest = shown.filter((id) => id !== column);
  const place = Math.max(0, Math.min(to > from ? to - 1 : to, rest.length));
  return { columns: [...rest.slice(0, place), column, ...rest.slice(place)] };
}

/** Moves a column one place to the left (-1) or right (1). */
export function stepColumn(shown: readonly string[], column: string, step: -1 | 1): Change {
  const from = shown.indexOf(column);
  return from < 0 ? {} : moveColumn(shown, column, step < 0 ? from - 1 : from + 2);
}

/** Keeps a column at the left edge, or lets it go. */
export function togglePin(view: GridView, column: string): Change {
  const pinned = view.pinned.includes(column) ? view.pinned.filter((id) => id !== column) : [...view.pinned, column];
  return { pinned };
}

/** Shows or hides a column; the last one cannot be hidden. A new one comes last. */
export function toggleColumn(view: GridView, shown: readonly string[], column: string): Change {
  if (!shown.includes(column)) return { columns: [...shown, column] };
  if (shown.length === 1) return {};
  return {
    columns: shown.filter((id) => id !== column),
    pinned: view.pinned.filter((id) => id !== column),
    ...(view.sort?.column === column && { sort: undefined }),
  };
}

/** Sets a column's width, within reason. */
export function resizeColumn(view: GridView, column: string, width: number): Change {
  const kept = Math.round(Math.max(LEAST_WIDTH, Math.min(width, MOST_WIDTH)));
  return { widths: { ...view.widths, [column]: kept } };
}

/** Columns, order, widths and pins as at first; sorting stays. */
export function resetColumns(): Change {
  return { columns: [], pinned: [], widths: {} };
}

/** The view without columns that are not there: a link may name them, or a setting may have taken them away. */
export function knownView<View extends Pick<GridView, 'columns' | 'pinned'>>(
  view: View,
  columns: readonly GridColumn[],
): View {
  const known = new Set(columns.map(({ description }) => description.id));
  if ([...view.columns, ...view.pinned].every((id) => known.has(id))) return view;
  return {
    ...view,
    columns: view.columns.filter((id) => known.has(id)),
    pinned: view.pinned.filter((id) => known.has(id)),
  };
}
