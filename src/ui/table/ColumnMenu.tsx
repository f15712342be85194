import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { placeUnder } from '../widgets/Popover.tsx';
import type { GridColumn, GridView } from './types.ts';
import { stepColumn, toggleColumn, togglePin } from './view-changes.ts';
import popoverStyles from '../widgets/Popover.module.css';
import styles from './ColumnMenu.module.css';

/** Where a column's menu is open. */
export interface OpenMenu {
  readonly column: GridColumn;
  readonly anchor: { readonly left: number; readonly top: number; readonly bottom: number };
}

interface ColumnMenuProps {
  readonly menu: OpenMenu;
  readonly view: GridView;
  readonly shown: readonly string[];
  readonly onView: (change: Partial<GridView>) => void;
  readonly onClose: () => void;
}

interface Item {
  readonly label: string;
  readonly change: () => Partial<GridView>;
  readonly off?: boolean;
}

function itemsOf({
  column,
  view,
  shown,
}: {
  column: GridColumn;
  view: GridView;
  shown: readonly string[];
}): readonly Item[] {
  const { id } = column.description;
  const sorted = view.sort?.column === id ? view.sort : undefined;
  const pinned = view.pinned.includes(id);
  const { [id]: _width, ...otherWidths } = view.widths;
  return [
    {
      label: 'Sort ascending',
      change: () => ({ sort: { column: id, descending: false } }),
      off: !column.sortable || sorted?.descending === false,
    },
    {
      label: 'Sort descending',
      change: () => ({ sort: { column: id, descending: true } }),
      off: !column.sortable || sorted?.descending === true,
    },
    { label: 'Do not sort', change: () => ({ sort: undefined }), off: sorted === undefined },
    { label: 'Move left', change: () => stepColumn(shown, id, -1), off: shown[0] === id },
    { label: 'Move right', change: () => stepColumn(shown, id, 1), off: shown.at(-1) === id },
    { label: pinned ? 'Unpin' : 'Pin to the left', change: () => togglePin(view, id) },
    { label: 'Width as at first', change: () => ({ widths: otherWidths }), off: view.widths[id] === undefined },
    { label: 'Hide', change: () => toggleColumn(view, shown, id), off: shown.length === 1 },
  ];
}

/** The menu of one column, in the top layer; arrows move, Escape closes. */
export function ColumnMenu({ menu, view, shown, onView, onClose }: ColumnMenuProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    element.showPopover();
    placeUnder(element, menu.anchor);
    enabledItems(element)[0]?.focus();
  }, [menu]);
  const items = itemsOf({ column: menu.column, view, shown });
  return (
    <div
      ref={box}
      popover="auto"
      role="menu"
      aria-label={`Column ${menu.column.description.label}`}
      className={`${popoverStyles.box} ${styles.menu}`}
      onKeyDown={moveFocus}
      onToggle={(event) => event.newState === 'closed' && onClose()}
    >
      {items.map(({ label, change, off }) => (
        <button
          key={label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          disabled={off}
          className={styles.item}
          onClick={() => {
            onView(change());
            box.current?.hidePopover();
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function enabledItems(menu: HTMLElement): readonly HTMLButtonElement[] {
  return [...menu.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const items = enabledItems(event.currentTarget);
  const at = items.findIndex((item) => item === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === 'Tab') event.currentTarget.hidePopover();
  if (to === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  items[(to + items.length) % items.length]?.focus();
}
