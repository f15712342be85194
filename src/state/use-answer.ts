import { useEffect, useState } from 'react';
import { newestOnly } from '../base/newest.ts';
import type { Failure, Reply } from '../core/model/failure.ts';
import { useTablesStamp } from './names.ts';

/**
 * The newest answer of the data worker. That about the row before stays for a moment, so that nothing flickers; when the
 * next one takes longer, nothing stands in its place.
 */
export interface Answer<T> {
  readonly value: T | undefined;
  readonly failure: Failure | undefined;
}

interface Kept<T> extends Answer<T> {
  readonly id: number | undefined;
}

const NONE: Answer<never> = { value: undefined, failure: undefined };
/** The answer about another row is shown no longer than this, ms. */
const LINGER_MS = 400;

/**
 * Asks about row `id`, anew when the worker's tables change, newest-only: one question is under way at most. `ask` must
 * be the same function from render to render. undefined: nothing is asked.
 */
export function useAnswer<T>(id: number | undefined, ask: (id: number) => Promise<Reply<T>>): Answer<T> {
  const generation = useTablesStamp();
  const [kept, setKept] = useState<Kept<T>>({ ...NONE, id: undefined });
  const [asker] = useState(() => createAsker(ask, setKept));
  useEffect(() => asker(id), [asker, id, generation]);
  if (id === undefined) return NONE;
  return kept.id === id ? kept : { value: kept.value, failure: undefined };
}

/** Asks for the newest row only and keeps the answer about it. Exported for tests. */
export function createAsker<T>(
  ask: (id: number) => Promise<Reply<T>>,
  keep: (kept: Kept<T>) => void,
): (id: number | undefined) => void {
  let wanted: number | undefined;
  let lingering: ReturnType<typeof setTimeout> | undefined;
  const askNewest = newestOnly(async (id: number | undefined) => {
    if (id === undefined) return;
    const reply = await ask(id);
    if (id !== wanted) return;
    clearTimeout(lingering);
    keep(reply.ok ? { id, value: reply.value, failure: undefined } : { id, value: undefined, failure: reply.failure });
  });
  return (id) => {
    if (id !== wanted) {
      clearTimeout(lingering);
      lingering = setTimeout(() => keep({ ...NONE, id: wanted }), LINGER_MS);
    }
    wanted = id;
    askNewest(id);
  };
}
