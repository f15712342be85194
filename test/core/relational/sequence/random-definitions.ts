import fc from 'fast-check';
import type { Item, LetterEvent, TraceDefinition, TraceWindow, When } from './traces.ts';

/** Definitions and streams of events at random: few letters, keys and values, so that much happens. */

const NAMES = ['A', 'B', 'C', 'D'];
const letters = fc.constantFrom('a', 'b', 'c', 'd', 'ab', 'bc', 'cd', 'abd', 'bcd');
const comparison = fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le');
const seconds = fc.integer({ min: 0, max: 16 }).map((halves) => halves / 2);

function sometimes<T>(of: fc.Arbitrary<T>, weight = 4): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 12, arbitrary: fc.constant(undefined) }, { weight, arbitrary: of });
}

/** Leaves out what is undefined, as JSON does. */
function without<T extends object>(record: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}

/** A condition; `before`: names of steps whose values it may look at. */
function condition(before: readonly string[]): fc.Arbitrary<When> {
  const than =
    before.length === 0
      ? fc.integer({ min: 0, max: 3 })
      : fc.oneof(
          fc.integer({ min: 0, max: 3 }),
          fc.constantFrom(...before).map((of) => ({ of })),
        );
  const one: fc.Arbitrary<When> = fc
    .record({
      a: letters,
      v: sometimes(fc.tuple(comparison, than).map(([how, what]) => ({ [how]: what }))),
      throws: sometimes(fc.constantFrom('a', 'b', 'c', 'd'), 1),
    })
    .map((parts) => without<When>(parts));
  const several: fc.Arbitrary<When> = fc.array(one, { minLength: 2, maxLength: 3 }).map((any) => ({ any }));
  return fc.oneof(
    { weight: 8, arbitrary: one },
    { weight: 1, arbitrary: several },
    { weight: 1, arbitrary: fc.constant({}) },
  );
}

const times = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom(0, 1, 2, null))
  .map(([least, more]): [number, number | null] => [least, more === null ? null : least + more]);

function step(at: number, isLast: boolean, longest: boolean): fc.Arbitrary<Item[]> {
  const name = NAMES[at] ?? '';
  const seen = NAMES.slice(0, at + 1);
  const isFirst = at === 0;
  const absence = fc
    .record({ when: condition(seen), for: isLast ? seconds : fc.constant(undefined) })
    .map((parts) => without<Omit<Item, 'without'>>(parts));
  const most = isLast && longest ? 0 : 2;
  const absences = fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(absence, { maxLength: most }) },
  );
  const itself = fc
    .record({
      when: condition(NAMES.slice(0, at)),
      times: sometimes(times),
      optional: isFirst || (isLast && !longest) ? fc.constant(undefined) : sometimes(fc.constant(true)),
      within: sometimes(seconds),
      after: isFirst ? fc.constant(undefined) : sometimes(seconds, 2),
      strict: isFirst ? fc.constant(undefined) : sometimes(fc.constant(true)),
      each: isFirst ? fc.constant(undefined) : sometimes(fc.constant(true)),
    })
    .map(({ times: often, strict, each, ...rest }) =>
      without<Item>({ step: name, ...rest, ...(each === true ? { each } : { times: often, strict }) }),
    );
  return fc
    .tuple(itself, absences)
    .map(([item, all]) => [item, ...all.map((one, number) => ({ without: `${name}${number}`, ...one }))]);
}

function stepsOf(longest: boolean): fc.Arbitrary<Item[]> {
  return fc
    .integer({ min: 1, max: 4 })
    .chain((count) => fc.tuple(...NAMES.slice(0, count).map((_, at) => step(at, at === count - 1, longest))))
    .map((items) => items.flat());
}

/** Definitions that are none of those that must be refused. */
export const definitions: fc.Arbitrary<TraceDefinition> = fc.boolean().chain((longest) =>
  fc
    .record({
      items: stepsOf(longest),
      key: fc.boolean(),
      where: sometimes(condition([])),
      until: sometimes(condition(['A', 'B'])),
      quiet: sometimes(
        fc.record({ for: seconds, when: sometimes(condition([])) }).map((parts) => without<{ for: number }>(parts)),
        2,
      ),
      within: sometimes(seconds),
      maxGap: sometimes(seconds),
      starts: fc.constantFrom('every', 'unless-taken', 'one', 'newest'),
      takes: fc.constantFrom('all', 'oldest', 'newest'),
      after: fc.constantFrom('keep', 'one-per-start', 'clear'),
      longest: fc.constant(longest),
      maxOpen: sometimes(fc.integer({ min: 1, max: 4 })),
      endOfStream: sometimes(fc.constant('absent')),
    })
    .map((parts) => without<TraceDefinition>(parts)),
);

/** Windows. */
export const windows: fc.Arbitrary<TraceWindow> = fc
  .record({
    key: fc.boolean(),
    where: sometimes(condition([])),
    within: seconds,
    measure: fc.constantFrom('count', 'distinct', 'sum'),
    threshold: fc.integer({ min: 1, max: 5 }),
  })
  .map((parts) => without<TraceWindow>(parts));

/** Streams of events, whose times mostly go forward. `hasGaps`: some have no value, or no key. */
export function streams(hasGaps = true): fc.Arbitrary<LetterEvent[]> {
  const event = fc.record({
    letter: fc.constantFrom('a', 'b', 'c', 'd'),
    key: fc.constantFrom('1', '2', '3', undefined),
    value: fc.constantFrom(0, 1, 2, 3, ...(hasGaps ? [undefined] : [])),
    halves: fc.constantFrom(0, 0, 1, 1, 1, 2, 3, 5, -2, -1),
  });
  return fc.array(event, { maxLength: 40 }).map((events) => {
    let timeNs = 5e9;
    return events.map(({ halves, ...rest }, at) => {
      timeNs = Math.max(0, timeNs + halves * 5e8);
      return { number: at + 1, timeNs, ...rest };
    });
  });
}
