import { OUTCOMES, type MatchEnd, type Outcome } from './match.ts';

const WORDS: Readonly<Record<Outcome, string>> = {
  match: 'match',
  cut: 'cut',
  open: 'open',
  'too-late': 'too late',
  forbidden: 'forbidden',
  until: 'until',
  'not-next': 'not next',
  replaced: 'replaced',
  superseded: 'superseded',
  evicted: 'evicted',
  error: 'error',
  forked: 'forked',
};

/** Outcomes in words, in the order of OUTCOMES; the last is what classes say of flows that are not complete. */
export const OUTCOME_WORDS: readonly string[] = [...OUTCOMES.map((outcome) => WORDS[outcome]), ''];

/** Why a flow ended as it did; "" for matches, and where there is no more to say. `event`: what numbers of events count. */
export function endWords(end: MatchEnd | undefined, event: 'packet' | 'line' = 'packet'): string {
  if (end === undefined) return '';
  const { outcome, by, limit, what } = end;
  const packet = by === undefined ? `a ${event}` : `${event} ${by + 1}`;
  const input = event === 'line' ? 'log' : 'capture';
  switch (outcome) {
    case 'match':
      return '';
    case 'cut':
      return `the ${input} ends before it had all that it could take`;
    case 'open':
      return `waits for ${what} when the ${input} ends`;
    case 'too-late':
      return `${what} did not come ${limit === 'gap' ? 'in time after the event before' : 'within the time of the whole'}`;
    case 'forbidden':
      return `${what} came, which must not: ${packet}`;
    case 'until':
      return `ended by ${packet}`;
    case 'not-next':
      return `${packet} came where another was to be the very next`;
    case 'replaced':
      return `${packet} began another in its place`;
    case 'superseded':
      return 'a match took its place';
    case 'evicted':
      return 'more flows were open than are remembered';
    case 'error':
      return `a condition threw at ${packet}`;
    case 'forked':
      return 'copies of it went on';
  }
}
