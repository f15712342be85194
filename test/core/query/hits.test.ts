import { describe, expect, it } from 'vitest';
import { hitFinders } from '../../../src/core/query/filter/hits.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('where a filter finds what it looks for', () => {
  it.each<[filter: string, text: string, found: readonly (readonly [number, number])[]]>([
    [
      'info contains get',
      'GET /get',
      [
        [0, 3],
        [5, 8],
      ],
    ],
    ['info contains case "get"', 'GET /get', [[5, 8]]],
    [
      'tcp and info ~ "g.t" or length > 5',
      'GET /got',
      [
        [0, 3],
        [5, 8],
      ],
    ],
    ['info = "GET"', 'GET', [[0, 3]]],
    ['info contains ab or info contains abc', 'xabc', [[1, 4]]],
    ['info ~ "x*"', 'axxb', [[1, 3]]],
    ['info contains i', 'İ i', []],
  ])('%s in Info', (filter, text, found) => expect(hitFinders(filter).info?.(text)).toEqual(found));

  it('is in the bytes, as a text, in hex, as a pattern', () => {
    const packet = bytes('..GET..get');
    const found = (filter: string): unknown => hitFinders(filter).frame?.(packet);
    expect(found('frame contains "Get"')).toEqual([
      [2, 5],
      [7, 10],
    ]);
    expect(found('frame contains case "get"')).toEqual([[7, 10]]);
    expect(found('frame contains 47:45')).toEqual([[2, 4]]);
    expect(found('frame ~ "g.t$"')).toEqual([[7, 10]]);
    expect(found('frame contains ""')).toBeUndefined();
  });

  it('is nowhere for what is excluded, for other terms, and for what cannot be read', () => {
    for (const filter of ['not info contains GET', 'GET', 'length > 5', 'info contains (', 'info ~ "(?=a)"'])
      expect(hitFinders(filter).info).toBeUndefined();
  });

  it('is told a thousand times at the most', () => {
    expect(hitFinders('info contains a').info?.('a'.repeat(5000))).toHaveLength(1000);
  });
});
