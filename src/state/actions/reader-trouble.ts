import type { CaptureOrder } from '../../core/model/capture-info.ts';
import type { Failure } from '../../core/model/failure.ts';
import { engine } from '../engine-port.ts';
import type { DataCall } from '../engine-port.ts';
import { notify } from '../notice.ts';
import { markOf, openedFiles } from '../opened-files.ts';
import { forgetLostFile, setReaderTrouble } from '../reader-trouble.ts';
import { getState, setState } from '../store.ts';
import { changeOrder, readAgain } from './capture.ts';
import { withoutAsked } from './guilty.ts';
import { hasCapture } from './reading.ts';
import { abandonRun } from './run.ts';

/**
 * The data worker has died: nothing of the open capture can be shown until it is read again. What it may have died of is
 * not asked again then.
 */
export function loseCapture(failure: Failure, asked: readonly DataCall[] = []): void {
  const { session } = getState();
  if (session.phase !== 'ready') return; // an open call that was under way answers for itself
  abandonRun();
  setState({
    ...withoutAsked(getState(), asked).change,
    session: { phase: 'failed', name: session.summary.name, failure },
  });
}

/** Bytes of the open capture's files can no longer be had; what is in memory goes on. */
export function loseFile(lost: Failure): void {
  if (hasCapture()) setReaderTrouble({ lost });
}

/**
 * Ends what the data worker does, whatever that is, and reads the capture again in another one. What it was asked is not
 * asked again. Reading that hung by itself ends as `stopped`.
 */
export async function stopReader(): Promise<void> {
  const asked = engine().restartData();
  const { change, sentence } = withoutAsked(getState(), asked);
  const [oldest] = asked;
  const wasReading = oldest?.name === 'open' || oldest?.name === 'meter';
  setState(change);
  if (sentence !== undefined) notify({ tone: 'info', sentence });
  if (sentence !== undefined || !wasReading) await readAgain();
}

/** Joins the files of the open capture in the other way, if they can still be read: what is open stays otherwise. */
export async function joinOtherwise(order: CaptureOrder): Promise<void> {
  const marks = await Promise.all(openedFiles().files.map(markOf));
  if (marks.includes(undefined)) loseFile({ code: 'unreadable' });
  else await changeOrder(order);
}

/** Asks once more what could not be read: the disk may be back. */
export function tryFilesAgain(): void {
  forgetLostFile();
  setState({ generation: getState().generation + 1 });
}
