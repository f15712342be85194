import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { formatCountOf } from '../../base/format.ts';
import type { KeysInfo } from '../../core/model/decryption.ts';
import { forgetKeys, keysInfo, reachWords } from '../../state/actions/keys.ts';
import { useKeys } from '../../state/keys.ts';
import { Button } from '../widgets/Button.tsx';
import { NameList } from '../widgets/NameList.tsx';
import styles from './Privacy.module.css';

/** The secrets that the page has to decrypt with, and the press that forgets them. */
export function KeysHere(): ReactNode {
  const { names, version } = useKeys();
  const info = useKeysInfo(version);
  return (
    <section className={styles.section}>
      <h3>Keys to decrypt with</h3>
      {info !== undefined && <p role="status">{keysInWords(info)}</p>}
      {names.length > 0 && (
        <p>
          Given in: <NameList names={names} />
        </p>
      )}
      {info !== undefined && info.given > 0 && <Button onClick={() => void forgetKeys()}>Forget the keys</Button>}
      <p className={styles.dim}>
        A key log (SSLKEYLOGFILE) that is dropped on the page is kept in memory only, until the page is closed. It is
        never stored and never sent.
      </p>
    </section>
  );
}

function useKeysInfo(version: number): KeysInfo | undefined {
  const [info, setInfo] = useState<KeysInfo>();
  useEffect(() => {
    let current = true;
    void keysInfo().then((answer) => current && setInfo(answer));
    return () => void (current = false);
  }, [version]);
  return info;
}

function keysInWords(info: KeysInfo): string {
  const { given, captured } = info;
  if (given + captured === 0) return 'None.';
  const parts = [
    ...(given > 0 ? [`${formatCountOf(given, 'secret')} from you`] : []),
    ...(captured > 0 ? [`${formatCountOf(captured, 'secret')} in the open capture`] : []),
  ];
  return `${parts.join(', ')}. ${reachWords(info)}`;
}
