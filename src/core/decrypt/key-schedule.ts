import { expand } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384 } from '@noble/hashes/sha2.js';

/** Hash of a cipher suite's key schedule. */
export type HashName = 'sha256' | 'sha384';
/** Hash of a record's MAC. */
export type MacName = 'sha1' | HashName;

const HASHES = { sha1, sha256, sha384, md5 } as const;
type Hash = (typeof HASHES)[keyof typeof HASHES];

/** Bytes of a hash's output. */
export const HASH_BYTES: Readonly<Record<MacName, number>> = { sha1: 20, sha256: 32, sha384: 48 };

/** HMAC (RFC 2104). */
export function macOf(hash: MacName, key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const mac = hmac.create(HASHES[hash], key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

/** HKDF-Expand-Label with an empty context (RFC 8446 section 7.1); `label` without "tls13 ". */
export function expandLabel(hash: HashName, secret: Uint8Array, label: string, length: number): Uint8Array {
  const name = ascii(`tls13 ${label}`);
  const info = Uint8Array.of(length >> 8, length & 255, name.length, ...name, 0);
  return expand(HASHES[hash], secret, info, length);
}

/** P_hash of the TLS PRF (RFC 5246 section 5). */
function stretch(hash: Hash, secret: Uint8Array, seed: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  let chained = seed;
  for (let at = 0; at < length;) {
    chained = hmac(hash, secret, chained);
    const block = hmac(hash, secret, joined(chained, seed));
    out.set(block.subarray(0, length - at), at);
    at += block.length;
  }
  return out;
}

/**
 * The TLS PRF: of 1.2 with the hash of the suite (RFC 5246 section 5), of 1.0 and 1.1 with MD5 and SHA-1, each with half of the secret
 * (RFC 4346 section 5).
 */
export function pseudoRandom(
  hash: HashName | 'md5-sha1',
  secret: Uint8Array,
  label: string,
  seed: Uint8Array,
  length: number,
): Uint8Array {
  const full = joined(ascii(label), seed);
  if (hash !== 'md5-sha1') return stretch(HASHES[hash], secret, full, length);
  const half = Math.ceil(secret.length / 2);
  const first = stretch(md5, secret.subarray(0, half), full, length);
  const second = stretch(sha1, secret.subarray(secret.length - half), full, length);
  return first.map((byte, at) => byte ^ second[at]);
}

/** Parts behind each other. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
