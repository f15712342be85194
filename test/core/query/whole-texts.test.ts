import { describe, expect, it } from 'vitest';
import { byteSearch } from '../../../src/base/byte-search.ts';
import { widened } from '../../../src/core/query/filter/widened.ts';
import fc from 'fast-check';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a search for bytes', () => {
  it('finds what indexOf finds, from any place', () => {
    const some = fc.uint8Array({ maxLength: 60, max: 3 });
    fc.assert(
      fc.property(some, fc.uint8Array({ minLength: 1, maxLength: 4, max: 3 }), fc.nat(60), (hay, needle, from) => {
        expect(byteSearch(needle, false)(hay, from)).toBe(Buffer.from(hay).indexOf(Buffer.from(needle), from));
      }),
    );
  });

  it('takes letters of ASCII, and no other bytes, in upper and lower case', () => {
    expect(byteSearch(bytes('gEt'), true)(bytes('a GET b'))).toBe(2);
    expect(byteSearch(bytes('é'), true)(bytes('É'))).toBe(-1);
    expect(byteSearch(Uint8Array.of(0x40), true)(Uint8Array.of(0x60))).toBe(-1);
    expect(byteSearch(bytes('GET'), false)(bytes('get'))).toBe(-1);
    expect(byteSearch(new Uint8Array(0), true)(bytes('x'))).toBe(0);
  });
});

describe('a wider filter', () => {
  it.each([
    ['GET', '(GET or info contains GET or frame contains GET)'],
    [
      'tcp and "quay png"',
      '(tcp or info contains tcp or frame contains tcp) and ("quay png" or info contains "quay png" or frame contains "quay png")',
    ],
    ['quay.png', '(quay.png or info contains quay.png or frame contains quay.png)'],
    ['not (a or length > 5)', 'not ((a or info contains a or frame contains a) or length > 5)'],
  ])('of %s', (filter, wider) => {
    expect(widened(filter, (name) => name === 'tcp.window')).toBe(wider);
  });

  it('looks in other places by other names, each once', () => {
    const none = (): boolean => false;
    expect(widened('a', none, 'columns')).toBe('(a or any contains a)');
    expect(widened('a', none, 'layers')).toBe('(a or layers contains a)');
    const both = widened(widened('a', none, 'columns') ?? '', none) ?? '';
    expect(both).toBe('((a or info contains a or frame contains a) or any contains a)');
    expect([widened(both, none), widened('(a or any contains a)', none, 'columns')]).toEqual([undefined, undefined]);
  });

  it('is not offered without plain words, of a wide one, or of one that cannot be read', () => {
    for (const filter of [
      '',
      'length > 5',
      'tcp.window',
      '(GET or info contains GET or frame contains GET)',
      'a and (',
    ])
      expect(widened(filter, (name) => name === 'tcp.window')).toBeUndefined();
  });
});
