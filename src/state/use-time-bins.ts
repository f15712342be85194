import { useEffect, useState } from 'react';
import { newestOnly } from '../base/newest.ts';
import type { Failure } from '../core/model/failure.ts';
import type { TimeBins, TimeBinsRequest } from '../core/model/question.ts';
import { readTimeBins } from './actions/time-bins.ts';
import { useStore } from './store.ts';

/** Counts over time, and what they answer. */
export interface TimeBinsAnswer {
  readonly value: TimeBins | undefined;
  readonly request: TimeBinsRequest | undefined;
  readonly failure: Failure | undefined;
}

const NONE: TimeBinsAnswer = { value: undefined, request: undefined, failure: undefined };
/** While a filter reads bytes counts are asked for again after so long, ms; later if nothing has come since. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;

/**
 * Counts of a request, anew when the worker's tables change, and while the worker reads what the request's filter asks
 * for. Those before stay until the next have come, or have failed. One question is under way at most: while a capture is
 * read the worker answers late, and the strip must grow all the same.
 * @param request the same object while it is the same; undefined: nothing is asked
 */
export function useTimeBins(request: TimeBinsRequest | undefined): TimeBinsAnswer {
  const generation = useStore((state) => state.generation);
  const [answer, setAnswer] = useState(NONE);
  const [ask] = useState(() =>
    newestOnly(async (wish: TimeBinsRequest) => {
      const reply = await readTimeBins(wish);
      if (reply.ok) setAnswer({ value: reply.value, request: wish, failure: undefined });
      else setAnswer({ ...NONE, request: wish, failure: reply.failure });
    }),
  );
  useEffect(() => {
    if (request === undefined) return undefined;
    // After the rows that the same change asks for: who filters waits for these.
    const timer = setTimeout(() => ask(request));
    return () => clearTimeout(timer);
  }, [ask, request, generation]);
  useAskingAgain(answer, request, ask);
  return answer;
}

/** Asks again while only a part is known, less often when the part does not grow: reading may have been given up. */
function useAskingAgain(
  { value, request: answered }: TimeBinsAnswer,
  request: TimeBinsRequest | undefined,
  ask: (request: TimeBinsRequest) => void,
): void {
  const [last, setLast] = useState({ known: -1, pause: FIRST_PAUSE });
  useEffect(() => {
    const kept = value?.kept;
    if (kept === undefined || kept.known >= kept.of || request === undefined || request !== answered) return undefined;
    const pause = kept.known === last.known ? Math.min(last.pause * 2, LONGEST_PAUSE) : FIRST_PAUSE;
    const timer = setTimeout(() => {
      setLast({ known: kept.known, pause });
      ask(request);
    }, pause);
    return () => clearTimeout(timer);
    // `last` is what was known at the answer before: it changes only when another answer is asked for.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [value, answered, request, ask]);
}
