import type { ReactNode } from 'react';
import { formatCount } from '../../../base/format.ts';
import { setTableView } from '../../../state/actions/view.ts';
import { useMessages } from '../../../state/messages.ts';
import { useTableView } from '../../../state/tables.ts';
import styles from './MessagesPanel.module.css';

/** A chip for each protocol that was found, which keeps its messages alone; pressed again, all. */
export function ProtocolChips(): ReactNode {
  const protocols = useMessages(({ read }) => read?.protocols);
  const { filter } = useTableView('messages');
  if (protocols === undefined || protocols.length === 0) return undefined;
  return (
    <div className={styles.chips} role="group" aria-label="Protocols" tabIndex={0}>
      {protocols.map(([name, messages]) => {
        const own = filterOf(name);
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
      })}
    </div>
  );
}

/** The filter that keeps a protocol. */
function filterOf(name: string): string {
  return `protocol = ${/^\w+$/.test(name) ? name : JSON.stringify(name)}`;
}
