import { useEffect, useId, useRef } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { X } from 'lucide-react';
import { IconButton } from './Button.tsx';
import { classNames } from './class-names.ts';
import styles from './Dialog.module.css';

export interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  /** `full`: as wide as the page, for what is read like a page. */
  readonly size?: 'normal' | 'wide' | 'full';
  readonly children: ReactNode;
}

/** A modal sheet: the browser keeps the focus inside and gives it back; Escape and a click outside close it. */
export function Dialog({ title, open, onClose, size = 'normal', children }: DialogProps): ReactNode {
  const sheet = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (open) sheet.current?.showModal();
    else sheet.current?.close();
  }, [open]);
  const closeOutside = (event: MouseEvent): void => {
    if (event.target === sheet.current) onClose();
  };
  return (
    <dialog
      ref={sheet}
      className={classNames(styles.dialog, size !== 'normal' && styles[size])}
      aria-labelledby={id}
      onClose={onClose}
      onClick={closeOutside}
    >
      <div className={styles.body}>
        <header className={styles.header}>
          <h2 id={id}>{title}</h2>
          <IconButton label="Close" icon={<X aria-hidden />} onClick={onClose} />
        </header>
        {children}
      </div>
    </dialog>
  );
}
