import { useCallback, useEffect, useRef } from 'react';
import type { GridRows } from './types.ts';

/**
 * Scrolls to the selected row when another view has chosen it, and again under another question. Returns how the grid
 * says that it chose a row by itself, which is in view already.
 */
export function useShowSelected(
  rows: GridRows,
  selected: number | undefined,
  showRow: (position: number) => void,
): (row: number | undefined) => void {
  const { positionOf, questionKey } = rows;
  const shown = useRef<string>(undefined);
  const show = useRef(showRow);
  useEffect(() => {
    show.current = showRow;
  });
  const isThere = (rows.window?.shown ?? 0) > 0;
  useEffect(() => {
    const key = `${selected ?? ''} ${questionKey}`;
    if (selected === undefined || !isThere || shown.current === key) return;
    shown.current = key;
    void positionOf(selected).then((reply) => {
      if (reply.ok && reply.value >= 0 && shown.current === key) show.current(reply.value);
    });
  }, [selected, questionKey, positionOf, isThere]);
  return useCallback(
    (row) => {
      shown.current = `${row ?? ''} ${questionKey}`;
    },
    [questionKey],
  );
}
