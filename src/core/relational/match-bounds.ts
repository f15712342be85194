/**
 * How much a run gives away: what collects matches stays below, and what is said beyond is not believed
 * (check-matches.ts). Bounds in all are there because a million small things are much.
 */

/** Classes of one module. */
export const MOST_CLASSES = 1000;
/** Steps of one sequence. */
export const MOST_STEPS = 64;
/** Flows of a sequence that did not become a match and are listed, of each step and outcome: the first ones. */
export const MOST_NEAR_MISSES = 256;
/** Open flows without a key from which on it is said that each packet is shown to all of them. */
export const CROWD = 1000;
/** Matches that are listed; the rest is counted. */
export const MOST_MATCHES = 1_000_000;
/** Packets of all listed matches together. */
export const MOST_PACKETS = 0x2000000;
/** Fields of one match that are shown; one more may say how many are not. */
export const MOST_FIELDS = 32;
/** UTF-16 code units of one value, of a field's name or of a class's. */
export const MOST_CHARACTERS = 200;
/** UTF-16 code units of names and texts of all fields together, each of them once. */
export const MOST_TEXT = 0x4000000;

/** Conditions of which a run tells, late answers, and packets of a flow in each of them; of longer flows the last ones. */
export const MOST_LINES = 5000;
export const MOST_LATE = 100_000;
export const MOST_TAKEN = 64;

/** A text that is not longer than a value may be, or than `most`; `…` at its end says that it was. */
export function clip(text: string, most = MOST_CHARACTERS): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
