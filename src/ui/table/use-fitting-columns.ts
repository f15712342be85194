import { useMemo, useState } from 'react';
import type { RowWindow } from '../../core/model/question.ts';
import { contextOf } from './GridRow.tsx';
import type { GridColumn, GridRows } from './types.ts';

/** A letter of the tables' mono type and the edges of a cell, CSS pixels. */
const PER_CHARACTER = 7.3;
const EDGES = 18;
/** Wide enough for any IPv6 address. */
const MOST_WIDTH = 310;

type Widest = Readonly<Record<string, number>>;

/**
 * Columns as wide as the widest number, time or address that was in view: what is cut would be read as another one. They only
 * grow, and not beyond what a person has set; texts and lists keep their width.
 */
export function useFittingColumns(columns: readonly GridColumn[], rows: GridRows): readonly GridColumn[] {
  const { window, columns: ids } = rows;
  const [seen, setSeen] = useState<{
    readonly window?: RowWindow | undefined;
    readonly columns: readonly GridColumn[];
  }>();
  const [widest, setWidest] = useState<Widest>({});
  if (window !== seen?.window || columns !== seen?.columns) {
    setSeen({ window, columns });
    if (window !== undefined) setWidest(widestOf(columns, ids, window, widest));
  }
  return useMemo(
    () =>
      columns.map((column) => {
        const width = Math.min(MOST_WIDTH, Math.ceil((widest[column.description.id] ?? 0) * PER_CHARACTER + EDGES));
        return width > column.width ? { ...column, width } : column;
      }),
    [columns, widest],
  );
}

/** Most characters of each column; the same object if none has more than before. */
function widestOf(columns: readonly GridColumn[], ids: readonly string[], window: RowWindow, before: Widest): Widest {
  const longer: Record<string, number> = {};
  for (const column of columns) {
    const { id, kind } = column.description;
    const place = ids.indexOf(id);
    if (place < 0 || kind === 'text' || kind === 'list' || column.render !== undefined) continue;
    const most = window.rows.reduce(
      (sum, _, index) => Math.max(sum, column.text(contextOf(window, index, window.from + index, place, id)).length),
      0,
    );
    if (most > (before[id] ?? 0)) longer[id] = most;
  }
  return Object.keys(longer).length === 0 ? before : { ...before, ...longer };
}
