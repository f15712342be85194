import { useEffect, useState } from 'react';
import { newestOnly } from '../base/newest.ts';
import type { Failure, Reply } from '../core/model/failure.ts';
import { useStore } from './store.ts';

/** The newest answer of the data worker; that about the row before stays until the next one is here. */
export interface Answer<T> {
  readonly value: T | undefined;
  readonly failure: Failure | undefined;
}

interface Kept<T> extends Answer<T> {
  readonly id: number | undefined;
}

const NONE: Answer<never> = { value: undefined, failure: undefined };

/**
 * Asks about row `id`, anew when the worker's tables change, newest-only: one question is under way at most. `ask` must
 * be the same function from render to render. undefined: nothing is asked.
 */
export function useAnswer<T>(id: number | undefined, ask: (id: number) => Promise<Reply<T>>): Answer<T> {
  const generation = useStore((state) => state.generation);
  const [kept, setKept] = useState<Kept<T>>({ ...NONE, id: undefined });
  const [asker] = useState(() => createAsker(ask, setKept));
  useEffect(() => asker(id), [asker, id, generation]);
  return id === undefined ? NONE : kept;
}

function createAsker<T>(
  ask: (id: number) => Promise<Reply<T>>,
  keep: (kept: Kept<T>) => void,
): (id: number | undefined) => void {
  let wanted: number | undefined;
  const askNewest = newestOnly(async (id: number | undefined) => {
    if (id === undefined) return;
    const reply = await ask(id);
    if (id !== wanted) return;
    keep(reply.ok ? { id, value: reply.value, failure: undefined } : { id, value: undefined, failure: reply.failure });
  });
  return (id) => {
    wanted = id;
    askNewest(id);
  };
}
