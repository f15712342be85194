import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { formatCountOf } from '../../base/format.ts';
import { readerRequests } from '../../state/actions/privacy.ts';
import { useRequests } from '../../state/requests.ts';
import type { MadeRequest } from '../../state/requests.ts';
import { summaryOf } from '../../state/session.ts';
import { useStore } from '../../state/store.ts';
import { Foreign } from '../widgets/Foreign.tsx';
import { byInWords, countInWords, shortAddress, sortRequests } from './request-words.ts';
import styles from './Privacy.module.css';

/** The requests that were made, those since the capture was opened first, and what the list cannot see. */
export function RequestReport(): ReactNode {
  const { made, omitted, recorded, openedAt } = useRequests();
  const reader = useReaderRequests(made);
  const name = useStore(({ session }) => summaryOf(session)?.name);
  const { before, since } = sortRequests([...made, ...(reader ?? [])], name === undefined ? undefined : openedAt);
  if (!recorded) return <p>This browser keeps no record of requests that the page could show.</p>;
  return (
    <section className={styles.section}>
      <p className={styles.lead} role="status">
        {name === undefined ? (
          <>This page has made {countInWords(before, location.origin)}, since it was opened.</>
        ) : (
          <>
            {capitalised(countInWords(since, location.origin))} since <Foreign>{name}</Foreign> was opened.
          </>
        )}
      </p>
      {since.length > 0 && <RequestTable title="Since the capture was opened" requests={since} />}
      {name !== undefined && <p>Before that: {countInWords(before, location.origin)}.</p>}
      {omitted > 0 && <p>{formatCountOf(omitted, 'further request is', 'further requests are')} not listed.</p>}
      <details>
        <summary>{name === undefined ? 'All requests' : 'Requests before the capture was opened'}</summary>
        <RequestTable title="Requests" requests={before} />
      </details>
      <details>
        <summary>What this list can see, and what it cannot</summary>
        <p>
          It is the browser’s own record of what the page{' '}
          {reader === undefined ? 'asks' : 'and the worker that reads captures ask'}, whether a host, the browser’s
          cache or the kept files of the page answered.
          {reader === undefined && ' The worker that reads captures could not be asked for its record just now.'}
        </p>
        <p>
          Not in it: the worker that compiles your code, which the same policy binds, and the sandbox, whose policy
          forbids all requests; the service worker, which fetches the files of the page once for each version, and
          nothing else; and what the browser does by itself when a page is loaded, and some seconds after: it asks for
          the icons of the page, and whether the service worker has changed.
        </p>
        <p>
          Who has to be sure looks with the browser’s developer tools, or takes the network away: the page goes on
          without it.
        </p>
      </details>
    </section>
  );
}

/** What the reader has asked, looked at again whenever the page has asked something. */
function useReaderRequests(made: readonly MadeRequest[]): readonly MadeRequest[] | undefined {
  const [requests, setRequests] = useState<readonly MadeRequest[] | undefined>([]);
  useEffect(() => {
    let current = true;
    void readerRequests().then((answer) => current && setRequests(answer));
    return () => void (current = false);
  }, [made]);
  return requests;
}

function RequestTable({ title, requests }: { readonly title: string; readonly requests: readonly MadeRequest[] }) {
  if (requests.length === 0) return <p className={styles.dim}>None.</p>;
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={title}>
      <table className={styles.table} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">After</th>
            <th scope="col">What</th>
            <th scope="col">As</th>
          </tr>
        </thead>
        <tbody>
          {requests.map(({ address, at, by }, row) => (
            <tr key={row}>
              <td className={styles.number}>{((at - performance.timeOrigin) / 1000).toFixed(2)} s</td>
              <td className={styles.address}>
                <Foreign>{shortAddress(address, document.baseURI)}</Foreign>
              </td>
              <td>{byInWords(by)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
