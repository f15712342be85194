import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Foreign } from '../widgets/Foreign.tsx';
import { placeUnder } from '../widgets/Popover.tsx';
import type { MenuEntry } from './types.ts';
import popoverStyles from '../widgets/Popover.module.css';
import styles from './GridMenu.module.css';

/** Where a menu opens: beside a rectangle of the page. */
export interface MenuAnchor {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

interface GridMenuProps {
  /** Accessible name. */
  readonly label: string;
  readonly anchor: MenuAnchor;
  readonly entries: readonly MenuEntry[];
  readonly onClose: () => void;
}

/** A menu of a grid, in the top layer; arrows move, Escape closes. */
export function GridMenu({ label, anchor, entries, onClose }: GridMenuProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    if (!element.matches(':popover-open')) element.showPopover();
    placeUnder(element, anchor);
    enabledItems(element)[0]?.focus();
    // What is known a moment later may need more room.
    const observer = new ResizeObserver(() => placeUnder(element, anchor));
    observer.observe(element);
    return () => observer.disconnect();
  }, [anchor]);
  return (
    <div
      ref={box}
      popover="auto"
      role="menu"
      aria-label={label}
      className={`${popoverStyles.box} ${styles.menu}`}
      onKeyDown={moveFocus}
      onToggle={(event) => event.newState === 'closed' && onClose()}
    >
      {entries.map((entry) => (
        <MenuItem
          key={entry.id}
          entry={entry}
          onChoose={() => {
            box.current?.hidePopover();
            entry.run();
          }}
        />
      ))}
    </div>
  );
}

function MenuItem({ entry, onChoose }: { readonly entry: MenuEntry; readonly onChoose: () => void }) {
  const { label, begins } = entry;
  const keys = entry.keys?.replace(/^[A-Z]$/, 'Shift+$&');
  const { note, off } = useLater(entry);
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      disabled={off === true}
      data-begins={begins === true ? '' : undefined}
      aria-keyshortcuts={keys}
      className={styles.item}
      onClick={onChoose}
    >
      <span>{label}</span>
      {keys !== undefined && <kbd aria-hidden>{keys}</kbd>}
      {note !== undefined && (
        <span className={styles.note}>
          <Foreign>{note}</Foreign>
        </span>
      )}
    </button>
  );
}

/** What an entry says, and what is known a moment later. */
function useLater({ note, off, later }: MenuEntry): Pick<MenuEntry, 'note' | 'off'> {
  const [known, setKnown] = useState<Pick<MenuEntry, 'note' | 'off'>>();
  useEffect(() => {
    let awaited = true;
    void later?.().then((answer) => awaited && setKnown(answer));
    return () => void (awaited = false);
  }, [later]);
  return later === undefined ? { note, off } : (known ?? { note: '…', off: true });
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
