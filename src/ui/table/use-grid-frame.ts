import { useEffect, useId, useMemo, useRef } from 'react';
import { useWidth } from '../widgets/use-width.ts';
import { fittingPins } from './layout.ts';
import type { DataGridProps, GridRows } from './types.ts';
import { useFittingColumns } from './use-fitting-columns.ts';
import { useColumnModel } from './use-column-model.ts';
import { useShowSelected } from './use-show-selected.ts';
import { useVirtualRows, type VirtualRows } from './use-virtual-rows.ts';

const ROW_HEIGHT = 24;
/** Height of the header row, CSS pixels. */
export const HEADER_HEIGHT = 27;

/** Where a grid stands: its columns, the rows in view, which it asks for, and the selected one, which it brings there. */
export function useGridFrame({ columns: given, columnsAtFirst, view, rows, selected }: DataGridProps) {
  const columns = useFittingColumns(given, rows);
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const pinned = useMemo(
    () => fittingPins(view, columns, columnsAtFirst, width),
    [view, columns, columnsAtFirst, width],
  );
  const model = useColumnModel(columns, columnsAtFirst, view, pinned);
  const shown = rows.window?.shown ?? 0;
  const virtual = useVirtualRows(scroller, shown, ROW_HEIGHT, HEADER_HEIGHT);
  const { span, pageRows, toTop, showRow } = virtual;
  const { want } = rows;
  useEffect(() => want(span.first, Math.max(span.end - span.first, pageRows)), [want, span, pageRows]);
  useTopOfQuestion(rows.questionKey, toTop);
  const revealed = useShowSelected(rows, selected, showRow);
  useSelectedInView(rows, selected, virtual);
  return { gridId, scroller, model, shown, virtual, revealed };
}

/** A grid's columns and place. */
export type GridFrame = ReturnType<typeof useGridFrame>;

/** Keeps the selected row in view when the room changes, if it was there before. */
function useSelectedInView({ window }: GridRows, selected: number | undefined, virtual: VirtualRows): void {
  const { pageRows, span, showRow } = virtual;
  const before = useRef({ pageRows, span });
  useEffect(() => {
    const { pageRows: rowsBefore, span: spanBefore } = before.current;
    before.current = { pageRows, span };
    if (rowsBefore === pageRows || selected === undefined || window === undefined) return;
    const index = window.rows.indexOf(selected);
    const position = window.from + index;
    if (index >= 0 && position >= spanBefore.first && position < spanBefore.end) showRow(position);
  }, [window, selected, pageRows, span, showRow]);
}

/** Goes to the top under another question, but not when a hidden grid is shown again. */
function useTopOfQuestion(questionKey: string, toTop: () => void): void {
  const last = useRef(questionKey);
  useEffect(() => {
    if (last.current === questionKey) return;
    last.current = questionKey;
    toTop();
  }, [questionKey, toTop]);
}
