import { useEffect, useState } from 'react';
import { create } from 'zustand';
import { JobCounter } from '../base/newest.ts';
import type { Failure } from '../core/model/failure.ts';
import type { NamesFound, ToldName } from '../core/model/names.ts';
import { engine } from './engine-port.ts';
import { useObjects } from './objects.ts';
import { useStore } from './store.ts';
import { useVendors } from './vendors.ts';

/** What is known of names of addresses in the open capture. */
interface NamesState {
  /** undefined until they have been looked for. */
  readonly found: NamesFound | undefined;
  /** Why they could not be looked for. */
  readonly failure: Failure | undefined;
  /** Rises whenever tables have got names: rows are asked for anew. Never falls. */
  readonly times: number;
}

/** Filled by `watchNames`. */
export const useNames = create<NamesState>()(() => ({ found: undefined, failure: undefined, times: 0 }));

const jobs = new JobCounter();

/** Looks for names whenever a capture has been read, after it is shown. Returns what ends it. */
export function watchNames(): () => void {
  return useStore.subscribe(({ session }, before) => {
    if (session === before.session) return;
    if (session.phase === 'ready') void lookForNames();
    else forgetNames();
  });
}

async function lookForNames(): Promise<void> {
  const job = jobs.begin();
  const reply = await engine().data.findNames();
  if (!jobs.isNewest(job)) return;
  if (!reply.ok) return useNames.setState({ found: undefined, failure: reply.failure });
  const { times } = useNames.getState();
  useNames.setState({ found: reply.value, failure: undefined, times: reply.value.names > 0 ? times + 1 : times });
}

function forgetNames(): void {
  jobs.begin();
  useNames.setState({ found: undefined, failure: undefined });
}

/** True if addresses are shown with the names that the capture has for them. */
export function useNamesShown(): boolean {
  const wanted = useStore((state) => state.showNames);
  const some = useNames(({ found }) => (found?.names ?? 0) > 0);
  return wanted && some;
}

/** Changes whenever the tables in the worker have changed, or have got names, objects or vendors. */
export function useTablesStamp(): number {
  const generation = useStore((state) => state.generation);
  const times = useNames((state) => state.times);
  const objects = useObjects((state) => state.times);
  const vendors = useVendors((state) => state.times);
  return generation + times + objects + vendors;
}

const NO_NAMES: ReadonlyMap<string, ToldName> = new Map();

/** The names of some addresses, as they stand at the end of the capture; those without are left out. */
export function useNamesOf(addresses: readonly string[]): ReadonlyMap<string, ToldName> {
  const shown = useNamesShown();
  const times = useNames((state) => state.times);
  const [names, setNames] = useState(NO_NAMES);
  const key = addresses.join(' ');
  useEffect(() => {
    if (!shown || key === '') return undefined;
    let isWanted = true;
    void engine()
      .data.namesOf(key.split(' '))
      .then((reply) => {
        if (!isWanted || !reply.ok) return;
        setNames(new Map(reply.value.flatMap((told) => (told === undefined ? [] : [[told.address, told] as const]))));
      });
    return () => {
      isWanted = false;
    };
  }, [key, shown, times]);
  return shown ? names : NO_NAMES;
}
