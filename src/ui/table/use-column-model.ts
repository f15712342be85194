import { useMemo } from 'react';
import {
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import type { ColumnDef } from '@tanstack/react-table';
import type { GridColumn, GridView } from './types.ts';
import { LEAST_WIDTH, MOST_WIDTH } from './view-changes.ts';

const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
});

/** Rows never pass through react-table: it only keeps the columns. */
type NoRow = Record<string, never>;
const NO_ROWS: NoRow[] = [];

/** A shown column with its place. */
export interface PlacedColumn {
  readonly column: GridColumn;
  readonly id: string;
  readonly width: number;
  /** Distance of a pinned column from the left edge, CSS pixels; undefined if it is not pinned. */
  readonly pinnedAt: number | undefined;
}

/** The columns that are shown, pinned ones first. */
export interface ColumnModel {
  readonly placed: readonly PlacedColumn[];
  /** Ids in the order of `placed`. */
  readonly ids: readonly string[];
  readonly totalWidth: number;
  readonly pinnedWidth: number;
}

/**
 * Order, width, visibility and pinning of a grid's columns, by react-table. `atFirst` are the columns shown when the
 * view names none; `pinned` the ones to pin.
 */
export function useColumnModel(
  all: readonly GridColumn[],
  atFirst: readonly string[],
  view: GridView,
  pinned: readonly string[],
): ColumnModel {
  const columns = useMemo(() => all.map(toDefinition), [all]);
  const options = useMemo(
    () => ({ features, columns, data: NO_ROWS, state: toState(all, atFirst, view, pinned) }),
    [columns, all, atFirst, view, pinned],
  );
  const table = useTable(options);
  return useMemo(() => {
    const byId = new Map(all.map((column) => [column.description.id, column]));
    const placed: PlacedColumn[] = [];
    for (const leaf of [...table.getStartVisibleLeafColumns(), ...table.getCenterVisibleLeafColumns()]) {
      const column = byId.get(leaf.id);
      if (column === undefined) continue;
      const pinnedAt = leaf.getIsPinned() === 'start' ? leaf.getStart('start') : undefined;
      placed.push({ column, id: leaf.id, width: leaf.getSize(), pinnedAt });
    }
    const totalWidth = placed.reduce((sum, { width }) => sum + width, 0);
    return { placed, ids: placed.map(({ id }) => id), totalWidth, pinnedWidth: table.getStartTotalSize() };
  }, [all, table]);
}

function toDefinition(column: GridColumn): ColumnDef<typeof features, NoRow> {
  return {
    id: column.description.id,
    header: column.description.label,
    size: column.width,
    minSize: LEAST_WIDTH,
    maxSize: MOST_WIDTH,
  };
}

function toState(all: readonly GridColumn[], atFirst: readonly string[], view: GridView, pinned: readonly string[]) {
  const shown = shownColumns(view, atFirst);
  const wanted = new Set(shown);
  return {
    columnOrder: [...shown],
    columnPinning: { start: pinned.filter((id) => wanted.has(id)), end: [] },
    columnSizing: { ...view.widths },
    columnVisibility: Object.fromEntries(all.map(({ description: { id } }) => [id, wanted.has(id)])),
  };
}

/** Columns in the order chosen, or the ones shown at first. */
export function shownColumns(view: Pick<GridView, 'columns'>, atFirst: readonly string[]): readonly string[] {
  return view.columns.length > 0 ? view.columns : atFirst;
}
