import { ScrollText, X } from 'lucide-react';
import { useState } from 'react';
import type { DragEvent, ReactNode } from 'react';
import { closeLog, openLog, setEvents, setOrder } from '../../../state/actions/log.ts';
import { useStore } from '../../../state/store.ts';
import { SOURCES } from '../../../core/model/record-event.ts';
import { IconButton } from '../../widgets/Button.tsx';
import { Foreign } from '../../widgets/Foreign.tsx';
import { Menu } from '../../widgets/Menu.tsx';
import { Spinner } from '../../widgets/Progress.tsx';
import controls from '../../widgets/controls.module.css';
import { EXAMPLE_LOG } from './examples/log.ts';
import { logFacts, logWarnings } from './log-words.ts';
import { PasteLogDialog } from './PasteLogDialog.tsx';
import { useLogFiles } from './use-log.ts';
import styles from './LogBar.module.css';

const EVENT_WORDS = { packets: 'Packets', flows: 'Flows', messages: 'Messages', lines: 'Lines of the log' } as const;

/** What the code is given: which events, in which order, and the log whose lines they may be. Takes a log that is dropped on it. */
export function LogBar(): ReactNode {
  const [pasting, setPasting] = useState(false);
  const files = useLogFiles();
  return (
    <div className={styles.bar} onDragOver={allow} onDrop={takeDropped} role="group" aria-label="Events">
      <Menu
        label="Log"
        name="Log"
        icon={<ScrollText aria-hidden />}
        items={[
          { id: 'open', title: 'Open a log …', note: 'Text, plain or in gzip, zstd or lz4', onChoose: files.open },
          { id: 'paste', title: 'Paste a log …', onChoose: () => setPasting(true) },
          {
            id: 'example',
            title: 'A small log to try',
            note: 'Logins of a server, made up',
            onChoose: () => void openLog(new Blob([EXAMPLE_LOG]), 'logins.log'),
          },
        ]}
      />
      <input
        ref={files.input}
        className="visually-hidden"
        type="file"
        tabIndex={-1}
        aria-label="Log file"
        onChange={(event) => {
          files.take(event.target.files);
          event.target.value = '';
        }}
      />
      <Choices />
      <OpenedLog />
      {pasting && <PasteLogDialog onClose={() => setPasting(false)} />}
    </div>
  );
}

/** Settings of the run, which links carry. */
function Choices(): ReactNode {
  const events = useStore((state) => state.events);
  const order = useStore((state) => state.order);
  return (
    <>
      <label className={styles.choice}>
        Events
        <select
          className={controls.select}
          value={events ?? ''}
          onChange={({ target }) => setEvents(SOURCES.find((source) => source === target.value))}
        >
          <option value="">as the code says</option>
          {SOURCES.map((source) => (
            <option key={source} value={source}>
              {EVENT_WORDS[source]}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.choice}>
        Order
        <select
          className={controls.select}
          value={order ?? ''}
          title="By time: events of one time stay as they stand in the file"
          onChange={({ target }) => setOrder(target.value === 'time' ? 'time' : undefined)}
        >
          <option value="">of the file</option>
          <option value="time">by time</option>
        </select>
      </label>
    </>
  );
}

function OpenedLog(): ReactNode {
  const log = useStore((state) => state.log);
  const order = useStore((state) => state.order);
  const isReading = useStore((state) => state.isReadingLog);
  if (isReading) return <Spinner label="Reading the log …" />;
  if (log === undefined) return undefined;
  return (
    <div className={styles.log} role="status">
      <p>
        <strong>
          <Foreign>{log.name}</Foreign>
        </strong>{' '}
        <span className={styles.facts}>{logFacts(log)}</span>
        <IconButton label="Close the log" icon={<X aria-hidden />} onClick={closeLog} />
      </p>
      {logWarnings(log, order).map((words) => (
        <p key={words} className={styles.warning}>
          {words}
        </p>
      ))}
    </div>
  );
}

function allow(event: DragEvent): void {
  if (event.dataTransfer.types.includes('Files')) event.preventDefault();
}

/** What is dropped here is a log; anywhere else on the page it is a capture. The page is told, so that it takes its words away. */
function takeDropped(event: DragEvent): void {
  const file = event.dataTransfer.files[0];
  if (file === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  document.dispatchEvent(new globalThis.DragEvent('dragleave', { dataTransfer: event.dataTransfer }));
  void openLog(file, file.name);
}
