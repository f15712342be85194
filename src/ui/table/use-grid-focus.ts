import { useCallback, useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { HEADER, gridAction } from './grid-keys.ts';
import type { ActiveCell, GridAction, GridSize } from './grid-keys.ts';
import type { GridRows, OpenedCell } from './types.ts';

/** The focus within a grid: one cell, and a range of rows that shift extends. */
export interface GridFocus {
  readonly active: ActiveCell | undefined;
  /** First and last position of the range; undefined unless rows were chosen with shift. */
  readonly range: { readonly first: number; readonly last: number } | undefined;
  readonly moveTo: (cell: ActiveCell, extend: boolean) => void;
  readonly clearRange: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

interface FocusOptions {
  readonly size: GridSize;
  readonly rows: GridRows;
  readonly selected: number | undefined;
  readonly onSelect: (row: number | undefined) => void;
  readonly onOpen: (row: number, opened: OpenedCell) => void;
  /** Ids of the columns. */
  readonly columnIds: readonly string[];
  /** Scrolls a cell into view. */
  readonly show: (cell: ActiveCell) => void;
  /** A letter, or the key of the menu, on a cell; false if it means nothing there. */
  readonly onCell: (action: GridAction, cell: ActiveCell) => boolean;
  /** Actions on the header of a column. */
  readonly onHeader: (action: GridAction, column: number) => void;
}

interface Focus {
  readonly cell: ActiveCell;
  /** Where the range began; undefined without one. */
  readonly anchor: number | undefined;
}

/** Row number at a position, if it is here. */
function rowAt({ window }: GridRows, position: number): number | undefined {
  return window?.rows[position - window.from];
}

/**
 * Moves the focus by keys and by presses. While a row is selected the selection follows the focus, as a detail pane
 * wants; a row that is not here yet is selected when it comes.
 */
export function useGridFocus({
  size,
  rows,
  selected,
  onSelect,
  onOpen,
  columnIds,
  show,
  onCell,
  onHeader,
}: FocusOptions): GridFocus {
  const [focus, setFocus] = useState<Focus>();
  const awaited = useRef<number>(undefined);

  const follow = useCallback(
    (position: number) => {
      const row = rowAt(rows, position);
      awaited.current = row === undefined ? position : undefined;
      if (row !== undefined) onSelect(row);
    },
    [rows, onSelect],
  );

  useEffect(() => {
    if (awaited.current !== undefined && rowAt(rows, awaited.current) !== undefined) follow(awaited.current);
  }, [rows, follow]);

  const moveTo = useCallback(
    (cell: ActiveCell, extend: boolean) => {
      setFocus((old) => ({ cell, anchor: extend ? (old?.anchor ?? old?.cell.position ?? cell.position) : undefined }));
      show(cell);
    },
    [show],
  );

  const clearRange = useCallback(() => setFocus((old) => old && { ...old, anchor: undefined }), []);

  const escape = (): void => {
    awaited.current = undefined;
    if (focus?.anchor !== undefined) clearRange();
    else if (selected !== undefined) onSelect(undefined);
  };

  const open = ({ position, column }: ActiveCell): void => {
    const row = rowAt(rows, position);
    if (row === undefined) return follow(position);
    onSelect(row);
    onOpen(row, { column: columnIds[column], wasSelected: row === selected });
  };

  const act = (action: GridAction, cell: ActiveCell): void => {
    if (action.type === 'move') {
      moveTo(action.to, action.extend);
      if (
        selected !== undefined &&
        action.to.position !== HEADER &&
        action.to.position !== cell.position &&
        !action.extend
      )
        follow(action.to.position);
    } else if (action.type === 'open') open(cell);
    else if (action.type === 'escape') escape();
    else if (action.type === 'select-row') setFocus({ cell, anchor: cell.position });
    else onHeader(action, cell.column);
    // The focus goes with a column that is moved.
    if (action.type === 'step-column')
      moveTo({ position: HEADER, column: Math.max(0, Math.min(cell.column + action.step, size.columns - 1)) }, false);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const cell = focus?.cell ?? { position: size.rows > 0 ? 0 : HEADER, column: 0 };
    const action = gridAction(event, cell, size);
    if (action === undefined) return;
    if (action.type === 'cell-menu' || action.type === 'cell-key') {
      if (!onCell(action, cell)) return;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (action.type !== 'escape' || focus?.anchor !== undefined || selected !== undefined) {
      event.preventDefault();
      event.stopPropagation();
    }
    act(action, cell);
  };

  return { active: inside(focus?.cell, size), range: rangeOf(focus, size), moveTo, clearRange, onKeyDown };
}

/** The cell, if the table still reaches so far. */
function inside(cell: ActiveCell | undefined, size: GridSize): ActiveCell | undefined {
  if (cell === undefined || cell.position >= size.rows) return undefined;
  return { position: cell.position, column: Math.min(cell.column, size.columns - 1) };
}

function rangeOf(focus: Focus | undefined, size: GridSize): GridFocus['range'] {
  if (focus?.anchor === undefined || focus.cell.position === HEADER || focus.cell.position >= size.rows)
    return undefined;
  const { anchor, cell } = focus;
  return { first: Math.min(anchor, cell.position), last: Math.max(anchor, cell.position) };
}
