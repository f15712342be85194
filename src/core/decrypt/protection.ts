import { cbc, gcm } from '@noble/ciphers/aes.js';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import type { CipherSuite } from './cipher-suites.ts';
import { expandLabel, HASH_BYTES, joined, macOf, type MacName } from './key-schedule.ts';
import type { TlsRecord } from './record-reader.ts';

/** A record that was opened: its content type, its content, and where the content's bytes begin in the record's fragment. */
export interface Opened {
  readonly type: number;
  readonly content: Uint8Array;
  readonly at: number;
}

/** Keys of one direction of a connection, for a time. */
export interface Protection {
  /** Opens a record as the one of a number; undefined if it is not authentic. */
  open(record: TlsRecord, sequence: number): Opened | undefined;
  /** A record has come by, opened or not; needed by suites that chain records. */
  passed?(record: TlsRecord): void;
}

/** The AEAD of a suite; undefined if what is sealed is not authentic. */
export function unseal(
  { cipher }: Pick<CipherSuite, 'cipher'>,
  key: Uint8Array,
  nonce: Uint8Array,
  additional: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | undefined {
  if (sealed.length < TAG) return undefined;
  try {
    const aead = cipher === 'aes-gcm' ? gcm(key, nonce, additional) : chacha20poly1305(key, nonce, additional);
    return aead.decrypt(sealed);
  } catch {
    return undefined; // the library throws where the tag is another
  }
}

const TAG = 16;
const NONCE = 12;
const FIXED = 4;
const EXPLICIT = 8;
const BLOCK = 16;
const EMPTY = new Uint8Array(0);

/** The nonce of a number: the IV, the number's bits changed in its end (RFC 8446 section 5.3, RFC 7905 section 2, RFC 9001 section 5.3). */
export function nonceOf(iv: Uint8Array, sequence: number): Uint8Array {
  const nonce = iv.slice();
  const number = numberBytes(sequence);
  for (let at = 0; at < number.length; at++) nonce[nonce.length - number.length + at] ^= number[at];
  return nonce;
}

function numberBytes(number: number): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(number / 2 ** 32));
  view.setUint32(4, number % 2 ** 32);
  return bytes;
}

/** What is authenticated beside the content in TLS 1.2 and before: number, type, version, length (RFC 5246 sections 6.2.3.1 and 6.2.3.3). */
function authenticated({ type, version }: TlsRecord, sequence: number, length: number): Uint8Array {
  return joined(
    numberBytes(sequence),
    Uint8Array.of(type, version >> 8, version & 255, (length >> 8) & 255, length & 255),
  );
}

/** TLS 1.3 (RFC 8446 section 5.2): the content type stands behind the content, zeros behind it. */
export function tls13Protection(suite: CipherSuite, secret: Uint8Array): Protection {
  const key = expandLabel(suite.hash, secret, 'key', suite.keyBytes);
  const iv = expandLabel(suite.hash, secret, 'iv', NONCE);
  return {
    open(record, sequence) {
      const plain = unseal(suite, key, nonceOf(iv, sequence), record.header, record.fragment);
      if (plain === undefined) return undefined;
      let end = plain.length - 1;
      while (end >= 0 && plain[end] === 0) end--;
      return end < 0 ? undefined : { type: plain[end], content: plain.subarray(0, end), at: 0 };
    },
  };
}

/** Keys of one direction out of a key block (RFC 5246 section 6.3). */
export interface BlockKeys {
  readonly mac: Uint8Array;
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
}

/** Bytes of MAC key, key and IV of one direction. */
export function blockSizes(suite: CipherSuite): readonly [number, number, number] {
  const iv = suite.cipher === 'aes-gcm' ? FIXED : suite.cipher === 'aes-cbc' ? BLOCK : NONCE;
  return [suite.mac === undefined ? 0 : HASH_BYTES[suite.mac], suite.keyBytes, iv];
}

/** TLS 1.2 with an AEAD: GCM with 8 bytes of the nonce in the record (RFC 5288), ChaCha20-Poly1305 without (RFC 7905). */
export function aeadProtection(suite: CipherSuite, { key, iv }: BlockKeys): Protection {
  const at = suite.cipher === 'aes-gcm' ? EXPLICIT : 0;
  return {
    open(record, sequence) {
      const { fragment, type } = record;
      const length = fragment.length - at - TAG;
      if (length < 0) return undefined;
      const nonce = at > 0 ? joined(iv, fragment.subarray(0, at)) : nonceOf(iv, sequence);
      const content = unseal(suite, key, nonce, authenticated(record, sequence, length), fragment.subarray(at));
      return content && { type, content, at };
    },
  };
}

/** CBC as a version of TLS has it. */
export interface CbcUse {
  readonly mac: MacName;
  /** The IV stands in the record since TLS 1.1 (RFC 4346 section 6.2.3.2); before it is the end of the record before. */
  readonly ivInRecord: boolean;
  /** RFC 7366: the MAC is of what is encrypted. */
  readonly encryptThenMac: boolean;
}

/** AES-CBC with HMAC (RFC 5246 section 6.2.3.2). */
export function cbcProtection({ mac, ivInRecord, encryptThenMac }: CbcUse, keys: BlockKeys): Protection {
  let chained = keys.iv;
  const macBytes = HASH_BYTES[mac];
  const endOf = ({ fragment }: TlsRecord): number => fragment.length - (encryptThenMac ? macBytes : 0);
  const isMac = (record: TlsRecord, sequence: number, content: Uint8Array, given: Uint8Array): boolean =>
    isSame(macOf(mac, keys.mac, authenticated(record, sequence, content.length), content), given);
  return {
    open(record, sequence) {
      const { fragment, type } = record;
      const end = endOf(record);
      const at = ivInRecord ? BLOCK : 0;
      if (end < at + BLOCK || (end - at) % BLOCK !== 0) return undefined;
      if (encryptThenMac && !isMac(record, sequence, fragment.subarray(0, end), fragment.subarray(end)))
        return undefined;
      const iv = ivInRecord ? fragment.subarray(0, BLOCK) : chained;
      const plain = withoutPadding(cbc(keys.key, iv, { disablePadding: true }).decrypt(fragment.subarray(at, end)));
      if (plain === undefined) return undefined;
      if (encryptThenMac) return { type, content: plain, at };
      const content = plain.subarray(0, Math.max(0, plain.length - macBytes));
      return isMac(record, sequence, content, plain.subarray(content.length)) ? { type, content, at } : undefined;
    },
    passed(record) {
      const end = endOf(record);
      chained = end >= BLOCK ? record.fragment.slice(end - BLOCK, end) : chained;
    },
  };
}

/** Cuts the padding off: its last byte says how many bytes stand before it, all equal to it. */
function withoutPadding(plain: Uint8Array): Uint8Array | undefined {
  const padding = plain.at(-1) ?? 0;
  const end = plain.length - 1 - padding;
  if (end < 0) return undefined;
  return plain.subarray(end).every((byte) => byte === padding) ? plain.subarray(0, end) : undefined;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** Records before any key: as they stand. */
export function plainRecord({ type, fragment }: TlsRecord): Opened {
  return { type, content: fragment.length > 0 ? fragment : EMPTY, at: 0 };
}
