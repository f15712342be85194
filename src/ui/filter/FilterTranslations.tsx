import type { ReactNode } from 'react';
import type { Equivalent, FilterEquivalents } from '../../core/model/filter-advice.ts';
import { CopyButton } from '../widgets/CopyButton.tsx';
import styles from './FilterTranslations.module.css';

/** The same packets in the languages of other tools, to copy; or what they have no words for. */
export function FilterTranslations({ equivalents }: { readonly equivalents: FilterEquivalents }): ReactNode {
  return (
    <div className={styles.box}>
      <Translation title="Wireshark display filter" equivalent={equivalents.display} />
      <Translation title="pcap-filter (tcpdump, capture filter)" equivalent={equivalents.pcap} />
    </div>
  );
}

function Translation({ title, equivalent }: { readonly title: string; readonly equivalent: Equivalent }): ReactNode {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {'missing' in equivalent ? (
        <p className={styles.dim}>None: it has no words for {equivalent.missing}.</p>
      ) : (
        <>
          <p>
            <code className={styles.text}>{equivalent.text}</code>
          </p>
          {equivalent.unlike !== undefined && (
            <p className={styles.dim}>The same packets, but perhaps for {equivalent.unlike}.</p>
          )}
          <CopyButton text={equivalent.text}>Copy</CopyButton>
        </>
      )}
    </section>
  );
}
