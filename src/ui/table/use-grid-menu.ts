import { useRef, useState } from 'react';
import type { MouseEvent, PointerEvent, RefObject } from 'react';
import { columnEntries } from './column-entries.ts';
import type { ActiveCell, GridAction } from './grid-keys.ts';
import { cellId, cellOfEvent } from './grid-places.ts';
import type { MenuAnchor } from './GridMenu.tsx';
import { contextOf } from './GridRow.tsx';
import { onceReleased, whenReleased } from './once-released.ts';
import type { CellTarget, DataGridProps, GridColumn, MenuEntry } from './types.ts';
import type { GridFrame } from './use-grid-frame.ts';

/** The menu of a grid that is open: of a column, or of a cell. */
export interface OpenMenu {
  readonly label: string;
  readonly anchor: MenuAnchor;
  readonly entries: readonly MenuEntry[];
}

/** A finger that rests so long asks for the menu, ms; one that moves farther scrolls, px. */
const HELD_MS = 500;
const HELD_PX = 10;

/** The menus of a grid's columns and cells. */
export function useGridMenu(props: DataGridProps, frame: GridFrame, beforeMenu: () => void) {
  const { view, onView, cellEntries } = props;
  const { gridId, scroller, model } = frame;
  const [menu, setMenu] = useState<OpenMenu>();
  const open = (next: OpenMenu): void => {
    beforeMenu();
    setMenu(next);
  };
  const openOfColumn = (column: GridColumn, header: Element): void =>
    open({
      label: `Column ${column.description.label}`,
      anchor: header.getBoundingClientRect(),
      entries: columnEntries(column, view, model.ids, onView),
    });
  const entriesOf = (cell: ActiveCell): readonly MenuEntry[] => {
    const target = targetAt(props, frame, cell);
    return target === undefined ? [] : (cellEntries?.(target) ?? []);
  };
  const openOfCell = (cell: ActiveCell, at?: MenuAnchor): boolean => {
    const entries = entriesOf(cell);
    const anchor = at ?? document.getElementById(cellId(gridId, cell))?.getBoundingClientRect();
    if (entries.length === 0 || anchor === undefined) return false;
    open({ label: `Cell of ${model.placed[cell.column]?.column.description.label ?? ''}`, anchor, entries });
    return true;
  };
  const onCellKey = (action: GridAction, cell: ActiveCell): boolean => {
    if (action.type === 'cell-menu') return openOfCell(cell);
    const entry = entriesOf(cell).find(({ keys }) => action.type === 'cell-key' && keys === action.key);
    if (entry?.off !== true) entry?.run();
    return entry !== undefined;
  };
  const close = (): void => {
    setMenu(undefined);
    scroller.current?.focus();
  };
  return { menu, openOfColumn, openOfCell, onCellKey, close };
}

/** The cell at a place, if its row is here. */
function targetAt({ rows }: DataGridProps, { model }: GridFrame, cell: ActiveCell): CellTarget | undefined {
  const placed = model.placed[cell.column];
  const index = cell.position - (rows.window?.from ?? 0);
  if (placed === undefined || rows.window?.cells[index] === undefined) return undefined;
  const place = rows.columns.indexOf(placed.id);
  return { column: placed.column, context: contextOf(rows.window, index, cell.position, place, placed.id) };
}

type OpenAt = (cell: ActiveCell, at: MenuAnchor) => void;

/** Right presses, and fingers that rest: not every browser makes one of the other. */
export function useMenuPresses(element: RefObject<HTMLElement | null>, open: OpenAt) {
  const timer = useRef(0);
  /** The finger has asked for the menu: its click is none. */
  const held = useRef(false);
  const openAt = (event: MouseEvent | PointerEvent, wait: (then: () => void) => void): void => {
    const cell = cellOfEvent(event);
    if (cell === undefined) return;
    const { clientX: left, clientY: top } = event;
    wait(() => open(cell, { left, top, bottom: top }));
  };
  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    if (held.current) return;
    clearTimeout(timer.current);
    openAt(event, (then) => onceReleased(event, then));
  };
  const onPointerDown = (event: PointerEvent): void => {
    held.current = false;
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    const { clientX, clientY, timeStamp } = event;
    const ends = new AbortController();
    const stop = (): void => {
      clearTimeout(timer.current);
      ends.abort();
    };
    const ask = (wait: (then: () => void) => void): void => {
      stop();
      held.current = true;
      openAt(event, wait);
    };
    timer.current = window.setTimeout(() => ask(whenReleased), HELD_MS);
    const { signal } = ends;
    const listen = <Name extends 'pointerup' | 'pointercancel' | 'pointermove'>(
      name: Name,
      heard: (now: HTMLElementEventMap[Name]) => void,
    ): void => element.current?.addEventListener(name, heard, { signal });
    // A busy page may hear of the release before its timer.
    listen('pointerup', (now) => (now.timeStamp - timeStamp >= HELD_MS ? ask((then) => setTimeout(then)) : stop()));
    listen('pointercancel', stop);
    listen('pointermove', (now) => {
      if (Math.hypot(now.clientX - clientX, now.clientY - clientY) > HELD_PX) stop();
    });
  };
  return { onContextMenu, onPointerDown, wasHeld: () => held.current };
}
