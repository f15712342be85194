import { create } from 'zustand';
import { JobCounter } from '../base/newest.ts';
import type { Failure } from '../core/model/failure.ts';
import type { MessagesRead } from '../core/model/messages.ts';
import { engine } from './engine-port.ts';
import { useKeys } from './keys.ts';
import { getState, setState, useStore } from './store.ts';

/** How far the messages of the open capture have been read. */
interface MessagesState {
  readonly phase: 'idle' | 'reading' | 'done' | 'stopped' | 'failed';
  /** What was read so far; undefined before. */
  readonly read: MessagesRead | undefined;
  readonly failure: Failure | undefined;
  /** The selected message, by its row. */
  readonly selected: number | undefined;
}

const FIRST: MessagesState = { phase: 'idle', read: undefined, failure: undefined, selected: undefined };

/** Filled by `readMessages`. */
export const useMessages = create<MessagesState>()(() => FIRST);

const jobs = new JobCounter();

/**
 * Forgets what was read whenever another capture is opened, this one is read again, or there are other secrets to decrypt with. Returns what
 * ends it.
 */
export function watchMessages(): () => void {
  const ends = [
    useStore.subscribe(({ session }, before) => {
      if (session !== before.session && session.phase !== 'ready') forget();
    }),
    useKeys.subscribe(forget),
  ];
  return () => ends.forEach((end) => end());
}

function forget(): void {
  jobs.begin();
  useMessages.setState(FIRST);
}

/** Reads the messages of the open capture, once; begins anew after it was stopped or has failed. */
export async function readMessages(): Promise<void> {
  const { phase } = useMessages.getState();
  if (getState().session.phase !== 'ready' || phase === 'reading' || phase === 'done') return;
  const job = jobs.begin();
  useMessages.setState({ ...FIRST, phase: 'reading' });
  const reply = await engine().data.readMessages((read) => {
    if (!jobs.isNewest(job)) return;
    useMessages.setState({ read });
    tablesGrew();
  });
  if (!jobs.isNewest(job)) return;
  if (reply.ok) useMessages.setState({ phase: reply.value.stopped === true ? 'stopped' : 'done', read: reply.value });
  else useMessages.setState({ phase: 'failed', failure: reply.failure });
  tablesGrew();
}

/** Ends the reading; what was read so far stays in the table. */
export function stopMessages(): void {
  void engine().data.stopMessages();
}

/** Selects a message, whose values are shown. */
export function selectMessage(selected: number | undefined): void {
  useMessages.setState({ selected });
}

/** Rows are asked for anew. */
function tablesGrew(): void {
  setState({ generation: getState().generation + 1 });
}
