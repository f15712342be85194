import type { ReactNode } from 'react';
import { keepViewInAddress, useAddressView } from '../../state/address-view.ts';
import { linkToView } from '../../state/url-sync.ts';
import { CopyButton } from '../widgets/CopyButton.tsx';
import styles from './HelpDialog.module.css';

/** What the page's address holds, and so the browser's history; the way to keep it empty, and to copy the link all the same. */
export function LinkNote(): ReactNode {
  const kept = useAddressView((state) => state.kept);
  return (
    <section>
      <h3 className={styles.place}>Links</h3>
      <p>
        The page’s address holds the view: panel, filters, selection, settings and your code, but nothing of the
        capture. So does the browser’s history, which some browsers share between devices. A link that is copied here
        also names a file of your own that is open, with its size and, up to 128 MB, its SHA-256, so that whoever
        follows the link knows which file to open.
      </p>
      <p className={styles.choice}>
        <label>
          <input type="checkbox" checked={kept} onChange={({ target }) => keepViewInAddress(target.checked)} /> Keep the
          view in the address
        </label>
        <CopyButton text={linkToView}>Copy link</CopyButton>
      </p>
    </section>
  );
}
