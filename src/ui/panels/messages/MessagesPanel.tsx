import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { MESSAGE_COLUMNS } from '../../../core/model/message-columns.ts';
import { setMatchFilter, setTimeFormat } from '../../../state/actions/view.ts';
import { readMessages, selectMessage, useMessages } from '../../../state/messages.ts';
import { useStore } from '../../../state/store.ts';
import { TableExplorer } from '../../explorer/TableExplorer.tsx';
import { MatchedToggle } from '../../explorer/TableToolbar.tsx';
import { TimeFormatSelect } from '../../explorer/TimeFormatSelect.tsx';
import { usePacketTimes } from '../../explorer/use-packet-times.ts';
import type { FilterExample } from '../../filter/FilterBox.tsx';
import { messageColumnsAtFirst, messageGridColumns } from './message-grid-columns.ts';
import { messageEntries } from './message-entries.ts';
import { MessagePane } from './MessagePane.tsx';
import { ProtocolChips } from './ProtocolChips.tsx';
import { ReadingState } from './ReadingState.tsx';
import styles from './MessagesPanel.module.css';

const FILTER_EXAMPLES: readonly FilterExample[] = [
  { filter: 'protocol = DNS and kind = query', keeps: 'what names are asked for' },
  { filter: 'protocol = HTTP and code >= 400', keeps: 'answers that tell of an error' },
  { filter: 'pairing = "no answer"', keeps: 'requests that were not answered' },
  { filter: 'latency > 200', keeps: 'answers that took longer than 200 ms' },
  { filter: 'kind = "Client Hello" and version = "TLS 1.0"', keeps: 'clients with an old TLS' },
];

/** What was said in the capture, a row a message, and all that the selected one says. */
export function MessagesPanel(): ReactNode {
  const ready = useStore((state) => state.session.phase === 'ready');
  const phase = useMessages((state) => state.phase);
  const selected = useMessages((state) => state.selected);
  useEffect(() => {
    if (ready && phase === 'idle') void readMessages();
  }, [ready, phase]);
  const anyDecrypted = useMessages(({ read }) => (read?.decrypted ?? 0) > 0);
  const columnsAtFirst = useMemo(() => messageColumnsAtFirst(anyDecrypted), [anyDecrypted]);
  const times = usePacketTimes();
  const canLimit = useStore((state) => state.run.phase === 'done' && state.matchFilter === undefined);
  const columns = useMemo(() => messageGridColumns(MESSAGE_COLUMNS, times), [times]);
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <ReadingState />
        <ProtocolChips />
      </div>
      <div className={styles.table}>
        <TableExplorer
          table="messages"
          name="Messages of the capture"
          columns={columns}
          columnsAtFirst={columnsAtFirst}
          examples={FILTER_EXAMPLES}
          selected={selected}
          onSelect={selectMessage}
          rowEntries={messageEntries}
          detail={selected === undefined ? undefined : <MessagePane message={selected} times={times} />}
          detailSize={45}
          mayStandBeside
          matchedText="In a sequence."
          none={phase === 'done' ? NONE_FOUND : NOT_YET}
          tools={
            <>
              {canLimit && <MatchedToggle onPress={() => setMatchFilter('any')} />}
              <TimeFormatSelect value={times.style} onChange={setTimeFormat} />
            </>
          }
        />
      </div>
    </div>
  );
}

const NONE_FOUND =
  'No flow of this capture says anything that is read here: what it says is encrypted, cut, or of other protocols.';
const NOT_YET = 'The capture is read for them once, when this panel is first opened.';
