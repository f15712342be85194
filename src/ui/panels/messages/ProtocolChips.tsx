import type { ReactNode } from 'react';
import { formatCount } from '../../../base/format.ts';
import { setTableView } from '../../../state/actions/view.ts';
import { useMessages } from '../../../state/messages.ts';
import { useTableView } from '../../../state/tables.ts';
import styles from './MessagesPanel.module.css';

const DECRYPTED = 'encryption = decrypted';

/** A chip for each protocol that was found, and for what was decrypted, which keeps its messages alone; pressed again, all. */
export function ProtocolChips(): ReactNode {
  const read = useMessages((state) => state.read);
  const { filter } = useTableView('messages');
  if (read === undefined || read.protocols.length === 0) return undefined;
  const chips = read.protocols.map(([name, messages]) => [name, messages, filterOf(name)] as const);
  const { decrypted } = read;
  return (
    <div className={styles.chips} role="group" aria-label="Protocols" tabIndex={0}>
      {[...chips, ...(decrypted > 0 ? [['Decrypted', decrypted, DECRYPTED] as const] : [])].map(
        ([name, messages, own]) => {
          const isOn = filter === own;
          return (
            <button
              key={name}
              type="button"
              className={styles.chip}
              aria-pressed={isOn}
              onClick={() => setTableView('messages', { filter: isOn ? '' : own })}
            >
              {name}
              <span className={styles.count}>{formatCount(messages)}</span>
            </button>
          );
        },
      )}
    </div>
  );
}

/** The filter that keeps a protocol. */
function filterOf(name: string): string {
  return `protocol = ${/^\w+$/.test(name) ? name : JSON.stringify(name)}`;
}
