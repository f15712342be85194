import { Lock, LockOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import type { StreamDecryption } from '../../core/model/stream.ts';
import { useFollowed } from '../../state/stream.ts';
import controls from '../widgets/controls.module.css';
import { noteWords } from './decryption-words.ts';
import styles from './Stream.module.css';

const FORMS = ['best', 'handshake', 'sent'] as const;

/** Whether what is shown was decrypted, and why not if it was not. */
export function DecryptionNote({ decryption }: { readonly decryption: StreamDecryption }): ReactNode {
  const { shown } = decryption;
  return (
    <p className={styles.secure} data-open={shown || undefined}>
      {shown ? <LockOpen aria-hidden /> : <Lock aria-hidden />}
      <span>{noteWords(decryption)}</span>
    </p>
  );
}

/** Chooses between what was said, what was sent, and the messages of the handshake. */
export function FormSelect({ decryption }: { readonly decryption: StreamDecryption }): ReactNode {
  return (
    <select
      aria-label="Shown"
      className={controls.select}
      value={decryption.isHandshake ? 'handshake' : decryption.shown ? 'best' : 'sent'}
      onChange={({ target }) => useFollowed.setState({ form: FORMS.find((form) => form === target.value) ?? 'best' })}
    >
      {decryption.works && <option value="best">Decrypted</option>}
      {decryption.hasHandshake && <option value="handshake">Handshake</option>}
      <option value="sent">As sent (encrypted)</option>
    </select>
  );
}
