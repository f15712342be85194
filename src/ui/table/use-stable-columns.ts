import { useState } from 'react';
import type { RowColumn } from './GridRow.tsx';
import type { PlacedColumn } from './use-column-model.ts';

/** The columns as rows need them: the same array while only widths change, so that no row is drawn again. */
export function useStableColumns(placed: readonly PlacedColumn[]): readonly RowColumn[] {
  const [kept, setKept] = useState<readonly RowColumn[]>(placed);
  const same =
    kept.length === placed.length &&
    placed.every((now, at) => kept[at]?.column === now.column && kept[at].pinnedAt === now.pinnedAt);
  if (same) return kept;
  setKept(placed);
  return placed;
}
