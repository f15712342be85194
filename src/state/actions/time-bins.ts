import type { Reply } from '../../core/model/failure.ts';
import type { TimeBins, TimeBinsRequest } from '../../core/model/question.ts';
import { engine } from '../engine-port.ts';

/** Counts over time, for the strip. */
export function readTimeBins(request: TimeBinsRequest): Promise<Reply<TimeBins>> {
  return engine().data.timeBins(request);
}
