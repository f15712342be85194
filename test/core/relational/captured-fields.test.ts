import { describe, expect, it } from 'vitest';
import { capturedFields } from '../../../src/core/relational/captured-fields.ts';
import { EventSource } from '../../../src/core/relational/packet-cursor.ts';
import { batchOf } from './batches.ts';

function textOf(value: unknown): string | undefined {
  return capturedFields({ field: value })[0]?.value;
}

describe('captured fields', () => {
  const source = new EventSource();
  source.open(batchOf('0 a > b UDP', 41));

  it.each([
    ['plain text', 'plain text'],
    [42, '42'],
    [1.5, '1.5'],
    [(0.3 - 0.1) * 1000, '200'],
    [1 / 3, '0.3333333333'],
    [true, 'true'],
    [10n, '10'],
    [null, 'null'],
    [new Set(['B', 'C']), '{"B", "C"}'],
    [[1, 'a', [2]], '[1, "a", [2]]'],
    [new Map([['k', 1]]), '{"k" → 1}'],
    [{ port: 443, name: 'x' }, '{port: 443, name: "x"}'],
    [new Uint8Array([0, 255, 16]), '00 ff 10'],
    [new Uint32Array([7, 8]), '[7, 8]'],
    [/a+/g, '/a+/g'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new Date(NaN), 'not a date'],
    [[new Date(NaN)], '[not a date]'],
    [new DataView(Uint8Array.of(1, 2, 3).buffer, 1), '02 03'],
    [Uint8Array.of(1, 255).buffer, '01 ff'],
    [Symbol('s'), 'Symbol(s)'],
    [Object.create(null), '{}'],
    [new Proxy([1], {}), '[1]'],
    [[[[['deep']]]], '[[[…]]]'],
    [source.event(0), '#42'],
    [[source.event(0)], '[#42]'],
  ])('%o as %s', (value, text) => expect(textOf(value)).toBe(text));

  it('leaves out events, functions and what is undefined', () => {
    const flow = { events: [1], later: undefined, call: () => 1, name: 'n' };
    expect(capturedFields(flow)).toEqual([{ name: 'name', value: 'n' }]);
  });

  it('keeps 32 fields of 200 characters', () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f${index}`, 'x'.repeat(300)]));
    expect(capturedFields(many).slice(0, 32)).toEqual(
      Object.entries(many)
        .slice(0, 32)
        .map(([name]) => ({ name, value: `${'x'.repeat(199)}…` })),
    );
    expect(capturedFields(many).slice(32)).toEqual([{ name: '…', value: '8 more not shown' }]);
    expect(capturedFields({ ['n'.repeat(300)]: 1 })[0]?.name).toBe(`${'n'.repeat(199)}…`);
    expect(capturedFields(many)[0]?.value).toBe(`${'x'.repeat(199)}…`);
    expect(textOf(Array.from({ length: 100_000 }, (_, index) => index))).toHaveLength(200);
  });

  it('shows that a value cannot be shown, and all others', () => {
    const fails = (): never => {
      throw new Error('no');
    };
    const odd = {
      before: 1,
      proxy: new Proxy({}, { ownKeys: fails, getPrototypeOf: fails }),
      date: Object.assign(new Date(0), { toISOString: fails }),
      pattern: Object.assign(/a/, { toString: () => ({}) }),
      iterates: Object.assign([1], { [Symbol.iterator]: fails }),
      nested: {
        get deep(): string {
          return fails();
        },
      },
      get own(): string {
        return fails();
      },
      after: 2,
    };
    expect(Object.fromEntries(capturedFields(odd).map(({ name, value }) => [name, value]))).toEqual({
      before: '1',
      proxy: '(cannot be shown)',
      date: '1970-01-01T00:00:00.000Z',
      pattern: '(cannot be shown)',
      iterates: '(cannot be shown)',
      nested: '(cannot be shown)',
      own: '(cannot be shown)',
      after: '2',
    });
  });
});
