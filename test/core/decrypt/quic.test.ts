import { ecb, gcm } from '@noble/ciphers/aes.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexBytes } from '../../../src/base/text.ts';
import { cipherSuite } from '../../../src/core/decrypt/cipher-suites.ts';
import { bytesOfHex, KeyLog } from '../../../src/core/decrypt/key-log.ts';
import { joined } from '../../../src/core/decrypt/key-schedule.ts';
import { nonceOf } from '../../../src/core/decrypt/protection.ts';
import { readFrames } from '../../../src/core/quic/frames.ts';
import { LevelKeys } from '../../../src/core/decrypt/quic/level-keys.ts';
import { OrderedBytes } from '../../../src/core/decrypt/quic/ordered-bytes.ts';
import {
  initialKeys,
  nextKeys,
  openPacket,
  packetKeys,
  type PacketKeys,
} from '../../../src/core/decrypt/quic/packet-keys.ts';
import { QuicConversation } from '../../../src/core/decrypt/quic/quic-conversation.ts';
import { quicVersion, type QuicVersion } from '../../../src/core/quic/versions.ts';
import type { CipherSuite } from '../../../src/core/decrypt/cipher-suites.ts';

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('missing');
  return value;
}

const ONE: QuicVersion = known(quicVersion(1));
const AES: CipherSuite = known(cipherSuite(0x1301));

describe('the keys of QUIC', () => {
  it('are those of RFC 9001 appendix A.1', () => {
    const id = bytesOfHex('8394c8f03e515708');
    const client = initialKeys(ONE, id, 'client');
    expect([client.key, client.iv, client.header].map((bytes) => hexBytes(bytes))).toEqual([
      '1f369613dd76d5467730efcbe3b1a22d',
      'fa044b2f42a3fd3b46fb255c',
      '9f50449e04a0e810283a1e9933adedd2',
    ]);
    const server = initialKeys(ONE, id, 'server');
    expect(hexBytes(server.key)).toBe('cf3a5331653c364c88f0f379b6067e37');
  });

  it('are those of RFC 9369 appendix A.1', () => {
    const client = initialKeys(known(quicVersion(0x6b3343cf)), bytesOfHex('8394c8f03e515708'), 'client');
    expect([client.key, client.iv, client.header].map((bytes) => hexBytes(bytes))).toEqual([
      '8b1a0bc121284290a29e0971b5cd045d',
      '91f73e2351d8fa91660e909f',
      '45b95e15235d6f45a6b19cbcb0294ba9',
    ]);
  });

  it('open the packet of RFC 9001 appendix A.5 (ChaCha20-Poly1305)', () => {
    const secret = bytesOfHex('9ac312a7f877468ebe69422748ad00a15443f18203a07d6060f688f30f21632b');
    const keys = packetKeys(known(cipherSuite(0x1303)), secret, ONE);
    const packet = bytesOfHex('4cfe4189655e5cd55c41f69080575d7999c25a5bfb');
    expect(openPacket(keys, packet, 1, 654360563)).toEqual({
      number: 654360564,
      payload: Uint8Array.of(1),
      keyPhase: 0,
    });
    expect(openPacket(keys, packet, 1, 0)).toBeUndefined();
  });
});

/** A short packet with a four-byte connection ID and a two-byte number. */
function sealed(keys: PacketKeys, number: number, phase: number, payload: Uint8Array): Uint8Array {
  const header = Uint8Array.of(0x41 | (phase << 2), 1, 2, 3, 4, (number >> 8) & 255, number & 255);
  const body = gcm(keys.key, nonceOf(keys.iv, number), header).encrypt(payload);
  const packet = joined(header, body);
  const mask = ecb(keys.header, { disablePadding: true }).encrypt(packet.slice(9, 25));
  packet[0] ^= mask[0] & 0x1f;
  packet[5] ^= mask[1];
  packet[6] ^= mask[2];
  return packet;
}

describe('application packets', () => {
  it('are opened behind updates of keys, also those of before that come late', () => {
    const random = 'ab'.repeat(32);
    const log = new KeyLog();
    log.add(`CLIENT_TRAFFIC_SECRET_0 ${random} ${'07'.repeat(32)}`);
    const first = packetKeys(AES, known(log.secret(random, 'CLIENT_TRAFFIC_SECRET_0')), ONE);
    const second = nextKeys(first, ONE);
    const third = nextKeys(second, ONE);
    const keys = new LevelKeys('client', random, log, ONE, () => AES);
    const payload = new Uint8Array(20).fill(1);
    const open = (by: PacketKeys, number: number, phase: number): number | undefined =>
      keys.open('application', sealed(by, number, phase, payload), 5)?.number;
    expect(open(first, 0, 0)).toBe(0);
    expect(open(second, 2, 1)).toBe(2);
    expect(open(first, 1, 0)).toBe(1);
    expect(open(third, 70_000, 0)).toBeUndefined(); // too far for two bytes
    expect(open(third, 3, 0)).toBe(3);
    expect(open(first, 4, 0)).toBeUndefined();
  });
});

describe('bytes of a stream', () => {
  const told = (pieces: readonly (readonly [offset: number, text: string])[]): string[] => {
    const lines: string[] = [];
    const ordered = new OrderedBytes({
      bytes: (packet, bytes) => lines.push(`${packet} ${String.fromCharCode(...bytes)}`),
      missing: (packet, length) => lines.push(`${packet} -${length}`),
    });
    pieces.forEach(([offset, text], packet) => ordered.add(packet, offset, new TextEncoder().encode(text)));
    ordered.finish();
    return lines;
  };

  it('are put in order, once, with what is missing', () => {
    expect(
      told([
        [3, 'def'],
        [0, 'abc'],
        [2, 'cde'],
        [8, 'ij'],
        [6, 'g'],
      ]),
    ).toEqual(['1 abc', '0 def', '4 g', '3 -1', '3 ij']);
  });
});

describe('QUIC with any bytes', () => {
  const nobody = { data: () => undefined, said: () => undefined, closed: () => undefined };
  const longLike = fc
    .tuple(
      fc.constantFrom(1, 0x6b3343cf, 0xff00001d),
      fc.constantFrom(0xc0, 0xd0, 0xe0, 0xf0),
      fc.uint8Array({ maxLength: 80 }),
    )
    .map(([version, first, body]) =>
      Uint8Array.of(first, version >>> 24, (version >> 16) & 255, (version >> 8) & 255, version & 255, ...body),
    );

  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(longLike, fc.uint8Array({ maxLength: 80 })), { maxLength: 12 }), (datagrams) => {
        const talk = new QuicConversation(new KeyLog(), nobody);
        datagrams.forEach((bytes, at) => talk.bytes(at % 2 === 0 ? 0 : 1, at, bytes));
        talk.finish();
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (payload) => void [...readFrames(payload)]));
  });
});
