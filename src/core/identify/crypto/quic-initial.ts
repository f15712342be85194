import type { LongHeader } from '../../quic/long-header.ts';
import { initialVersion } from '../../quic/versions.ts';
import { counterMode, encryptBlock, expandKey, ROUND_KEYS, wordAt } from './aes128.ts';
import { emptyKey, hmac, messageBlock, setKey, type HmacKey } from './short-hmac.ts';

/** What HKDF-Expand-Label (RFC 8446, section 7.1; RFC 5869) hashes for its first block, which is all that is needed here. */
const CLIENT_IN = labelOf('client in', 32);
const KEY = labelOf('quic key', 16);
const IV = labelOf('quic iv', 12);
const HEADER = labelOf('quic hp', 16);

function labelOf(label: string, length: number): Int32Array {
  const name = Uint8Array.from(`tls13 ${label}`, (character) => character.charCodeAt(0));
  return messageBlock(Uint8Array.from([0, length, name.length, ...name, 0, 1]));
}

/** Keys of a client's Initial packets. */
export interface InitialKeys {
  /** Round keys. */
  readonly key: Int32Array;
  /** 3 words. */
  readonly iv: Int32Array;
  /** Round keys of header protection. */
  readonly header: Int32Array;
}

const secret = emptyKey();
const digest = new Int32Array(8);
const idBlock = new Int32Array(16);

/** The keys that a version makes of a client's first destination connection id, bytes[from..to), 20 at most. */
export function initialKeys(version: number, bytes: Uint8Array, from: number, to: number): InitialKeys {
  hmac(saltOfVersion(version), messageBlock(bytes, from, to, idBlock), digest);
  setKey(secret, hmac(setKey(secret, digest), CLIENT_IN, digest));
  return {
    key: expandKey(hmac(secret, KEY, digest), new Int32Array(ROUND_KEYS)),
    iv: hmac(secret, IV, digest).slice(0, 3),
    header: expandKey(hmac(secret, HEADER, digest), new Int32Array(ROUND_KEYS)),
  };
}

/** Keys made of salts, a few versions in all. */
const salts = new Map<Uint8Array, HmacKey>();

function saltOfVersion(version: number): HmacKey {
  const { salt } = initialVersion(version);
  const known = salts.get(salt);
  if (known !== undefined) return known;
  const words = Int32Array.from([0, 4, 8, 12, 16], (at) => wordAt(salt, at));
  const made = setKey(emptyKey(), words);
  salts.set(salt, made);
  return made;
}

const mask = new Int32Array(4);
const nonce = new Int32Array(3);
/** The packet at hand: where its frames lie, still encrypted. */
let packet: Uint8Array = new Uint8Array(0);
let text = 0;
let textEnd = 0;
let keyOfText: Int32Array = new Int32Array(ROUND_KEYS);
/** Its frames in clear. */
let room = new Uint8Array(2048);
/** So many bytes are opened first: most hellos are shorter than their packet, which padding fills. */
const FIRST = 512;

/**
 * The first frames of one Initial packet that begins at bytes[start], in clear (RFC 9001, section 5.4), until the next call; the last
 * of them may be cut off: `openRest` has all. Its tag is not looked at: who reads the frames finds out. undefined if it is too short.
 * @param header where its parts stand
 */
export function openInitial(
  bytes: Uint8Array,
  start: number,
  { numberAt: from, end }: LongHeader,
  keys: InitialKeys,
): Uint8Array | undefined {
  if (end - from < 21) return undefined;
  for (let word = 0; word < 4; word++) mask[word] = wordAt(bytes, from + 4 + word * 4);
  encryptBlock(keys.header, mask);
  const size = ((bytes[start] ^ (mask[0] >>> 24)) & 3) + 1;
  nonce.set(keys.iv);
  let number = 0;
  for (let at = 0; at < size; at++) number = (number << 8) | (bytes[from + at] ^ maskByte(at + 1));
  nonce[2] ^= number;
  packet = bytes;
  text = from + size;
  textEnd = Math.max(text, end - TAG);
  keyOfText = keys.key;
  return openTo(Math.min(FIRST, textEnd - text));
}

/** Bytes of the tag behind the frames. */
const TAG = 16;

/** All frames of the packet that `openInitial` has begun; undefined if those were all. */
export function openRest(): Uint8Array | undefined {
  return textEnd - text <= FIRST ? undefined : openTo(textEnd - text);
}

function openTo(size: number): Uint8Array {
  if (size > room.length) room = new Uint8Array(size);
  counterMode(keyOfText, nonce, packet, text, text + size, room);
  return room.subarray(0, size);
}

function maskByte(at: number): number {
  return (mask[at >> 2] >>> (24 - (at & 3) * 8)) & 0xff;
}
