import type { GridColumn, GridView, MenuEntry } from './types.ts';
import { stepColumn, toggleColumn, togglePin } from './view-changes.ts';

/** What can be done with a column, for its menu. `shown` are the columns on screen, in order. */
export function columnEntries(
  column: GridColumn,
  view: GridView,
  shown: readonly string[],
  onView: (change: Partial<GridView>) => void,
): readonly MenuEntry[] {
  const { id } = column.description;
  const sorted = view.sort?.column === id ? view.sort : undefined;
  const pinned = view.pinned.includes(id);
  const { [id]: _width, ...otherWidths } = view.widths;
  const entry = (label: string, change: () => Partial<GridView>, off = false): MenuEntry => ({
    id: label,
    label,
    off,
    run: () => onView(change()),
  });
  return [
    entry(
      'Sort ascending',
      () => ({ sort: { column: id, descending: false } }),
      !column.sortable || sorted?.descending === false,
    ),
    entry(
      'Sort descending',
      () => ({ sort: { column: id, descending: true } }),
      !column.sortable || sorted?.descending === true,
    ),
    entry('Do not sort', () => ({ sort: undefined }), sorted === undefined),
    entry('Move left', () => stepColumn(shown, id, -1), shown[0] === id),
    entry('Move right', () => stepColumn(shown, id, 1), shown.at(-1) === id),
    entry(pinned ? 'Unpin' : 'Pin to the left', () => togglePin(view, id)),
    entry('Width as at first', () => ({ widths: otherWidths }), view.widths[id] === undefined),
    entry('Hide', () => toggleColumn(view, shown, id), shown.length === 1),
  ];
}
