import type { ReactNode } from 'react';
import { formatCountOf } from '../../base/format.ts';
import { forgetVendors } from '../../state/actions/vendors.ts';
import { useVendors } from '../../state/vendors.ts';
import { Button } from '../widgets/Button.tsx';
import { NameList } from '../widgets/NameList.tsx';
import styles from './Privacy.module.css';

/** The lists of vendors that the page has, and the press that forgets them. */
export function VendorsHere(): ReactNode {
  const { names, prefixes } = useVendors();
  return (
    <section className={styles.section}>
      <h3>Vendors of MAC addresses</h3>
      <p role="status">{prefixes === 0 ? 'No list was given.' : `${formatCountOf(prefixes, 'prefix', 'prefixes')}.`}</p>
      {names.length > 0 && (
        <>
          <p>
            Given in: <NameList names={names} />
          </p>
          <Button onClick={() => void forgetVendors()}>Forget the vendors</Button>
        </>
      )}
      <p className={styles.dim}>
        A list of vendors (IEEE’s oui.txt or oui.csv, Wireshark’s manuf) that is dropped on the page is kept in memory
        only, until the page is closed, for the column Vendor of Hosts. It is never stored and never sent.
      </p>
    </section>
  );
}
