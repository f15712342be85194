import type { Condition, Definition, Step } from '../../../../src/core/relational/sequence/definition.ts';
import type { Taken } from '../../../../src/core/relational/sequence/taken.ts';
import type { Outcomes, ToldFlow } from '../../../../src/core/relational/sequence/outcomes.ts';
import { secondsToNs } from '../../../../src/core/relational/sequence/definition.ts';
import { WindowMatcher } from '../../../../src/core/relational/sequence/window-matcher.ts';
import type { Measure } from '../../../../src/core/relational/sequence/window-measure.ts';
import { SequenceMatcher } from '../../../../src/core/relational/sequence/sequence-matcher.ts';

/** Events of letters, keys and values; times of any number of places, as text. */
export interface LetterEvent {
  readonly number: number;
  readonly letter: string;
  readonly key: string | undefined;
  readonly value: number | undefined;
  readonly timeNs: number;
}

/** Reads `a1=7@2.5 b@3`: letter, key (none: 0, “-”: no key), value, seconds. */
export function readEvents(text: string): LetterEvent[] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map((word, at) => {
      const [, letter, key, value, time] = /^([a-z])(-|\d*)(?:=(-?\d+))?@([\d.]+)$/.exec(word) ?? [];
      if (letter === undefined || time === undefined) throw new Error(`no event: ${word}`);
      const [whole = '0', part = ''] = time.split('.');
      return {
        number: at + 1,
        letter,
        key: key === '-' ? undefined : key === '' ? '0' : key,
        value: value === undefined ? undefined : Number(value),
        timeNs: Number(whole) * 1e9 + Number(part.padEnd(9, '0')),
      };
    });
}

function eventsOf(events: string | readonly LetterEvent[]): readonly LetterEvent[] {
  return typeof events === 'string' ? readEvents(events) : events;
}

type Comparison = Readonly<Record<string, number | { readonly of: string }>>;
export interface When {
  readonly a?: string;
  readonly v?: Comparison;
  readonly any?: readonly When[];
  readonly throws?: string;
}

/** A step or an absence, as the traces write it. */
export interface Item {
  readonly step?: string;
  readonly without?: string;
  readonly when: When;
  readonly times?: readonly [number, number | null];
  readonly optional?: boolean;
  readonly within?: number;
  readonly after?: number;
  readonly strict?: boolean;
  readonly each?: boolean;
  readonly for?: number;
}

export interface TraceDefinition {
  readonly key?: boolean;
  readonly where?: When;
  readonly until?: When;
  readonly quiet?: { readonly for: number; readonly when?: When };
  readonly items: readonly Item[];
  readonly within?: number;
  readonly maxGap?: number;
  readonly starts?: Definition<LetterEvent>['starts'];
  readonly takes?: Definition<LetterEvent>['takes'];
  readonly after?: Definition<LetterEvent>['after'];
  readonly longest?: boolean;
  readonly maxOpen?: number;
  readonly endOfStream?: 'unknown' | 'absent';
}

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
};

export function conditionOf({ a, v, any, throws }: When): Condition<LetterEvent> {
  return (event, taken) => {
    if (throws?.includes(event.letter) === true) throw new Error(`at ${event.letter}`);
    if (a !== undefined && !a.includes(event.letter)) return false;
    if (v !== undefined && !Object.entries(v).every(([how, than]) => compares(event, how, than, taken))) return false;
    return any?.some((one) => conditionOf(one)(event, taken) !== false) ?? true;
  };
}

function compares(
  event: LetterEvent,
  how: string,
  than: number | { readonly of: string },
  taken: Taken<LetterEvent>,
): boolean {
  const other = typeof than === 'number' ? than : valueOf(taken[than.of]);
  return event.value !== undefined && other !== undefined && COMPARE[how]?.(event.value, other) === true;
}

function valueOf(taken: unknown): number | undefined {
  const latest = (Array.isArray(taken) ? taken.at(-1) : taken) as LetterEvent | undefined;
  return latest?.value;
}

const ns = (seconds: number | undefined, none: number): number => (seconds === undefined ? none : secondsToNs(seconds));

export function definitionOf(trace: TraceDefinition): Definition<LetterEvent> {
  const steps: Step<LetterEvent>[] = [];
  for (const item of trace.items) {
    if (item.step !== undefined) steps.push(stepOf(item, item.step));
    else {
      const before = steps.at(-1);
      if (before === undefined) throw new Error('an absence before the first step');
      const absence = {
        name: item.without ?? '',
        when: conditionOf(item.when),
        ...(item.for !== undefined && { forNs: secondsToNs(item.for) }),
      };
      steps[steps.length - 1] = { ...before, absences: [...before.absences, absence] };
    }
  }
  const { key, where, until, quiet } = trace;
  return {
    name: 'trace',
    ...(key === true && { key: (event: LetterEvent) => event.key }),
    ...(where && { where: conditionOf(where) }),
    ...(until && { until: conditionOf(until) }),
    ...(quiet && { quiet: { forNs: secondsToNs(quiet.for), ...(quiet.when && { when: conditionOf(quiet.when) }) } }),
    steps,
    withinNs: ns(trace.within, Infinity),
    maxGapNs: ns(trace.maxGap, Infinity),
    starts: trace.starts ?? 'every',
    takes: trace.takes ?? 'all',
    after: trace.after ?? 'keep',
    longest: trace.longest ?? false,
    maxOpen: trace.maxOpen ?? Infinity,
  };
}

function stepOf({ when, times, optional, within, after, strict, each }: Item, name: string): Step<LetterEvent> {
  const [least, greatest] = times ?? [1, 1];
  return {
    name,
    when: conditionOf(when),
    least,
    greatest: greatest ?? Infinity,
    listed: times !== undefined,
    optional: optional ?? false,
    withinNs: ns(within, Infinity),
    afterNs: ns(after, -Infinity),
    strict: strict ?? false,
    each: each ?? false,
    absences: [],
  };
}

/** What was found, written as the traces write it. */
export interface TraceResult {
  readonly matches: unknown[];
  readonly ended: unknown[];
  readonly open: unknown[];
  readonly reached: number[];
}

/** What the matcher finds of a definition in events, which may be written as text. */
export function runTrace(trace: TraceDefinition, events: string | readonly LetterEvent[]): TraceResult {
  const definition = definitionOf(trace);
  const result: TraceResult = { matches: [], ended: [], open: [], reached: definition.steps.map(() => 0) };
  const numbers = (flow: ToldFlow<LetterEvent>): number[] => flow.events.map(({ number }) => number);
  const outcomes: Outcomes<LetterEvent> = {
    match: (flow, atNs, more) => result.matches.push({ events: numbers(flow), at: atNs / 1e9, ...more }),
    ended: (flow, reason, atNs, cause) =>
      result.ended.push({ events: numbers(flow), reason, at: atNs / 1e9, ...cause }),
    open: (flow, waitsFor, forked) => result.open.push({ events: numbers(flow), waitsFor, ...(forked && { forked }) }),
    reached: (step) => result.reached[step]++,
    threw: () => undefined,
  };
  const matcher = new SequenceMatcher(definition, outcomes);
  for (const event of eventsOf(events)) matcher.ingest(event, event.number, event.timeNs);
  matcher.end(trace.endOfStream === 'absent');
  return result;
}

/** A window as the traces write it. */
export interface TraceWindow {
  readonly key?: boolean;
  readonly where?: When;
  readonly within: number;
  readonly measure: Measure<LetterEvent>['type'];
  readonly threshold: number;
}

/** What the matcher finds of a window. */
export function runWindow(
  { key, where, within, measure, threshold }: TraceWindow,
  events: string | readonly LetterEvent[],
  absent: boolean,
): Pick<TraceResult, 'matches'> {
  const matches: unknown[] = [];
  const unused = (): never => {
    throw new Error('windows only match');
  };
  const matcher = new WindowMatcher<LetterEvent>(
    {
      name: 'trace',
      ...(key === true && { key: (event) => event.key }),
      ...(where && { where: conditionOf(where) }),
      withinNs: secondsToNs(within),
      measure: measure === 'count' ? { type: measure } : { type: measure, of: ({ value }) => value },
      threshold,
    },
    {
      match: ({ events: taken }, atNs, more) =>
        matches.push({ events: taken.map(({ number }) => number), at: atNs / 1e9, ...more }),
      ended: unused,
      open: unused,
      reached: unused,
      threw: () => undefined,
    },
  );
  for (const event of eventsOf(events)) matcher.ingest(event, event.number, event.timeNs);
  matcher.end(absent);
  return { matches };
}
