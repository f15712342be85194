import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeNumbers, originalPlace } from '../../../src/core/relational/source-map.ts';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The encoder of the format's description, for the way back. */
function encode(value: number): string {
  let rest = value < 0 ? (-value * 2) | 1 : value * 2;
  let text = '';
  do {
    const digit = rest % 32;
    rest = Math.floor(rest / 32);
    text += DIGITS[rest > 0 ? digit + 32 : digit] ?? '';
  } while (rest > 0);
  return text;
}

describe('source maps', () => {
  it.each([
    ['A', [0]],
    ['C', [1]],
    ['D', [-1]],
    ['gB', [16]],
    ['AAgBC', [0, 0, 16, 1]],
    ['', []],
  ])('%s is %o', (text, numbers) => expect(decodeNumbers(text)).toEqual(numbers));

  it('reads back any numbers', () => {
    const number = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(fc.array(number), (numbers) => {
        expect(decodeNumbers(numbers.map(encode).join(''))).toEqual(numbers.map((each) => each + 0));
      }),
    );
  });

  it('finds the segment at or before a place, counting on over lines', () => {
    // Generated line 1 from line 3; line 2: column 5 from line 4 column 3, column 9 from line 4 column 11.
    const mappings = 'AAEA;IACE,IAAQ';
    expect(originalPlace(mappings, { line: 1, column: 8 })).toEqual({ line: 3, column: 1 });
    expect(originalPlace(mappings, { line: 2, column: 5 })).toEqual({ line: 4, column: 3 });
    expect(originalPlace(mappings, { line: 2, column: 30 })).toEqual({ line: 4, column: 11 });
    expect(originalPlace(mappings, { line: 2, column: 1 })).toBeUndefined();
    expect(originalPlace(mappings, { line: 9, column: 1 })).toBeUndefined();
  });
});
