import { JobCounter } from '../../base/newest.ts';
import type { Source } from '../../core/model/record-event.ts';
import { engine } from '../engine-port.ts';
import { failureMessage } from '../log-words.ts';
import { notify } from '../notice.ts';
import { CODE_PANEL } from '../panels.ts';
import { setReaderTrouble } from '../reader-trouble.ts';
import { isOpen } from '../session.ts';
import { getState, setState } from '../store.ts';
import { forgetRun } from './run.ts';

const openings = new JobCounter();

/** Opens a file as a log, beside the capture or alone; one that is no text is said, and what was open stays. */
export async function openLog(file: Blob, name: string): Promise<void> {
  const job = openings.begin();
  setState({ isReadingLog: true });
  const reply = await engine().data.openLog({ blob: file, name });
  if (!openings.isNewest(job)) return;
  setState({ isReadingLog: false });
  if (!reply.ok) {
    if (reply.failure.code !== 'stopped') notify({ tone: 'danger', sentence: failureMessage(reply.failure, name) });
    return;
  }
  forgetLines();
  setReaderTrouble({ refused: undefined });
  const { session } = getState();
  setState({
    log: reply.value,
    panel: CODE_PANEL,
    aside: false,
    // What could not be opened as a capture is open now.
    ...(isOpen(session) ? {} : { session: { phase: 'empty' } }),
  });
}

/** Opens text that was pasted. */
export function pasteLog(text: string): Promise<void> {
  return openLog(new Blob([text], { type: 'text/plain' }), 'pasted text');
}

/** Shows where a log is opened; without a capture nothing else has use for it. */
export function wantLog(): void {
  setState({ wantsLog: true, panel: CODE_PANEL, aside: false });
}

/** Goes back to the page without a capture and without a log. */
export function leaveLog(): void {
  setState({ wantsLog: false });
  closeLog();
}

/** Forgets the log, and what was found in it. */
export function closeLog(): void {
  openings.begin();
  forgetLines();
  setState({ log: undefined, isReadingLog: false });
  void engine().data.closeLog();
}

/** Which events code is given; undefined: those that its definitions say. */
export function setEvents(events: Source | undefined): void {
  setState({ events });
}

/** Whether events come in the order of their times; undefined: in that of the file. */
export function setOrder(order: 'time' | undefined): void {
  setState({ order });
}

/** Matches over lines mean nothing in another log. */
function forgetLines(): void {
  const { run } = getState();
  if ((run.phase === 'done' || run.phase === 'running') && run.isOverLines === true) forgetRun(true);
}
