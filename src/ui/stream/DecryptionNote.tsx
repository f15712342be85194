import { Lock, LockOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import type { StreamDecryption } from '../../core/model/stream.ts';
import { useFollowed } from '../../state/stream.ts';
import controls from '../widgets/controls.module.css';
import { closedWords, openedWords } from './decryption-words.ts';
import styles from './Stream.module.css';

/** Whether what is shown was decrypted, and why not if it was not. */
export function DecryptionNote({ decryption }: { readonly decryption: StreamDecryption }): ReactNode {
  const { shown, works } = decryption;
  return (
    <p className={styles.secure} data-open={shown || undefined}>
      {shown ? <LockOpen aria-hidden /> : <Lock aria-hidden />}
      <span>{works ? openedWords(decryption) : closedWords(decryption)}</span>
    </p>
  );
}

/** Chooses between what was said and what was sent. */
export function FormSelect({ decryption }: { readonly decryption: StreamDecryption }): ReactNode {
  return (
    <select
      aria-label="Shown"
      className={controls.select}
      value={decryption.shown ? 'best' : 'sent'}
      onChange={({ target }) => useFollowed.setState({ form: target.value === 'sent' ? 'sent' : 'best' })}
    >
      <option value="best">Decrypted</option>
      <option value="sent">As sent (encrypted)</option>
    </select>
  );
}
