import { MOST_STEPS } from '../match-bounds.ts';
import type { Taken } from './taken.ts';

/** What a flow shares with its events: equal by Map’s rule, lists element by element. undefined hides an event. */
export type Key = string | number | boolean | readonly (string | number | boolean)[] | undefined;

/** A condition as the engine asks it: true, or what is to be remembered, accepts. What it throws is the caller’s to catch. */
export interface Condition<E> {
  (event: E, taken: Taken<E>): boolean | Readonly<Record<string, unknown>>;
  /** Of fields: which of them failed, and what was wanted. */
  whyNot?: (event: E, taken: Taken<E>) => string;
  /** Of fields: what they say of the event alone. The same for all flows, so it is asked once for an event. */
  constants?: (event: E) => boolean;
  /** Beside `constants`: what depends on what was taken; undefined: nothing. */
  relations?: Condition<E>;
  /** It never looks at what was taken. */
  isOfEvent?: boolean;
}

/** A step of a sequence. Times are nanoseconds; Infinity and -Infinity stand for none. */
export interface Step<E> {
  readonly name: string;
  readonly when: Condition<E>;
  /** How often it may happen; `greatest` may be Infinity. */
  readonly least: number;
  readonly greatest: number;
  /** Conditions see a list of what it took, however often it may happen. */
  readonly listed: boolean;
  readonly optional: boolean;
  /** Greatest and smallest time from the event before. */
  readonly withinNs: number;
  readonly afterNs: number;
  /** Only the very next event that the definition sees with this key. */
  readonly strict: boolean;
  /** A copy of the flow takes the event; the flow stays as it is. */
  readonly each: boolean;
  /** What must not come between this step and the next. */
  readonly absences: readonly Absence<E>[];
}

/** Something that must not come. */
export interface Absence<E> {
  readonly name: string;
  readonly when: Condition<E>;
  /** Behind the last step: for how long; elsewhere undefined. */
  readonly forNs?: number;
}

/** When a flow begins: with every fitting event; if no flow took it; if none is open; in place of those that are open. */
export type Starts = 'every' | 'unless-taken' | 'one' | 'newest';
/** Which flows may take an event: all, or the first that does, asked from the oldest or from the newest. */
export type Takes = 'all' | 'oldest' | 'newest';
/** What a match does to other flows: nothing, ends those with the same first event, or all of its key. */
export type After = 'keep' | 'one-per-start' | 'clear';

/** A sequence to look for, checked (see `definitionFault`). What each part means exactly: docs/sequences.md. */
export interface Definition<E> {
  readonly name: string;
  /** Without it all events belong together. */
  readonly key?: (event: E) => Key;
  /** What the definition sees at all. */
  readonly where?: Condition<E>;
  /** Ends open flows. */
  readonly until?: Condition<E>;
  /** Silence before the first step; of events that fit `when`. */
  readonly quiet?: { readonly forNs: number; readonly when?: Condition<E> };
  readonly steps: readonly Step<E>[];
  /** From the first event to the last, and from each to the next, ns; Infinity: no limit. */
  readonly withinNs: number;
  readonly maxGapNs: number;
  readonly starts: Starts;
  readonly takes: Takes;
  readonly after: After;
  /** Takes as much as it can before it is a match. */
  readonly longest: boolean;
  /** Open flows that are remembered. */
  readonly maxOpen: number;
}

/** Seconds as whole nanoseconds: 0.1 s is a hundred million of them, whatever a binary fraction makes of it. */
export function secondsToNs(seconds: number): number {
  return seconds === Infinity ? Infinity : Math.round(seconds * 1e9);
}

/** What is wrong with a definition, in words; undefined: nothing. */
export function definitionFault<E>({ steps, longest }: Definition<E>): string | undefined {
  const [first] = steps;
  const last = steps.at(-1);
  if (first === undefined || last === undefined) return 'It has no step.';
  if (steps.length > MOST_STEPS) return `It has more than ${MOST_STEPS} steps.`;
  if (first.optional) return 'The first step cannot be optional.';
  if (last.optional && !longest) return 'The last step can be optional only with longest().';
  if (first.each || first.strict || first.afterNs > -Infinity)
    return 'The first step has nothing before it: each, strict and after mean nothing there.';
  return steps.map((step) => stepFault(step, step === last, longest)).find((fault) => fault !== undefined);
}

function stepFault<E>(
  { name, least, greatest, each, strict, absences }: Step<E>,
  isLast: boolean,
  longest: boolean,
): string | undefined {
  if (!(least >= 1 && greatest >= least))
    return `Step “${name}”: it must happen once at least, and no less often than that.`;
  if (each && (greatest > 1 || strict)) return `Step “${name}”: each goes neither with repeats nor with strict.`;
  for (const { name: absence, forNs } of absences) {
    if (!isLast && forNs !== undefined) return `Absence “${absence}”: “for” belongs behind the last step.`;
    if (isLast && (forNs === undefined || longest))
      return `Absence “${absence}”: behind the last step it needs “for”, and cannot go with longest().`;
  }
  return undefined;
}
