import { useState } from 'react';
import type { ReactNode } from 'react';
import { pasteLog } from '../../../state/actions/log.ts';
import { Button } from '../../widgets/Button.tsx';
import { Dialog } from '../../widgets/Dialog.tsx';
import styles from './PasteLogDialog.module.css';

/** Takes a log as text. */
export function PasteLogDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [text, setText] = useState('');
  const open = (): void => {
    void pasteLog(text);
    onClose();
  };
  return (
    <Dialog title="Paste a log" open onClose={onClose} size="wide">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          open();
        }}
      >
        <label className={styles.label}>
          Lines of text. Times at their starts are found; nothing of it leaves this browser.
          <textarea
            className={styles.text}
            value={text}
            rows={14}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => setText(target.value)}
          />
        </label>
        <Button submit look="primary" disabled={text === ''}>
          Open as a log
        </Button>
      </form>
    </Dialog>
  );
}
