import type { GridColumn, GridView } from './types.ts';
import type { PlacedColumn } from './use-column-model.ts';

/** Below this width, CSS pixels, the first column is pinned by itself. */
const NARROW = 640;
/** Share of a grid that pinned columns may take: the others must stay reachable. */
const PINNED_SHARE = 0.5;

/** The columns to pin: those that were chosen, or on a narrow screen the first one, as far as they leave room. */
export function fittingPins(
  view: GridView,
  columns: readonly GridColumn[],
  columnsAtFirst: readonly string[],
  gridWidth: number,
): readonly string[] {
  const shown = view.columns.length > 0 ? view.columns : columnsAtFirst;
  const wanted = view.pinned.length > 0 ? view.pinned : gridWidth < NARROW ? shown.slice(0, 1) : [];
  const widthOf = (id: string): number =>
    view.widths[id] ?? columns.find(({ description }) => description.id === id)?.width ?? 0;
  let left = gridWidth * PINNED_SHARE;
  return wanted.filter((id) => {
    left -= widthOf(id);
    return left >= 0;
  });
}

/** Tracks of a row. A last column of text takes the room that is left; otherwise an empty track does. */
export function gridTemplate(placed: readonly PlacedColumn[]): string {
  const tracks = placed.map(({ width }) => `${width}px`);
  const last = placed.at(-1);
  if (last === undefined) return 'none';
  if (last.column.align === 'end') return `${tracks.join(' ')} 1fr`;
  return [...tracks.slice(0, -1), `minmax(${last.width}px, 1fr)`].join(' ');
}
