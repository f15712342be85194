import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Button } from './Button.tsx';
import type { ButtonProps } from './Button.tsx';
import { classNames } from './class-names.ts';
import styles from './Menu.module.css';

export interface MenuItem {
  readonly id: string;
  readonly title: string;
  /** A second line. */
  readonly note?: string | undefined;
  readonly onChoose: () => void;
}

export interface MenuProps {
  readonly label: ReactNode;
  /** Accessible name of the list. */
  readonly name: string;
  readonly items: readonly MenuItem[];
  readonly icon?: ReactNode;
  readonly look?: ButtonProps['look'];
  /** Tooltip of the button. */
  readonly title?: string;
}

/** A button that opens a list of things to do. Arrows, Home, End and Escape work as in every menu. */
export function Menu({ label, name, items, icon, look, title }: MenuProps): ReactNode {
  const [open, setOpen] = useState(false);
  const [side, setSide] = useState<'start' | 'end'>('start');
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const close = (): void => {
    setOpen(false);
    root.current?.querySelector('button')?.focus();
  };
  useEffect(() => {
    if (!open) return undefined;
    itemsOf(list.current)[0]?.focus();
    const outside = (event: Event): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);

  return (
    <div className={styles.root} ref={root}>
      <Button
        look={look ?? 'normal'}
        icon={icon}
        title={title}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => {
          setSide(roomierSide(root.current));
          setOpen(!open);
        }}
      >
        {label}
      </Button>
      {open && (
        <ul
          id={id}
          role="menu"
          aria-label={name}
          className={classNames(styles.list, styles[side])}
          ref={list}
          onKeyDown={(event) => moveFocus(event, close)}
        >
          {items.map((item) => (
            <li key={item.id} role="none">
              <button
                type="button"
                role="menuitem"
                tabIndex={-1}
                className={styles.item}
                onClick={() => choose(item, close)}
              >
                <span>{item.title}</span>
                {item.note !== undefined && <span className={styles.note}>{item.note}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The edge of the button from which the list has more room. */
function roomierSide(root: HTMLElement | null): 'start' | 'end' {
  const box = root?.getBoundingClientRect();
  return box === undefined || box.left <= innerWidth - box.right ? 'start' : 'end';
}

function choose(item: MenuItem, close: () => void): void {
  close();
  item.onChoose();
}

function itemsOf(list: HTMLElement | null): readonly HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
}

function moveFocus(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  const items = itemsOf(event.currentTarget);
  const at = items.findIndex((item) => item === document.activeElement);
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const target = targets[event.key];
  if (event.key === 'Escape' || event.key === 'Tab') close();
  if (target !== undefined) items[target]?.focus();
  if (target !== undefined || event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
  }
}
