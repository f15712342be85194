import { useEffect, useState } from 'react';
import { newestOnly } from '../base/newest.ts';
import type { TimeBins, TimeRange } from '../core/model/question.ts';
import { readTimeBins } from './actions/time-bins.ts';
import { useStore } from './store.ts';
import type { Answer } from './use-answer.ts';

interface Wish {
  readonly bins: number;
  readonly range: TimeRange | undefined;
}

const NONE: Answer<TimeBins> = { value: undefined, failure: undefined };

/**
 * Counts over `bins` equal stretches of a range, or of the whole capture; anew when the worker's tables change. Those
 * before stay until the next have come, or have failed. One question is under way at most: while a capture is read the
 * worker answers late, and the strip must grow all the same.
 */
export function useTimeBins(bins: number, range: TimeRange | undefined): Answer<TimeBins> {
  const generation = useStore((state) => state.generation);
  const [counts, setCounts] = useState(NONE);
  const [ask] = useState(() =>
    newestOnly(async (wish: Wish) => {
      const reply = await readTimeBins(wish.bins, wish.range);
      setCounts(reply.ok ? { value: reply.value, failure: undefined } : { value: undefined, failure: reply.failure });
    }),
  );
  useEffect(() => {
    if (bins > 0) ask({ bins, range });
  }, [ask, bins, range, generation]);
  return counts;
}
