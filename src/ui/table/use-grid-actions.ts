import { useCallback } from 'react';
import type { MouseEvent } from 'react';
import { HEADER } from './grid-keys.ts';
import type { ActiveCell, GridAction } from './grid-keys.ts';
import { cellId, cellOfEvent, showColumn } from './grid-places.ts';
import type { DataGridProps } from './types.ts';
import { useGridFocus } from './use-grid-focus.ts';
import type { GridFrame } from './use-grid-frame.ts';
import { useGridMenu, useMenuPresses } from './use-grid-menu.ts';
import { nextSort, resizeColumn, stepColumn } from './view-changes.ts';

const nothing = (): void => undefined;

/** What keys and presses do in a grid. `beforeMenu` is called when a menu opens. */
export function useGridActions(props: DataGridProps, frame: GridFrame, beforeMenu: () => void) {
  const { view, onView, rows, selected, onSelect, onOpen = nothing } = props;
  const { gridId, scroller, model, shown, virtual, revealed } = frame;
  const { showRow } = virtual;
  const show = useCallback(
    (cell: ActiveCell) => {
      if (cell.position !== HEADER) showRow(cell.position);
      showColumn(scroller.current, model.placed, cell.column, model.pinnedWidth);
    },
    [showRow, scroller, model],
  );
  const menus = useGridMenu(props, frame, beforeMenu);
  const onHeader = (action: GridAction, at: number): void => {
    const placed = model.placed[at];
    if (placed === undefined) return;
    if (action.type === 'sort' && placed.column.sortable) onView(nextSort(view.sort, placed.id));
    if (action.type === 'step-column') onView(stepColumn(model.ids, placed.id, action.step));
    if (action.type === 'resize-column') onView(resizeColumn(view, placed.id, placed.width + action.by));
    const header = document.getElementById(cellId(gridId, { position: HEADER, column: at }));
    if (action.type === 'menu' && header !== null) menus.openOfColumn(placed.column, header);
  };
  const select = useCallback(
    (row: number | undefined) => {
      revealed(row);
      onSelect(row);
    },
    [revealed, onSelect],
  );
  const size = { rows: shown, columns: model.placed.length, page: virtual.pageRows };
  const focus = useGridFocus({
    size,
    rows,
    selected,
    onSelect: select,
    onOpen,
    columnIds: model.ids,
    show,
    onCell: menus.onCellKey,
    onHeader,
  });
  const presses = useMenuPresses(scroller, (cell, at) => {
    focus.moveTo(cell, false);
    menus.openOfCell(cell, at);
  });
  const rowAt = (position: number): number | undefined => rows.window?.rows[position - rows.window.from];
  const onClick = (event: MouseEvent): void => {
    const cell = cellOfEvent(event);
    if (cell === undefined || presses.wasHeld()) return;
    focus.moveTo(cell, event.shiftKey);
    const row = rowAt(cell.position);
    if (row !== undefined && !event.shiftKey) select(row);
  };
  const onDoubleClick = (event: MouseEvent): void => {
    const cell = cellOfEvent(event);
    const row = rowAt(cell?.position ?? -1);
    if (row !== undefined) onOpen(row, { column: model.ids[cell?.column ?? -1], wasSelected: true });
  };
  return { focus, menus, presses, rowAt, onClick, onDoubleClick };
}
