import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from './Button.tsx';
import type { ButtonProps } from './Button.tsx';
import controls from './controls.module.css';
import styles from './Popover.module.css';

interface PopoverButtonProps {
  readonly label?: string;
  readonly icon?: ReactNode;
  readonly look?: ButtonProps['look'];
  /** Name of a button that has only an icon. */
  readonly name?: string;
  /** Name of what opens. */
  readonly title: string;
  readonly className?: string | undefined;
  /** Rendered while it is open. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button that opens a box in the browser's top layer: Escape and a press elsewhere close it. */
export function PopoverButton({ label, icon, look = 'normal', name, title, className, children }: PopoverButtonProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const close = useCallback(() => box.current?.hidePopover(), []);
  useEffect(() => {
    if (open && button.current !== null && box.current !== null)
      placeUnder(box.current, button.current.getBoundingClientRect());
  }, [open]);
  return (
    <>
      <Button
        ref={button}
        look={look}
        icon={icon}
        className={className}
        title={name}
        aria-label={name}
        aria-expanded={open}
        aria-haspopup="dialog"
        popoverTarget={id}
      >
        {label !== undefined && <span className={controls.word}>{label}</span>}
      </Button>
      <div
        ref={box}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={title}
        className={styles.box}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {open && children(close)}
      </div>
    </>
  );
}

const GAP = 4;
const EDGE = 8;

/** Puts an open box under a rectangle of the page, or above it where there is more room; always inside the window. */
export function placeUnder(box: HTMLElement, anchor: { left: number; top: number; bottom: number }): void {
  const { innerWidth, innerHeight } = window;
  box.style.maxHeight = '';
  const below = innerHeight - anchor.bottom - GAP - EDGE;
  const above = anchor.top - GAP - EDGE;
  const goesBelow = box.offsetHeight <= below || below >= above;
  box.style.maxHeight = `${goesBelow ? below : above}px`;
  const left = Math.max(EDGE, Math.min(anchor.left, innerWidth - box.offsetWidth - EDGE));
  const top = goesBelow ? anchor.bottom + GAP : anchor.top - GAP - box.offsetHeight;
  box.style.left = `${left}px`;
  box.style.top = `${Math.max(EDGE, top)}px`;
}
