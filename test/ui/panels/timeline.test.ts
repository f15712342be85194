import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  binsOf,
  layersOf,
  stackedPaths,
  stretchesOf,
  totalsOf,
} from '../../../src/ui/panels/overview/timeline/stack.ts';
import { binWords } from '../../../src/ui/panels/overview/timeline/kind-words.ts';

const whole = { fromNs: 0, toNs: 100e9 };
const kind = (name: string, counts: number[]) => ({
  name,
  column: 'application',
  table: 'flows' as const,
  packets: Float64Array.from(counts),
  bytes: Float64Array.from(counts.map((count) => 100 * count)),
});

describe('the timeline by protocol', () => {
  it('shows a range as it is, and leaves long silences out where little else is there', () => {
    expect(stretchesOf(whole, { fromNs: 1e9, toNs: 2e9 }, [], 50)).toEqual([{ fromNs: 1e9, toNs: 2e9, bins: 60 }]);
    expect(stretchesOf(whole, undefined, [], 50)).toEqual([{ ...whole, bins: 60 }]);
    const folded = stretchesOf(whole, undefined, [{ fromNs: 1e9, toNs: 99e9 }], 50);
    expect(folded).toHaveLength(2);
    expect(folded[0]?.fromNs).toBe(0);
    expect(folded[1]?.toNs).toBe(100e9);
  });

  it('has bins that follow each other, with a gap between stretches', () => {
    const bins = binsOf([
      { fromNs: 0, toNs: 10, bins: 2 },
      { fromNs: 90, toNs: 100, bins: 1 },
    ]);
    expect(bins).toEqual([
      { fromNs: 0, toNs: 5, x: 0 },
      { fromNs: 5, toNs: 10, x: 1 },
      { fromNs: 90, toNs: 100, x: 3 },
    ]);
  });

  it('stacks the layers, which lead to their rows, the others last', () => {
    const request = {
      by: 'application',
      unit: 'packets',
      most: 2,
      stretches: [{ fromNs: 0, toNs: 2, bins: 2 }],
    } as const;
    const others = { kinds: 3, packets: Float64Array.of(1, 0), bytes: Float64Array.of(100, 0) };
    const layers = layersOf({ request, kinds: [kind('TLS', [2, 0]), kind('', [1, 1])], others });
    expect(layers.map(({ name, total, shows }) => [name, total, shows?.filter])).toEqual([
      ['TLS', 2, 'application = "TLS"'],
      ['(none)', 2, 'application = ""'],
      ['3 others', 1, undefined],
    ]);
    expect(totalsOf(layers, 2)).toEqual([4, 1]);
    expect(stackedPaths(layers, binsOf(request.stretches), 100)).toEqual([
      'M0 100.00V50.00h0.92V100.00z',
      'M0 50.00V25.00h0.92V50.00zM1 100.00V75.00h0.92V100.00z',
      'M0 25.00V0.00h0.92V25.00z',
    ]);
    expect(binWords(layers, 0, 'packets')).toBe('TLS 2 packets, (none) 1 packet, 3 others 1 packet');
  });

  it('covers the capture from end to end, whatever the silences', () => {
    const silence = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(fc.array(silence), fc.nat(1000), (list, packets) => {
        const silences = [...new Map(list)].map(([at, tenths]) => ({
          fromNs: at * 10e9,
          toNs: at * 10e9 + tenths * 1e9,
        }));
        const stretches = stretchesOf(whole, undefined, silences, packets);
        expect([stretches[0]?.fromNs, stretches.at(-1)?.toNs]).toEqual([0, 100e9]);
        stretches.slice(1).forEach(({ fromNs }, at) => expect(fromNs).toBeGreaterThan(stretches[at]?.toNs ?? Infinity));
        expect(binsOf(stretches).length).toBeGreaterThan(0);
      }),
    );
  });
});
