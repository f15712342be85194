import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlowlessReason } from '../../../../src/core/model/packet-table.ts';
import { BeyondDecoder } from '../../../../src/core/packets/beyond/beyond-decoder.ts';
import { PacketDecoder } from '../../../../src/core/packets/nfstream/packet-decoder.ts';
import { hexToBytes, PACKETS } from '../../protocols/packets.ts';
import { ALL, NOTHING } from './frames.ts';
import { FRAMES } from './inner-packets.ts';

const LINK_TYPES = [
  0, 1, 9, 12, 14, 50, 101, 104, 105, 108, 113, 117, 119, 127, 147, 163, 166, 192, 204, 228, 229, 239, 276,
];

type Decode = (bytes: Uint8Array, start: number, captured: number, linkType: number, wire: number) => unknown;

/** Everything that a decoder says of a packet; of one in no flow that alone. */
function decoding(decoder: PacketDecoder): Decode {
  return (...packet) => {
    const reason = decoder.decode(...packet);
    return reason === FlowlessReason.None ? { ...decoder.packet } : reason;
  };
}

/** The packet between other bytes decodes as it does alone. */
function expectAlone(bytes: Uint8Array, linkType: number, wire: number, before: Uint8Array, after: Uint8Array): void {
  const between = Uint8Array.from([...before, ...bytes, ...after]);
  for (const create of [
    () => new BeyondDecoder(ALL, true),
    () => new BeyondDecoder(NOTHING, true),
    () => new PacketDecoder(true, true),
  ]) {
    const alone = decoding(create())(bytes, 0, bytes.length, linkType, wire);
    expect(decoding(create())(between, before.length, bytes.length, linkType, wire)).toEqual(alone);
  }
}

const NAMED = { ...PACKETS, ...FRAMES };

describe('decoding of any bytes', () => {
  const surroundings = [fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 80 })] as const;

  it('comes to an end, and reads nothing but the packet', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(...LINK_TYPES),
        fc.nat(3000),
        ...surroundings,
        expectAlone,
      ),
      { numRuns: 3000 },
    );
  });

  it('does so too when real packets are cut and changed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(NAMED)),
        fc.nat(400),
        fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 6 }),
        ...surroundings,
        (name, cut, changes, before, after) => {
          const { linkType = 1, hex } = NAMED[name] ?? { hex: '' };
          const whole = hexToBytes(hex);
          for (const [at, value] of changes) if (at < whole.length) whole[at] = value;
          expectAlone(whole.slice(0, cut), linkType, whole.length, before, after);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it('ends in bytes that say for ever that a tunnel follows', () => {
    const bytes = hexToBytes('4500ffff00000000402f00000a0000010a00000200000800'.repeat(2700));
    const decoder = new BeyondDecoder(ALL, true);
    expect(decoder.decode(bytes, 0, bytes.length, 228, bytes.length)).toBe(0);
    expect(decoder.packet.protocol).toBe(47);
  });
});
