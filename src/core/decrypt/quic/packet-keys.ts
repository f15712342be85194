import { ecb } from '@noble/ciphers/aes.js';
import { chacha20 } from '@noble/ciphers/chacha.js';
import { extract } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { CipherSuite } from '../cipher-suites.ts';
import type { Role } from '../connection-keys.ts';
import { expandLabel, HASH_BYTES } from '../key-schedule.ts';
import { nonceOf, unseal } from '../protection.ts';
import type { QuicVersion } from '../../quic/versions.ts';

/** Keys of one direction at one level of encryption (RFC 9001 section 5.1). */
export interface PacketKeys {
  readonly suite: CipherSuite;
  readonly secret: Uint8Array;
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  /** Of header protection; an update keeps it (RFC 9001 section 6.1). */
  readonly header: Uint8Array;
}

/** A packet without its protection. */
export interface OpenedPacket {
  readonly number: number;
  readonly payload: Uint8Array;
  readonly keyPhase: number;
}

const NONCE = 12;
const SAMPLE = 16;
const LONGEST_NUMBER = 4;
const INITIAL_SUITE: CipherSuite = { name: 'TLS_AES_128_GCM_SHA256', cipher: 'aes-gcm', keyBytes: 16, hash: 'sha256' };

/** Keys made of a traffic secret. */
export function packetKeys(suite: CipherSuite, secret: Uint8Array, { prefix }: QuicVersion): PacketKeys {
  const make = (name: string, bytes: number): Uint8Array => expandLabel(suite.hash, secret, `${prefix} ${name}`, bytes);
  return { suite, secret, key: make('key', suite.keyBytes), iv: make('iv', NONCE), header: make('hp', suite.keyBytes) };
}

/** Keys of Initial packets, which follow from the client's first destination connection ID (RFC 9001 section 5.2). */
export function initialKeys(version: QuicVersion, connectionId: Uint8Array, role: Role): PacketKeys {
  const common = extract(sha256, connectionId, version.salt);
  const secret = expandLabel('sha256', common, `${role} in`, HASH_BYTES.sha256);
  return packetKeys(INITIAL_SUITE, secret, version);
}

/** The keys behind an update (RFC 9001 section 6.1). */
export function nextKeys(keys: PacketKeys, version: QuicVersion): PacketKeys {
  const { suite, secret, header } = keys;
  const next = expandLabel(suite.hash, secret, `${version.prefix} ku`, HASH_BYTES[suite.hash]);
  return { ...packetKeys(suite, next, version), header };
}

/**
 * Takes the protection off a packet (RFC 9001 sections 5.3 and 5.4); undefined if it is not authentic.
 * @param packet from its first byte to its end, `numberAt` the place of its packet number
 * @param largest number so far; -1 without
 */
export function openPacket(
  keys: PacketKeys,
  packet: Uint8Array,
  numberAt: number,
  largest: number,
): OpenedPacket | undefined {
  const sampleAt = numberAt + LONGEST_NUMBER;
  if (packet.length < sampleAt + SAMPLE) return undefined;
  const mask = headerMask(keys, packet.subarray(sampleAt, sampleAt + SAMPLE));
  const isLong = (packet[0] & 0x80) !== 0;
  const first = packet[0] ^ (mask[0] & (isLong ? 0x0f : 0x1f));
  const size = (first & 3) + 1;
  // A copy even of a Buffer, whose slice is none.
  const header = new Uint8Array(packet.subarray(0, numberAt + size));
  header[0] = first;
  let truncated = 0;
  for (let at = 0; at < size; at++) {
    header[numberAt + at] ^= mask[1 + at];
    truncated = truncated * 256 + header[numberAt + at];
  }
  const number = wholeNumber(truncated, size, largest);
  const payload = unseal(keys.suite, keys.key, nonceOf(keys.iv, number), header, packet.subarray(numberAt + size));
  return payload && { number, payload, keyPhase: (first >> 2) & 1 };
}

/** RFC 9001 sections 5.4.3 and 5.4.4. */
function headerMask({ suite, header }: PacketKeys, sample: Uint8Array): Uint8Array {
  if (suite.cipher === 'aes-gcm') return ecb(header, { disablePadding: true }).encrypt(sample);
  const counter = new DataView(sample.buffer, sample.byteOffset).getUint32(0, true);
  return chacha20(header, sample.slice(4), new Uint8Array(5), undefined, counter);
}

/** The number nearest to the one that is expected (RFC 9000 appendix A.3). */
function wholeNumber(truncated: number, size: number, largest: number): number {
  const window = 256 ** size;
  const expected = largest + 1;
  const candidate = expected - (expected % window) + truncated;
  if (candidate <= expected - window / 2) return candidate + window;
  if (candidate > expected + window / 2 && candidate >= window) return candidate - window;
  return candidate;
}
