import type { ReactNode } from 'react';
import { useOffline, type HostNeed } from '../../state/offline.ts';
import styles from './Privacy.module.css';

const HOST_WORDS: Readonly<Record<HostNeed, string>> = {
  always: 'The files of the page are not kept in this browser: it needs its host each time it is loaded.',
  still: 'The files of the page are being kept, so that it opens without its host.',
  never: 'The files of the page are kept in this browser: it opens, reads captures and runs code without its host.',
};

/** What the page may ask at all, in words and as the browser enforces it. */
export function Policy(): ReactNode {
  const host = useOffline((state) => state.host);
  return (
    <section className={styles.section}>
      <h3>What the page may do</h3>
      <ul className={styles.list}>
        <li>Connections, scripts, styles and pictures: from this page’s own host, and from no other.</li>
        <li>No form can be sent, and nothing can be loaded that is not named.</li>
        <li>The workers that read captures and compile code are bound by the same policy.</li>
        <li>Your code runs in a frame without an origin, where every connection is forbidden, also to this host.</li>
      </ul>
      <p>{HOST_WORDS[host]}</p>
      <details>
        <summary>The policy as the browser enforces it</summary>
        <pre className={styles.policy} tabIndex={0}>
          {policyText()}
        </pre>
      </details>
    </section>
  );
}

/** The policy that stands in the page, a line for each rule. */
function policyText(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[http-equiv="Content-Security-Policy"]');
  return (meta?.content ?? 'This page has none.')
    .split(';')
    .map((rule) => rule.trim())
    .join(';\n');
}
