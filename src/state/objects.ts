import { create } from 'zustand';
import { JobCounter } from '../base/newest.ts';
import type { Failure } from '../core/model/failure.ts';
import type { ObjectsFound } from '../core/model/objects.ts';
import type { ExportProgress } from '../protocol/data.ts';
import { engine } from './engine-port.ts';

/** What is known of the objects of the open capture. */
interface ObjectsState {
  /** undefined until they have been looked for. */
  readonly found: ObjectsFound | undefined;
  /** Why they could not be looked for. */
  readonly failure: Failure | undefined;
  /** Flows read out of all that are, while they are looked for. */
  readonly progress: ExportProgress | undefined;
  /** The generation of the tables, and the version of the keys, that all this is about. */
  readonly of: number;
  readonly keys: number;
  /** Rises whenever the table has got objects: rows are asked for anew. Never falls. */
  readonly times: number;
}

const NOTHING = { found: undefined, failure: undefined, progress: undefined };

/** Filled by `lookForObjects`. */
export const useObjects = create<ObjectsState>()(() => ({ ...NOTHING, of: -1, keys: 0, times: 0 }));

const jobs = new JobCounter();

/** Looks for objects, unless that has been done since the tables (`generation` of the store) or the keys have changed. */
export async function lookForObjects(generation: number, keys: number): Promise<void> {
  const { of, keys: before, failure } = useObjects.getState();
  if (of === generation && before === keys && failure === undefined) return;
  const job = jobs.begin();
  useObjects.setState({ ...NOTHING, of: generation, keys, progress: { done: 0, total: 0 } });
  const reply = await engine().data.findObjects((progress) => {
    if (jobs.isNewest(job)) useObjects.setState({ progress });
  });
  if (!jobs.isNewest(job)) return;
  jobs.begin(); // progress that is still on its way comes too late
  const { times } = useObjects.getState();
  if (reply.ok) useObjects.setState({ ...NOTHING, found: reply.value, times: times + 1 });
  else useObjects.setState({ ...NOTHING, failure: reply.failure });
}
