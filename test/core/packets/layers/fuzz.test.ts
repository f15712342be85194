import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLayers, describePacket } from '../../../../src/core/packets/layers/decode.ts';
import { hexToBytes, PACKETS } from './packets.ts';

const LINK_TYPES = [0, 1, 9, 12, 50, 101, 104, 105, 108, 113, 117, 127, 147, 192, 228, 229, 239, 276];

/** Every layer and field must lie within the captured bytes, and decoding must come to an end without a throw. */
function checkBounds(bytes: Uint8Array, linkType: number, wireLength: number): void {
  const layers = decodeLayers(bytes, linkType, wireLength);
  for (const layer of layers) {
    expectInside(layer.offset, layer.length, bytes.length, layer.name);
    for (const field of layer.fields)
      expectInside(field.offset, field.length, bytes.length, `${layer.name}: ${field.name}`);
  }
  const line = describePacket(bytes, linkType);
  expect(typeof line.info).toBe('string');
}

function expectInside(offset: number, length: number, size: number, what: string): void {
  if (offset < 0 || length < 0 || offset + length > size)
    throw new Error(`${what} lies outside: ${offset}+${length} of ${size}`);
}

describe('layers of any bytes', () => {
  it('never throw or leave the packet', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(...LINK_TYPES),
        fc.nat(3000),
        (bytes, linkType, wire) => checkBounds(bytes, linkType, wire),
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
          checkBounds(whole.slice(0, cut), PACKETS[name]?.linkType ?? 1, whole.length);
        },
      ),
      { numRuns: 5000 },
    );
  });
});
