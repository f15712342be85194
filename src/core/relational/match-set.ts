import type { Match, MatchSet } from '../model/match.ts';
import { ColumnMatches } from './match-list.ts';
import { MatchTexts, MatchWriter } from './match-writer.ts';

/** A match set of matches that are at hand one by one. */
export function matchSetOf({
  matches,
  ...set
}: Omit<MatchSet, 'matches'> & { readonly matches: Iterable<Match> }): MatchSet {
  const writer = new MatchWriter(new MatchTexts(Infinity));
  for (const match of matches) writer.add(match);
  return { ...set, matches: new ColumnMatches(writer.take()) };
}

/** Nothing has been looked for. */
export const NO_MATCHES: MatchSet = matchSetOf({ classes: [], matches: [], omitted: [] });
