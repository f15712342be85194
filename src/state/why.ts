import { create } from 'zustand';
import { JobCounter } from '../base/newest.ts';
import type { Failure } from '../core/model/failure.ts';
import type { Traced, TraceRequest } from '../core/model/trace.ts';
import { engine } from './engine-port.ts';
import { summaryOf } from './session.ts';
import { getState } from './store.ts';

/** What was asked of the last run’s code, and what it told. */
export interface Why {
  readonly open: boolean;
  /** What it is about: "packet 12". */
  readonly about: string;
  /** Names of classes and sequences. */
  readonly classes: readonly string[];
  /** undefined: not yet. */
  readonly traced: Traced | undefined;
  readonly failure: Failure | undefined;
  /** There is no run to ask. */
  readonly noRun: boolean;
}

const NOTHING: Why = { open: false, about: '', classes: [], traced: undefined, failure: undefined, noRun: false };
const jobs = new JobCounter();

/** The dialog that says why. */
export const useWhy = create<Why>()(() => NOTHING);

/** Takes the dialog away; the run that it waits for is ended. */
export function closeWhy(): void {
  const { open, traced, failure, noRun } = useWhy.getState();
  jobs.begin();
  if (open && !noRun && traced === undefined && failure === undefined) engine().stopRun();
  useWhy.setState({ open: false });
}

/** Runs the code of the last run again, which tells what its conditions said. Asks nothing while there is no such run. */
export async function askWhy(about: string, trace: TraceRequest): Promise<void> {
  const { run, session, doubleTake, events, order } = getState();
  const packets = summaryOf(session)?.packets;
  const noRun = run.phase !== 'done' || run.isOverLines || packets === undefined;
  const classes = run.phase === 'done' ? run.classes.map(({ name }) => name) : [];
  useWhy.setState({ ...NOTHING, open: true, about, classes, noRun });
  if (run.phase !== 'done' || noRun || packets === undefined) return;
  const job = jobs.begin();
  const reply = await engine().run(run.code, { doubleTake, packets, trace, events, order }, () => undefined);
  if (!jobs.isNewest(job)) return;
  useWhy.setState(reply.ok ? { traced: reply.value.traced } : { failure: reply.failure });
}
