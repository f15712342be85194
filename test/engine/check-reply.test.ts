import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Match, MatchSet } from '../../src/core/model/match.ts';
import { packMatches } from '../../src/core/relational/pack-matches.ts';
import { unpackMatches } from '../../src/core/relational/unpack-matches.ts';
import { checkReply } from '../../src/engine/check-reply.ts';

const good: MatchSet = {
  classes: [{ name: 'A', completed: 1, incomplete: 0 }],
  matches: [{ flowClass: 0, complete: true, packets: [0, 2], fields: [{ name: 'f', value: 'v' }] }],
  omitted: [0],
};

/** What the data worker makes of a match set of three packets that was packed, with some columns changed, and checked. */
function matchesOf(change: object, set: MatchSet = good): unknown {
  const reply = checkReply({ type: 'done', matches: { ...packMatches(set), ...change } });
  return reply?.type === 'done' ? unpackMatches(reply.matches, 3) : undefined;
}

describe('what the sandbox says', () => {
  it('is taken as it is when it is right', () => expect(matchesOf({})).toEqual(good));

  it.each([
    ['no object', 5],
    ['nothing', null],
    ['no type', { a: 1 }],
    ['an unknown type', { type: 'open-window' }],
    ['no matches', { type: 'done' }],
    ['matches that are none', { type: 'done', matches: { classes: 'x', matches: [], omitted: [] } }],
  ])('is not taken with %s', (_what, message) => expect(checkReply(message)).toBeUndefined());

  it('comes back from its columns as it was', () => {
    const field = fc.record({ name: fc.string({ maxLength: 5 }), value: fc.string({ maxLength: 200 }) });
    const packets = fc.array(fc.nat(2), { minLength: 1, maxLength: 5 });
    const match = fc.record({
      flowClass: fc.nat(1),
      complete: fc.boolean(),
      packets,
      fields: fc.array(field, { maxLength: 4 }),
    });
    const classes = ['A', 'B'].map((name) => ({ name, completed: 3, incomplete: 4 }));
    fc.assert(
      fc.property(fc.array(match), (matches) => {
        const set = { classes, matches, omitted: [0, 7] };
        expect(matchesOf({}, set)).toEqual(set);
      }),
    );
  });

  it('loses packets that do not exist, and matches without packets or class', () => {
    const match = (packets: number[], flowClass = 0): Match => ({
      flowClass,
      complete: true,
      packets,
      fields: good.matches[0]?.fields ?? [],
    });
    const matches = [match([0, 3, -1, 2]), match([9]), match([]), match([1], 1), match([1], -1)];
    expect(matchesOf({}, { ...good, matches })).toEqual(good);
  });

  it('has bounded texts and true counts', () => {
    const fields = Array.from({ length: 40 }, () => ({ name: 'n'.repeat(999), value: 'v'.repeat(999) }));
    const set = { ...good, matches: [{ flowClass: 0, complete: true, packets: [1], fields }] };
    const checked = matchesOf({ classes: [{ name: 7, completed: -1, incomplete: Infinity }], omitted: ['many'] }, set);
    expect(checked).toMatchObject({ classes: [{ name: '', completed: 0, incomplete: 0 }], omitted: [0] });
    const bounded = Array.from({ length: 32 }, () => ({ name: 'n'.repeat(200), value: 'v'.repeat(200) }));
    expect((checked as MatchSet).matches[0]?.fields).toEqual(bounded);
  });

  it('survives columns of any numbers and lengths', () => {
    const column = fc.int32Array({ maxLength: 6 });
    const columns = fc.record({
      flowClass: column,
      packets: column,
      packetEnd: column,
      fieldName: column,
      fieldEnd: column,
      valueEnd: column,
    });
    fc.assert(fc.property(columns, (change) => void matchesOf(change)));
    expect(matchesOf({ packets: [1, 2] })).toBeUndefined();
    expect(matchesOf({ values: 5 })).toBeUndefined();
    expect(matchesOf({ flowClass: new Int32Array(100_001) })).toBeUndefined();
  });

  it('brings nothing along that is no column', () => {
    const reply = checkReply({ type: 'done', matches: { ...packMatches(good), more: new Uint8Array(9) } });
    expect(reply).toEqual({ type: 'done', matches: packMatches(good) });
  });

  it('cannot claim to be a failure of another kind', () => {
    const failed = (failure: unknown): unknown => checkReply({ type: 'failed', failure });
    expect(failed({ code: 'unreadable', detail: 'x', line: 2, column: 3, offset: 9 })).toEqual({
      type: 'failed',
      failure: { code: 'code-threw', detail: 'x', line: 2, column: 3 },
    });
    expect(failed(undefined)).toMatchObject({ failure: { code: 'code-threw' } });
    expect(failed({ code: 'code-syntax', detail: 'y', line: 'a' })).toEqual({
      type: 'failed',
      failure: { code: 'code-syntax', detail: 'y' },
    });
  });
});
