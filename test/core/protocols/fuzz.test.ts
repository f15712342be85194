import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLayers, describePacket } from '../../../src/core/protocols/decode.ts';
import { hexToBytes, PACKETS } from './packets.ts';

const LINK_TYPES = [
  0, 1, 9, 12, 14, 50, 101, 104, 105, 108, 113, 117, 119, 127, 147, 163, 166, 192, 204, 228, 229, 239, 276,
];

/** Layers and fields that lie outside the captured bytes; decoding must come to an end without a throw. */
function outside(bytes: Uint8Array, linkType: number, wireLength: number): readonly string[] {
  describePacket(bytes, linkType);
  return decodeLayers(bytes, linkType, wireLength).flatMap((layer) =>
    [layer, ...layer.fields]
      .filter((part) => !isInside(part, bytes.length))
      .map((part) => `${layer.name}: ${part.name}`),
  );
}

function isInside({ offset, length }: { readonly offset: number; readonly length: number }, size: number): boolean {
  return offset >= 0 && length >= 0 && offset + length <= size;
}

describe('layers of any bytes', () => {
  it('never throw or leave the packet', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(...LINK_TYPES),
        fc.nat(3000),
        (bytes, linkType, wire) => {
          expect(outside(bytes, linkType, wire)).toEqual([]);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('never throw or leave the packet when real ones are cut and changed', () => {
    const names = Object.keys(PACKETS);
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.nat(2000),
        fc.array(fc.tuple(fc.nat(1500), fc.nat(255)), { maxLength: 6 }),
        (name, cut, changes) => {
          const whole = hexToBytes(PACKETS[name]?.hex ?? '');
          for (const [at, value] of changes) if (at < whole.length) whole[at] = value;
          expect(outside(whole.slice(0, cut), PACKETS[name]?.linkType ?? 1, whole.length)).toEqual([]);
        },
      ),
      { numRuns: 5000 },
    );
  });
});
