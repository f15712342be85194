import { describe, expect, it } from 'vitest';
import { definitionFault } from '../../../../src/core/relational/sequence/definition.ts';
import { definitionOf, runTrace, runWindow, type TraceDefinition } from './traces.ts';

const A = { step: 'A', when: { a: 'a' } };
const B = { step: 'B', when: { a: 'b' } };
const run = (definition: Omit<TraceDefinition, 'key'>, events: string) =>
  runTrace({ key: true, ...definition }, events);

describe('a sequence', () => {
  it('passes over what no step accepts, and keeps keys apart', () => {
    expect(run({ items: [A, B] }, 'a1@0 x1@1 b2@2 b1@3')).toEqual({
      matches: [{ events: [1, 4], at: 3 }],
      ended: [],
      open: [],
      reached: [1, 1],
    });
  });

  it('keeps limits to the nanosecond, both ends included', () => {
    const within = { items: [A, B], within: 0.1 };
    expect(run(within, 'a@0.2 b@0.3').matches).toHaveLength(1);
    expect(run(within, 'a@0.2 b@0.300000001').ended).toEqual([
      { events: [1], reason: 'too-late', at: 0.3, limit: 'within' },
    ]);
  });

  it('is a match when what must not come has not come, at the end of its time', () => {
    const absent = { items: [A, { without: 'X', when: { a: 'x' }, for: 3 }] };
    expect(run(absent, 'a@0 z2@10').matches).toEqual([{ events: [1], at: 3 }]);
    expect(run(absent, 'a@0 x@3').ended).toEqual([{ events: [1], reason: 'forbidden', at: 3, by: 2, without: 'X' }]);
    expect(run(absent, 'a@0 z@2').open).toEqual([{ events: [1], waitsFor: ['X'] }]);
  });

  it('repeats, leaves out and goes on as long as it can', () => {
    const times: readonly [number, number] = [1, 3];
    const longest = { items: [A, { ...B, times }], longest: true };
    expect(run(longest, 'a@0 b@1 b@2 b@3 b@4').matches).toEqual([{ events: [1, 2, 3, 4], at: 3 }]);
    const optional = { items: [A, { ...B, optional: true }, { step: 'C', when: { a: 'c' } }] };
    expect(run(optional, 'a@0 c@1').matches).toEqual([{ events: [1, 2], at: 1 }]);
  });

  it('ends with the event that is not the very next', () => {
    expect(run({ items: [A, { ...B, strict: true }] }, 'a@0 x@1 b@2').ended).toEqual([
      { events: [1], reason: 'not-next', at: 1, by: 2 },
    ]);
  });

  it('forgets the oldest beyond the number that is remembered', () => {
    expect(run({ items: [A, B], maxOpen: 1 }, 'a@0 a@1').ended).toEqual([
      { events: [1], reason: 'evicted', at: 1, by: 2 },
    ]);
  });

  it('ends one flow by what its condition throws, and no other', () => {
    const throwing = { items: [A, { step: 'B', when: { a: 'b', throws: 'x' } }] };
    expect(run(throwing, 'a1@0 a2@0 x1@1 b2@2')).toMatchObject({
      matches: [{ events: [2, 4] }],
      ended: [{ events: [1], reason: 'error', by: 3 }],
    });
  });

  it.each<[string, TraceDefinition['items'], boolean]>([
    ['without a step', [], false],
    ['with an optional first step', [{ ...A, optional: true }, B], false],
    ['with an optional last step', [A, { ...B, optional: true }], false],
    ['with an absence at the end and no time for it', [A, { without: 'X', when: {} }], false],
    ['with a time for an absence in between', [A, { without: 'X', when: {}, for: 1 }, B], false],
    ['that forks and repeats', [A, { ...B, each: true, times: [1, 2] }], false],
    ['of two steps', [A, B], true],
  ])('%s is told from others', (_what, items, isFine) => {
    expect(definitionFault(definitionOf({ items })) === undefined).toBe(isFine);
  });
});

describe('a window', () => {
  it('is an episode from the event that made it to the end of the window after the last that did', () => {
    const window = { key: true, where: { a: 'a' }, within: 10, measure: 'count', threshold: 3 } as const;
    expect(runWindow(window, 'a@0 a@4 a@8 a@12 z@30', false).matches).toEqual([
      { events: [1, 2, 3, 4], at: 22, peak: 3 },
    ]);
    expect(runWindow(window, 'a@0 a@1 a@2', false).matches).toEqual([{ events: [1, 2, 3], at: 2, peak: 3, cut: true }]);
  });
});
