import type { Reply } from '../../core/model/failure.ts';
import type { TimeBins, TimeRange } from '../../core/model/question.ts';
import { engine } from '../engine-port.ts';

/** Counts over `bins` equal stretches of a range, or of the whole capture. */
export function readTimeBins(bins: number, range: TimeRange | undefined): Promise<Reply<TimeBins>> {
  return engine().data.timeBins(bins, range);
}
