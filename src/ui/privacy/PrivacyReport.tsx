import type { ReactNode } from 'react';
import { KeptHere } from './KeptHere.tsx';
import { KeysHere } from './KeysHere.tsx';
import { VendorsHere } from './VendorsHere.tsx';
import { Policy } from './Policy.tsx';
import { RequestReport } from './RequestReport.tsx';
import styles from './Privacy.module.css';

/** What is in the panel. */
export function PrivacyReport(): ReactNode {
  return (
    <div className={styles.report}>
      <RequestReport />
      <Policy />
      <KeysHere />
      <VendorsHere />
      <KeptHere />
    </div>
  );
}
