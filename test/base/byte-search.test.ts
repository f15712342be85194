import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byteSearch } from '../../src/base/byte-search.ts';

const folded = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);

/** The same, place by place. */
function slowly(wanted: Uint8Array, anyCase: boolean, bytes: Uint8Array, from: number, to: number): number {
  const as = anyCase ? folded : (byte: number) => byte;
  for (let at = from; at + wanted.length <= to; at++)
    if (wanted.every((byte, ahead) => as(byte) === as(bytes[at + ahead] ?? -1))) return at;
  return -1;
}

/** Few different bytes, so that much is nearly found; letters, their neighbours, and the ends of the range. */
const someByte = fc.constantFrom(0, 1, 0x1f, 0x20, 0x40, 0x41, 0x5a, 0x60, 0x61, 0x7a, 0x7f, 0x80, 0xc1, 0xff);

it('finds what looking at each place finds, wherever the bytes lie in memory', () => {
  const bytes = fc.array(someByte, { maxLength: 60 });
  const wanted = fc.array(someByte, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      bytes,
      wanted,
      fc.boolean(),
      fc.nat(7),
      fc.nat(60),
      fc.nat(60),
      (list, looked, anyCase, shift, a, b) => {
        const memory = new Uint8Array(shift + list.length + 3);
        memory.set(list, shift);
        const view = memory.subarray(shift, shift + list.length);
        const from = Math.min(a, b, list.length);
        const to = Math.min(Math.max(a, b), list.length);
        const find = byteSearch(Uint8Array.from(looked), anyCase);
        expect(find(view, from, to)).toBe(slowly(Uint8Array.from(looked), anyCase, view, from, to));
        expect(find(view)).toBe(slowly(Uint8Array.from(looked), anyCase, view, 0, list.length));
      },
    ),
    { numRuns: 2000 },
  );
});

it('finds nothing everywhere', () => {
  expect(byteSearch(new Uint8Array(0), true)(Uint8Array.of(1, 2), 1)).toBe(1);
});
