import type { ReactNode } from 'react';
import { formatBytes, formatCount, formatCountOf } from '../../../base/format.ts';
import type { MessagesRead } from '../../../core/model/messages.ts';
import { readMessages, stopMessages, useMessages } from '../../../state/messages.ts';
import { useStore } from '../../../state/store.ts';
import { Button } from '../../widgets/Button.tsx';
import { Progress } from '../../widgets/Progress.tsx';
import { answerFailure } from '../../words/row-failure.ts';
import styles from './MessagesPanel.module.css';

/** How far the messages have been read, and what of the capture is not among them. */
export function ReadingState(): ReactNode {
  const { phase, read, failure } = useMessages();
  const ready = useStore((state) => state.session.phase === 'ready');
  if (!ready) return <span className={styles.state}>Messages are read when the whole capture has been.</span>;
  if (phase === 'reading') return <Reading read={read} />;
  if (phase === 'idle') return undefined;
  const words = read === undefined ? '' : leftOut(read, phase === 'stopped');
  if (phase === 'done' && words === '') return undefined;
  return (
    <span className={styles.state} role="status">
      {failure === undefined ? '' : `The messages could not be read. ${answerFailure(failure)}`}
      {words}
      {phase !== 'done' && <Button onClick={() => void readMessages()}>Read from the beginning</Button>}
    </span>
  );
}

function Reading({ read }: { readonly read: MessagesRead | undefined }): ReactNode {
  const done = read === undefined || read.of === 0 ? undefined : read.packets / read.of;
  return (
    <span className={styles.state}>
      <span className={styles.bar}>
        <Progress label="Reading messages" value={done} />
      </span>
      {read === undefined ? 'Reading messages …' : `${formatCount(read.packets)} of ${formatCount(read.of)} packets`}
      <Button onClick={stopMessages}>Stop</Button>
    </span>
  );
}

/** What is not in the table, in sentences; "" if nothing is left out. */
function leftOut(read: MessagesRead, isStopped: boolean): string {
  const { packets, of, full, cut, gaps, skippedBytes, givenUp, fragments } = read;
  const part = `the first ${formatCount(packets)} of ${formatCount(of)} packets`;
  const room = full === 'rows' ? 'no more messages are kept' : 'no more text is kept';
  return [
    ...(isStopped ? [`Stopped: messages of ${part}.`] : []),
    ...(full !== undefined ? [`Messages of ${part}: ${room}.`] : []),
    ...(cut > 0 ? [`${formatCountOf(cut, 'message')} not whole.`] : []),
    ...(gaps > 0 ? [`${formatCountOf(gaps, 'gap')} in streams.`] : []),
    ...(fragments.incomplete > 0 ? [`Fragments of ${formatCountOf(fragments.incomplete, 'IP packet')} missing.`] : []),
    ...(fragments.refused > 0 ? [`${formatCountOf(fragments.refused, 'IP packet')} refused: fragments overlap.`] : []),
    ...(skippedBytes > 0 ? [`${formatBytes(skippedBytes)} of streams passed over, where no message begins.`] : []),
    ...(givenUp > 0 ? [`${formatCountOf(givenUp, 'direction')} given up.`] : []),
  ].join(' ');
}
