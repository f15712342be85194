import { hexToBytes } from '@noble/hashes/utils.js';
import type { Cursor } from '../protocols/cursor.ts';
import { variable } from '../protocols/tls-hello.ts';
import { counterMode, encryptBlock, expandKey, wordAt } from './aes128.ts';
import { hmac, hmacKey, type HmacKey } from './short-hmac.ts';

/** Salts of the Initial secret: RFC 9001, section 5.2, its drafts, and Google's own versions. */
const SALT_1 = hmacKey(hexToBytes('38762cf7f55934b34d179ae6a4c80cadccbb7f0a'));
const SALT_29 = hmacKey(hexToBytes('afbfec289993d24c9e9786f19c6111e04390a899'));
const SALT_23 = hmacKey(hexToBytes('c3eef712c72ebb5a11a7d2432bb46365bef9f502'));
const SALT_Q050 = hmacKey(hexToBytes('504574efd066fe2f9d945cfcdbd3a7f0d3b56b45'));
const SALT_T050 = hmacKey(hexToBytes('7ff579e5acd072915580304c43a2367c60488310'));
const SALT_T051 = hmacKey(hexToBytes('7a4edef4e7ccee5fa4506c19124fc8ccda6e033d'));

/** What HKDF-Expand-Label (RFC 8446, section 7.1; RFC 5869) hashes for its first block, which is all that is needed here. */
const CLIENT_IN = labelOf('client in', 32);
const KEY = labelOf('quic key', 16);
const IV = labelOf('quic iv', 12);
const HEADER = labelOf('quic hp', 16);

function labelOf(label: string, length: number): Uint8Array {
  const name = Uint8Array.from(`tls13 ${label}`, (character) => character.charCodeAt(0));
  return Uint8Array.from([0, length, name.length, ...name, 0, 1]);
}

/** Keys of a client's Initial packets. */
export interface InitialKeys {
  readonly key: Int32Array;
  readonly iv: Uint8Array;
  readonly header: Int32Array;
}

/** The keys that a version makes of a client's first destination connection id. */
export function initialKeys(version: number, connectionId: Uint8Array): InitialKeys {
  const initial = hmac(saltOf(version), connectionId);
  const secret = hmacKey(hmac(hmacKey(initial), CLIENT_IN));
  return {
    key: expandKey(hmac(secret, KEY)),
    iv: hmac(secret, IV).subarray(0, 12),
    header: expandKey(hmac(secret, HEADER)),
  };
}

function saltOf(version: number): HmacKey {
  if (version === 0x51303530) return SALT_Q050;
  if (version === 0x54303530) return SALT_T050;
  if (version === 0x54303531) return SALT_T051;
  const draft = version >>> 8 === 0xff0000 ? version & 0xff : version >>> 8 === 0xfaceb0 ? 27 : 34;
  return draft >= 33 ? SALT_1 : draft >= 29 ? SALT_29 : SALT_23;
}

/**
 * The frames of one Initial packet that begins at the cursor, in clear (RFC 9001, section 5.4). Its tag is not looked at: who
 * reads the frames finds out. undefined if it is too short.
 */
export function openInitial(cursor: Cursor, keys: InitialKeys): Uint8Array | undefined {
  const { bytes, at: start } = cursor;
  cursor.skip(5);
  cursor.skip(cursor.u8());
  cursor.skip(cursor.u8());
  cursor.skip(variable(cursor));
  const body = cursor.sub(variable(cursor));
  if (body.left < 21) return undefined;
  const mask = Int32Array.from([4, 8, 12, 16], (at) => wordAt(bytes, body.at + at));
  encryptBlock(keys.header, mask);
  const first = bytes[start] ^ ((mask[0] >>> 24) & 0x0f);
  const size = (first & 3) + 1;
  const nonce = keys.iv.slice();
  for (let index = 0; index < size; index++) {
    nonce[12 - size + index] ^= bytes[body.at + index] ^ (mask[(index + 1) >> 2] >>> (24 - ((index + 1) & 3) * 8));
  }
  return counterMode(keys.key, nonce, bytes.subarray(body.at + size, Math.max(body.at + size, body.end - 16)));
}
