import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MatchSet } from '../../src/core/model/match.ts';
import { packMatches } from '../../src/core/relational/pack-matches.ts';
import { unpackMatches } from '../../src/core/relational/unpack-matches.ts';
import { NO_CLASSES } from '../../src/core/relational/user-module.ts';
import { checkReply, type Asked } from '../../workers/check-reply.ts';
import { matchSetOf } from '../../src/core/relational/match-set.ts';

const CODE = 'const a = 1;\nthrow a;';
const at = (what: Asked['for'], more: Partial<Asked> = {}): Asked => ({
  for: what,
  code: CODE,
  packets: 3,
  sent: 3,
  seen: 0,
  ...more,
});

const good: MatchSet = matchSetOf({
  classes: [{ name: 'A', completed: 1, incomplete: 0 }],
  matches: [
    { flowClass: 0, complete: true, packets: [0, 2], fields: [{ name: 'f', value: 'v' }] },
    { flowClass: 0, complete: false, packets: [1], fields: [{ name: 'f', value: '' }] },
  ],
  omitted: [0],
});

/** What the data worker makes of a match set of three packets that was packed, with some columns changed, and checked. */
function matchesOf(change: object, set: MatchSet = good): unknown {
  const reply = checkReply({ type: 'done', matches: { ...packMatches(set), ...change } }, at('finish'));
  return reply?.type === 'done' ? plain(unpackMatches(reply.matches, 3)) : undefined;
}

function plain({ matches, ...set }: MatchSet): object {
  return { ...set, matches: [...matches] };
}

/** A value of little memory that takes for ever to be written as text. */
function nested(): unknown {
  let value: unknown = ['x'];
  for (let depth = 0; depth < 60; depth += 1) value = [value, value];
  return value;
}

/** What is neither number nor text, and must be asked for neither. */
const ODD: readonly [string, unknown][] = [
  ['a text', '1'],
  ['nothing', undefined],
  ['a nest', nested()],
  ['an object without primitive', { toString: 1, valueOf: 1 }],
  ['less than nothing', -1],
  ['a part', 0.5],
  ['no number', NaN],
  ['endless', Infinity],
  ['many digits', 2 ** 53],
  ['a large integer', 1n],
  ['a boxed number', Object(1)],
];

describe('what the sandbox says', () => {
  it('is taken as it is when it is right', () => {
    expect(matchesOf({})).toEqual(plain(good));
    expect(checkReply({ type: 'ready' }, at('ready'))).toEqual({ type: 'ready' });
    expect(checkReply({ type: 'loaded', classes: ['A'], sources: ['packets'] }, at('load'))).toEqual({
      type: 'loaded',
      classes: ['A'],
      sources: ['packets'],
    });
    const progress = { type: 'progress', events: 2, completed: 1 };
    for (const what of ['events', 'finish'] as const) expect(checkReply(progress, at(what))).toEqual(progress);
  });

  it.each([
    ['no object', 5],
    ['nothing', null],
    ['no type', { a: 1 }],
    ['an unknown type', { type: 'open-window' }],
    ['no matches', { type: 'done' }],
    ['matches that are none', { type: 'done', matches: { classes: 'x', matches: [], omitted: [] } }],
  ])('is not taken with %s', (_what, message) => expect(checkReply(message, at('finish'))).toBeUndefined());

  it('is not taken when something else was asked', () => {
    const answers = {
      ready: { type: 'ready' },
      load: { type: 'loaded', classes: ['A'], sources: ['packets'] },
      events: { type: 'progress', events: 1, completed: 0 },
      finish: { type: 'done', matches: packMatches(good) },
    };
    for (const [asked, answer] of Object.entries(answers)) {
      for (const what of ['ready', 'load', 'events', 'finish'] as const) {
        const fits = what === asked || (what === 'finish' && asked === 'events');
        expect([asked, what, checkReply(answer, at(what)) !== undefined]).toEqual([asked, what, fits]);
      }
    }
  });

  it('brings nothing along that is no column', () => {
    const matches = { ...packMatches(good), more: new Uint8Array(9) };
    expect(checkReply({ type: 'done', matches }, at('finish'))).toEqual({ type: 'done', matches: packMatches(good) });
  });
});

describe('progress', () => {
  it.each(ODD)('is not taken with %s', (_what, odd) => {
    expect(checkReply({ type: 'progress', events: odd, completed: 0 }, at('events'))).toBeUndefined();
    expect(checkReply({ type: 'progress', events: 1, completed: odd }, at('events'))).toBeUndefined();
  });

  it('goes neither back nor beyond what was sent', () => {
    const told = (events: number): boolean =>
      checkReply({ type: 'progress', events, completed: 0 }, at('events', { seen: 1, sent: 2 })) !== undefined;
    expect([0, 1, 2, 3].map(told)).toEqual([false, true, true, false]);
  });
});

describe('a list of classes', () => {
  it.each([
    ['numbers', [1]],
    ['a nest', [nested()]],
    ['no list', 'A'],
    ['a long name', ['n'.repeat(201)]],
    ['very many', new Array(1001).fill('A')],
    ['holes', new Array(5)],
  ])('is not taken with %s', (_what, classes) =>
    expect(checkReply({ type: 'loaded', classes }, at('load'))).toBeUndefined(),
  );

  it('that is empty is Flowloom’s to talk about', () =>
    expect(checkReply({ type: 'loaded', classes: [], sources: [] }, at('load'))).toEqual({
      type: 'failed',
      failure: NO_CLASSES,
    }));
});

describe('a failure', () => {
  const failed = (failure: unknown, what: Asked['for'] = 'events'): unknown =>
    checkReply({ type: 'failed', failure }, at(what));

  it('is one of the code, in its own words, on a line that it has', () => {
    const threw = { code: 'code-threw', detail: 'x', byCode: true };
    expect(failed({ code: 'code-threw', detail: 'x', line: 2, column: 3, offset: 9, byCode: false })).toEqual({
      type: 'failed',
      failure: { ...threw, line: 2, column: 3 },
    });
    for (const place of [
      { line: 3, column: 1 },
      { line: 2, column: 10 },
      { line: 2 ** 53 - 1, column: 1 },
      { line: 0, column: 0 },
      { line: '2', column: 1 },
      { line: 2 },
    ])
      expect(failed({ code: 'code-threw', detail: 'x', ...place })).toEqual({ type: 'failed', failure: threw });
  });

  it('cannot be of another kind, wordless, or long', () => {
    for (const code of ['bug', 'unreadable', 'worker-died', 'stopped', 'code-forged', 'code-timeout', undefined, 5])
      expect(failed({ code, detail: 'x' })).toBeUndefined();
    for (const detail of [undefined, 5, nested(), 'x'.repeat(2001)])
      expect(failed({ code: 'code-threw', detail })).toBeUndefined();
    expect(failed(undefined)).toBeUndefined();
    expect(failed({ code: 'code-threw', detail: 'x' }, 'ready')).toBeUndefined();
  });
});

describe('matches', () => {
  it('come back from their columns as they were', () => {
    const field = fc.record({ name: fc.string({ maxLength: 5 }), value: fc.string({ maxLength: 200 }) });
    const packets = fc.array(fc.nat(2), { minLength: 1, maxLength: 5 });
    const match = fc.record({
      flowClass: fc.nat(1),
      complete: fc.boolean(),
      packets,
      fields: fc.array(field, { maxLength: 33 }),
    });
    const classes = ['A', 'B'].map((name) => ({ name, completed: 3, incomplete: 4 }));
    fc.assert(
      fc.property(fc.array(match), (matches) => {
        const set = { classes, matches, omitted: [0, 7] };
        expect(matchesOf({}, matchSetOf(set))).toEqual(set);
      }),
    );
  });

  it('without packets, and packets that the capture has no more, are left out', () => {
    const [first, second] = good.matches;
    const empty = { ...second, flowClass: 0, complete: true, packets: [], fields: first?.fields ?? [] };
    expect(matchesOf({}, matchSetOf({ ...good, matches: [empty, ...good.matches] }))).toEqual(plain(good));
    expect([...unpackMatches(packMatches(good), 2).matches].map(({ packets }) => packets)).toEqual([[0], [1]]);
  });

  const rows = 20_000;
  const packets = new Int32Array(100_000);
  it.each<[string, object]>([
    ['ends that go back', { packetEnd: Int32Array.of(3, 1) }],
    ['ends before the end', { packetEnd: Int32Array.of(1, 2) }],
    ['ends beyond the end', { packetEnd: Int32Array.of(2, 4) }],
    ['ends below nothing', { packetEnd: Int32Array.of(-1, 3) }],
    ['a text that is not there', { fieldValue: Float64Array.of(0, 2) }],
    ['half a text', { fieldValue: Float64Array.of(0, 0.5) }],
    ['a number that is none', { fieldName: Int32Array.of(0, 1), fieldValue: Float64Array.of(NaN, 0) }],
    ['more unlisted than packets', { unlistedBegins: new Uint32Array(4) }],
    ['fields that go back', { fieldEnd: Int32Array.of(2, 1) }],
    ['a packet that is not there', { packets: Int32Array.of(0, 2, 3) }],
    ['a packet below nothing', { packets: Int32Array.of(0, 2, -1) }],
    ['a class that is not there', { flowClass: Uint16Array.of(0, 1) }],
    ['half a completeness', { complete: Uint8Array.of(1, 2) }],
    ['a name that is not there', { fieldName: Int32Array.of(1, 3) }],
    ['columns of unequal length', { flowClass: Uint16Array.of(0) }],
    ['a column of another kind', { packets: [0, 2, 1] }],
    ['a column in a larger buffer', { packets: new Int32Array(new ArrayBuffer(99 * 4), 0, 3) }],
    ['no texts', { texts: 5 }],
    ['a long value', { texts: ['v'.repeat(201), ''] }],
    ['names that are none', { names: [5] }],
    ['a long name', { names: ['n'.repeat(201)] }],
    ['a class without a name', { classes: [{ name: 7, completed: 1, incomplete: 0 }] }],
    ['a class of a nest', { classes: [{ name: nested(), completed: 1, incomplete: 0 }] }],
    ['counts that are none', { omitted: ['many'] }],
    ['counts of other classes', { omitted: [0, 0] }],
    ['very many', { flowClass: new Uint16Array(1_000_001) }],
    [
      'every second row that takes all packets',
      {
        packets,
        flowClass: new Uint16Array(rows),
        complete: new Uint8Array(rows),
        packetEnd: new Int32Array(rows).map((_, row) => (row % 2 === 0 ? 0 : packets.length)),
        fieldEnd: new Int32Array(rows),
        fieldName: new Int32Array(0),
        fieldValue: new Float64Array(0),
        texts: [],
      },
    ],
  ])('with %s are not taken', (_what, change) => expect(matchesOf(change)).toBeUndefined());

  it.each(ODD)('with a count of %s are not taken', (_what, odd) =>
    expect(matchesOf({ classes: [{ name: 'A', completed: odd, incomplete: 0 }] })).toBeUndefined(),
  );

  it('with too many fields are not taken', () => {
    const fields = Array.from({ length: 34 }, (_, index) => ({ name: `n${index}`, value: '' }));
    expect(
      matchesOf({}, matchSetOf({ ...good, matches: [{ flowClass: 0, complete: true, packets: [1], fields }] })),
    ).toBe(undefined);
  });

  it('of any numbers and lengths are no trouble, nor to who unpacks them unchecked', () => {
    const column = fc.int32Array({ maxLength: 6 });
    const columns = fc.record({
      packets: column,
      packetEnd: column,
      fieldName: column,
      fieldEnd: column,
    });
    fc.assert(
      fc.property(columns, (change) => {
        matchesOf(change);
        const { matches } = unpackMatches({ ...packMatches(good), ...change }, 3);
        const taken = [...matches].reduce((sum, match) => sum + match.packets.length, 0);
        expect(taken).toBeLessThanOrEqual(change.packets.length);
      }),
    );
  });
});
