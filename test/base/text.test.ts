import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexBytes, latin1, oneLine, utf8, visibleText } from '../../src/base/text.ts';

describe('latin1', () => {
  it('has one character per byte, also of long texts', () => {
    const bytes = Uint8Array.from({ length: 10_000 }, (_, i) => i % 256);
    const text = latin1(bytes);
    expect(text).toHaveLength(10_000);
    expect(text.charCodeAt(9_999)).toBe(9_999 % 256);
  });

  it('cuts the range to the array', () => {
    expect(latin1(Uint8Array.of(65, 66), 1, 99)).toBe('B');
  });
});

describe('utf8', () => {
  it('reads what TextEncoder writes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8(new TextEncoder().encode(text))).toBe(
          new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text)),
        );
      }),
    );
  });

  it.each([
    ['a byte that begins nothing', [0x41, 0xff, 0x42], 'A\ufffdB'],
    ['an overlong form', [0xe0, 0x80, 0xaf], '\ufffd\ufffd\ufffd'],
    ['a surrogate', [0xed, 0xa0, 0x80], '\ufffd\ufffd\ufffd'],
    ['a cut character', [0xe2, 0x82], '\ufffd\ufffd'],
  ])('marks %s', (_what, bytes, text) => {
    expect(utf8(Uint8Array.from(bytes))).toBe(text);
  });
});

describe('oneLine', () => {
  it('shows control characters as dots and cuts the end', () => {
    expect(oneLine(' a\r\nb ')).toBe('a··b');
    expect(oneLine('abcdef', 4)).toBe('abc…');
  });
});

describe('visibleText', () => {
  it('shows what acts on the text around it, and leaves letters of all scripts and line ends', () => {
    expect(visibleText('a\u001b[31mb\u0000c\u007f\u009b')).toBe('a␛[31mb␀c··');
    expect(visibleText('invoice\u202efdp.exe \u2066x\u2069\u200f')).toBe('invoice·fdp.exe ·x··');
    expect(visibleText('two\r\nlines\tשלום 漢字 é😀')).toBe('two\r\nlines\tשלום 漢字 é😀');
    expect(visibleText('forged\rline')).toBe('forged␍line');
  });
});

describe('hexBytes', () => {
  it('separates digits', () => {
    expect(hexBytes(Uint8Array.of(1, 171, 3), 1, 9, ':')).toBe('ab:03');
    expect(hexBytes([71, 69, 84])).toBe('474554');
    expect(hexBytes([1, 2, 3], -1, 2, ' ')).toBe('01 02');
  });
});
