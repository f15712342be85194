import { useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { formatBytes } from '../../base/format.ts';
import type { CaptureOrder } from '../../core/model/capture-info.ts';
import { openFiles } from '../../state/actions/capture.ts';
import { askAboutFiles, usePendingFiles } from '../../state/pending-files.ts';
import { Button } from '../widgets/Button.tsx';
import { Dialog } from '../widgets/Dialog.tsx';
import { ORDER_WORDS } from '../words/order-words.ts';
import { Foreign } from '../widgets/Foreign.tsx';
import styles from './FilesDialog.module.css';

/** Files drawn at most. */
const SHOWN = 100;
const BY_NAME = new Intl.Collator(undefined, { numeric: true });
const ORDERS: readonly CaptureOrder[] = ['time', 'list'];

/** Asks how several files that were dropped or picked together become one capture. */
export function FilesDialog(): ReactNode {
  const pending = usePendingFiles((state) => state.files);
  const cancel = (): void => askAboutFiles([]);
  return (
    <Dialog title="Open several files as one capture" open={pending.length > 0} onClose={cancel}>
      {pending.length > 0 && <Choice files={pending} onCancel={cancel} />}
    </Dialog>
  );
}

/** Files come in whatever order the system gives them: their names say how they follow each other. */
function Choice({ files, onCancel }: { readonly files: readonly File[]; readonly onCancel: () => void }): ReactNode {
  const [order, setOrder] = useState<CaptureOrder>('time');
  const first = useRef<HTMLInputElement>(null);
  // As the dialog opens it gives the focus to what says so, else to its Close button; from here Enter opens the files.
  useLayoutEffect(() => first.current?.setAttribute('autofocus', ''), []);
  const sorted = files.toSorted((a, b) => BY_NAME.compare(a.name, b.name));
  const open = (): void => {
    onCancel();
    void openFiles(sorted, order);
  };
  return (
    <div className={styles.form}>
      <ol className={styles.files}>
        {sorted.slice(0, SHOWN).map(({ name, size }, at) => (
          <li key={at}>
            <span className={styles.name}>
              <Foreign>{name}</Foreign>
            </span>{' '}
            <span className={styles.dim}>{formatBytes(size)}</span>
          </li>
        ))}
      </ol>
      {sorted.length > SHOWN && <p className={styles.dim}>and {sorted.length - SHOWN} more</p>}
      <fieldset className={styles.orders}>
        <legend>Packets are read</legend>
        {ORDERS.map((one) => (
          <label key={one} className={styles.order}>
            <input
              ref={one === 'time' ? first : undefined}
              type="radio"
              name="order"
              checked={order === one}
              onChange={() => setOrder(one)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') open();
              }}
            />
            <span>
              {ORDER_WORDS[one].title} <span className={styles.dim}>{ORDER_WORDS[one].help}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className={styles.buttons}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button look="primary" onClick={open}>
          Open {sorted.length} files
        </Button>
      </div>
    </div>
  );
}
