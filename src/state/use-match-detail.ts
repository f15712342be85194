import type { MatchDetail } from '../core/model/match.ts';
import type { MatchIndex } from '../core/model/units.ts';
import { engine } from './engine-port.ts';
import { useAnswer } from './use-answer.ts';
import type { Answer } from './use-answer.ts';

const askMatch = (match: MatchIndex) => engine().data.match(match);

/** One match with its packets; asked anew when the worker's tables change. */
export function useMatchDetail(match: MatchIndex | undefined): Answer<MatchDetail> {
  return useAnswer(match, askMatch);
}
