import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_LINE, MOST_LINES } from '../../../src/core/model/console-line.ts';
import { checkSaid } from '../../../src/core/relational/check-said.ts';
import { UserConsole } from '../../../src/core/relational/user-console.ts';

describe('the console of users’ code', () => {
  it('keeps lines with the packet that was looked at, and gives each once', () => {
    let packet = 0;
    const written = new UserConsole(() => packet);
    written.members.log?.('loaded', 3, { a: [1, true] });
    packet = 7;
    written.members.warn?.(undefined, new Error('odd'));
    expect(written.take()).toEqual({
      lines: [
        { level: 'log', text: 'loaded 3 {a: [1, true]}', packet: 0 },
        { level: 'warn', text: 'undefined Error: odd', packet: 7 },
      ],
      omitted: 0,
    });
    expect(written.take()).toBeUndefined();
  });

  it('is bounded in lines and in their length, and counts the rest', () => {
    const written = new UserConsole(() => 1);
    for (let at = 0; at < MOST_LINES + 5; at += 1) written.members.error?.('x'.repeat(2000));
    const said = written.take();
    expect(said?.lines).toHaveLength(MOST_LINES);
    expect(said?.lines[0]?.text).toHaveLength(MOST_LINE);
    expect(said?.omitted).toBe(5);
    written.members.log?.('more');
    expect(written.take()).toEqual({ lines: [], omitted: 6 });
  });

  it('is not stopped by what cannot be shown', () => {
    const written = new UserConsole(() => 1);
    const odd = { toString: 1 };
    Object.defineProperty(odd, 'bad', {
      enumerable: true,
      get() {
        throw new Error('no');
      },
    });
    written.members.log?.(odd, 'and on');
    expect(written.take()?.lines[0]?.text).toBe('(cannot be shown) and on');
  });
});

describe('what code says to have written', () => {
  const line = { level: 'log', text: 'a', packet: 2 };

  it('is taken as it is when it is right', () => {
    expect(checkSaid({ lines: [line], omitted: 0 }, 0, 2)).toEqual({ lines: [line], omitted: 0 });
  });

  it.each([
    ['no list', { lines: 'a', omitted: 0 }],
    ['a packet that the capture has not', { lines: [{ ...line, packet: 3 }], omitted: 0 }],
    ['another level', { lines: [{ ...line, level: 'shout' }], omitted: 0 }],
    ['a long line', { lines: [{ ...line, text: 'x'.repeat(MOST_LINE + 1) }], omitted: 0 }],
    ['a text that is none', { lines: [{ ...line, text: { toString: 1 } }], omitted: 0 }],
    ['no count', { lines: [line], omitted: NaN }],
    ['nothing', undefined],
  ])('is refused with %s', (_what, said) => expect(checkSaid(said, 0, 2)).toBeUndefined());

  it('is bounded over the whole run', () => {
    const lines = Array.from({ length: 6 }, () => line);
    expect(checkSaid({ lines, omitted: 0 }, MOST_LINES - 6, 2)?.lines).toHaveLength(6);
    expect(checkSaid({ lines, omitted: 0 }, MOST_LINES - 5, 2)).toBeUndefined();
  });

  it('is never anything else, whatever is said', () => {
    fc.assert(
      fc.property(fc.anything(), fc.nat(1000), (value, heard) => {
        const said = checkSaid(value, heard, 10);
        if (said !== undefined) expect(said.lines.length).toBeLessThanOrEqual(MOST_LINES - heard);
      }),
    );
  });
});
