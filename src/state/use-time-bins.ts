import { useEffect, useState } from 'react';
import type { TimeBins, TimeRange } from '../core/model/question.ts';
import { readTimeBins } from './actions/time-bins.ts';
import { useStore } from './store.ts';

interface Wish {
  readonly bins: number;
  readonly range: TimeRange | undefined;
}

/**
 * Counts over `bins` equal stretches of a range, or of the whole capture; anew when the worker's tables change. Those
 * before stay until the next have come. One question is under way at most: while a capture is read the worker answers
 * late, and the strip must grow all the same.
 */
export function useTimeBins(bins: number, range: TimeRange | undefined): TimeBins | undefined {
  const generation = useStore((state) => state.generation);
  const [counts, setCounts] = useState<TimeBins | undefined>(undefined);
  const [ask] = useState(() => createAsker(setCounts));
  useEffect(() => {
    if (bins > 0) ask({ bins, range });
  }, [ask, bins, range, generation]);
  return counts;
}

/** Asks for the newest wish as soon as the question before is answered. */
function createAsker(give: (counts: TimeBins) => void): (wish: Wish) => void {
  let next: Wish | undefined;
  let busy = false;
  const pump = async (): Promise<void> => {
    busy = true;
    while (next !== undefined) {
      const wish = next;
      next = undefined;
      const reply = await readTimeBins(wish.bins, wish.range);
      if (reply.ok) give(reply.value);
    }
    busy = false;
  };
  return (wish) => {
    next = wish;
    if (!busy) void pump();
  };
}
