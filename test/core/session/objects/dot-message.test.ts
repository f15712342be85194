import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DotMessage } from '../../../../src/core/session/objects/dot-message.ts';

/** What a message is, and where it ended in the last piece. */
function read(pieces: readonly string[]): { readonly text: string; readonly end: number } {
  const message = new DotMessage();
  let text = '';
  for (const piece of pieces) {
    const bytes = Uint8Array.from(piece, (character) => character.charCodeAt(0));
    const end = message.take(bytes, 0, (part) => (text += String.fromCharCode(...part)));
    if (end >= 0) return { text, end };
  }
  return { text, end: -1 };
}

describe('a message that ends with a dot', () => {
  it('keeps its last line end, and loses the dots that were put before others', () => {
    expect(read(['a\r\n..b\r\n.c\r\n.\r\nQUIT\r\n'])).toEqual({ text: 'a\r\n.b\r\nc\r\n', end: 15 });
    expect(read(['.\r\n'])).toEqual({ text: '', end: 3 });
    expect(read(['a.\r\n', '.', '\r', 'x\r\n.\n'])).toEqual({ text: 'a.\r\n\rx\r\n', end: 5 });
  });

  it('is the same in any pieces', () => {
    const text = fc.array(fc.constantFrom('.', '\r', '\n', '\r\n', 'a', '.\r', '\r\n.\r\n'), { maxLength: 30 });
    fc.assert(
      fc.property(text, (parts) => {
        const whole = read([parts.join('')]);
        const single = read([...parts.join('')]);
        expect(single.text).toBe(whole.text);
        expect(single.end >= 0).toBe(whole.end >= 0);
      }),
      { numRuns: 2000 },
    );
  });
});
