/** What a key does in a grid, as data. Positions count rows from 0; the header is row -1. */

/** The cell that has the focus. */
export interface ActiveCell {
  readonly position: number;
  readonly column: number;
}

/** Row number of the header. */
export const HEADER = -1;

export type GridAction =
  | { readonly type: 'move'; readonly to: ActiveCell; readonly extend: boolean }
  | { readonly type: 'sort' }
  | { readonly type: 'menu' }
  | { readonly type: 'step-column'; readonly step: -1 | 1 }
  | { readonly type: 'resize-column'; readonly by: number }
  | { readonly type: 'open' }
  | { readonly type: 'select-row' }
  | { readonly type: 'escape' }
  /** The menu of the cell. */
  | { readonly type: 'cell-menu' }
  /** A letter, which may do something with the cell. */
  | { readonly type: 'cell-key'; readonly key: string };

/** The part of a keyboard event that counts. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** What a grid measures: rows and columns shown, rows of a page. */
export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  readonly page: number;
}

/** Letters that entries of a cell's menu may have (MenuEntry.keys); all others are left to the page. */
const CELL_KEYS: ReadonlySet<string> = new Set(['f', 'F']);

/** Step of a column's width by key, CSS pixels. */
const WIDTH_STEP = 10;

/** The action of a key press on a cell; undefined if the grid does not use the key. */
export function gridAction(press: KeyPress, active: ActiveCell, size: GridSize): GridAction | undefined {
  return (active.position === HEADER ? headerAction(press) : rowAction(press)) ?? moveAction(press, active, size);
}

function headerAction(press: KeyPress): GridAction | undefined {
  const side = press.key === 'ArrowLeft' ? -1 : press.key === 'ArrowRight' ? 1 : undefined;
  if (side !== undefined && press.altKey) return { type: 'step-column', step: side };
  if (side !== undefined && press.shiftKey) return { type: 'resize-column', by: side * WIDTH_STEP };
  if (press.key === 'Enter' || press.key === ' ') return { type: 'sort' };
  return isMenuKey(press) || (press.key === 'ArrowDown' && press.altKey) ? { type: 'menu' } : undefined;
}

function isMenuKey({ key, shiftKey }: KeyPress): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}

function rowAction(press: KeyPress): GridAction | undefined {
  if (press.key === 'Enter') return { type: 'open' };
  if (press.key === ' ') return press.shiftKey ? { type: 'select-row' } : { type: 'open' };
  if (isMenuKey(press)) return { type: 'cell-menu' };
  if (CELL_KEYS.has(press.key) && !press.ctrlKey && !press.altKey && !press.metaKey)
    return { type: 'cell-key', key: press.key };
  return press.key === 'Escape' ? { type: 'escape' } : undefined;
}

function moveAction(press: KeyPress, active: ActiveCell, size: GridSize): GridAction | undefined {
  if (press.altKey) return undefined;
  const to = press.ctrlKey || press.metaKey ? farCell(press.key, active, size) : nearCell(press.key, active, size);
  return to === undefined
    ? undefined
    : { type: 'move', to: keepInside(to, size), extend: press.shiftKey && active.position !== HEADER };
}

function nearCell(key: string, { position, column }: ActiveCell, size: GridSize): ActiveCell | undefined {
  switch (key) {
    case 'ArrowUp':
      return { position: position - 1, column };
    case 'ArrowDown':
      return { position: position + 1, column };
    case 'ArrowLeft':
      return { position, column: column - 1 };
    case 'ArrowRight':
      return { position, column: column + 1 };
    case 'PageUp':
      return { position: Math.max(0, position - size.page), column };
    case 'PageDown':
      return { position: position + size.page, column };
    case 'Home':
      return { position, column: 0 };
    case 'End':
      return { position, column: size.columns - 1 };
    default:
      return undefined;
  }
}

function farCell(key: string, { position, column }: ActiveCell, size: GridSize): ActiveCell | undefined {
  switch (key) {
    case 'Home':
      return { position: 0, column: 0 };
    case 'End':
      return { position: size.rows - 1, column: size.columns - 1 };
    case 'ArrowUp':
      return { position: HEADER, column };
    case 'ArrowDown':
      return { position: size.rows - 1, column };
    case 'ArrowLeft':
      return { position, column: 0 };
    case 'ArrowRight':
      return { position, column: size.columns - 1 };
    default:
      return undefined;
  }
}

function keepInside({ position, column }: ActiveCell, size: GridSize): ActiveCell {
  return {
    position: Math.max(HEADER, Math.min(position, size.rows - 1)),
    column: Math.max(0, Math.min(column, size.columns - 1)),
  };
}
