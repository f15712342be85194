import { useCallback, useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { VirtualRows } from '../table/use-virtual-rows.ts';
import { rowOfByte, type StreamRows } from './stream-layout.ts';

/**
 * Keeps the bytes at the top of the scroller where they are when lines are cut in another way.
 * @returns to be called when the scroller has moved
 */
export function useKeptPlace(
  scroller: RefObject<HTMLElement | null>,
  rows: StreamRows,
  { span, layerTop, showRow, onScroll }: VirtualRows,
  rowHeight: number,
): () => void {
  /** -1: the first row, whatever it is. */
  const topByte = useRef(-1);
  const laidOut = useRef(rows);
  useEffect(() => {
    if (laidOut.current === rows) return;
    laidOut.current = rows;
    const row = rowOfByte(rows, topByte.current);
    // From below, so that it comes to stand at the top.
    if (row > 0) showRow(rows.length - 1);
    showRow(Math.max(0, row));
  }, [rows, showRow]);
  return useCallback(() => {
    onScroll();
    const down = (scroller.current?.scrollTop ?? 0) - layerTop;
    if (laidOut.current !== rows) return;
    let row = span.first + Math.max(0, Math.floor(down / rowHeight));
    const isTop = row === 0;
    while (row < rows.length && (rows.from[row] ?? -1) < 0) row++;
    topByte.current = isTop ? -1 : (rows.from[row] ?? 0);
  }, [scroller, rows, span.first, layerTop, onScroll, rowHeight]);
}
