import { hexToBytes } from '@noble/hashes/utils.js';
import { word } from '../../base/bytes.ts';

/** What a version of QUIC has of its own (RFC 9001 section 5.2, RFC 9369 section 3, drafts). */
export interface QuicVersion {
  readonly salt: Uint8Array;
  /** Before the labels of keys. */
  readonly prefix: 'quic' | 'quicv2';
  /** Types of long headers in the order of their bits. */
  readonly types: readonly LongType[];
}

export type LongType = 'initial' | 'early' | 'handshake' | 'retry';

const TYPES: readonly LongType[] = ['initial', 'early', 'handshake', 'retry'];
const version = (salt: string): QuicVersion => ({ salt: hexToBytes(salt), prefix: 'quic', types: TYPES });
const ONE = version('38762cf7f55934b34d179ae6a4c80cadccbb7f0a');
const DRAFT_29 = version('afbfec289993d24c9e9786f19c6111e04390a899');
const DRAFT_23 = version('c3eef712c72ebb5a11a7d2432bb46365bef9f502');
const TWO: QuicVersion = {
  salt: hexToBytes('0dede3def700a6db819381be6e269dcbf9bd2ed9'),
  prefix: 'quicv2',
  types: ['retry', 'initial', 'early', 'handshake'],
};
/** Google's own: Q050 has Google's handshake in Initial packets, T050 and T051 have that of TLS. */
const GOOGLE: ReadonlyMap<number, QuicVersion> = new Map([
  [0x51303530, version('504574efd066fe2f9d945cfcdbd3a7f0d3b56b45')],
  [0x54303530, version('7ff579e5acd072915580304c43a2367c60488310')],
  [0x54303531, version('7a4edef4e7ccee5fa4506c19124fc8ccda6e033d')],
]);

/** Google's version of which the Initial packets carry its own handshake instead of TLS. */
export const Q050 = 0x51303530;

/** A version by its number; undefined if it is not supported: Google's own, drafts before 23. */
export function quicVersion(number: number): QuicVersion | undefined {
  if (number === 1) return ONE;
  if (number === 0x6b3343cf) return TWO;
  const draft = draftOf(number);
  if (draft === 33 || draft === 34) return ONE;
  if (draft >= 29 && draft <= 32) return DRAFT_29;
  return draft >= 23 && draft <= 28 ? DRAFT_23 : undefined;
}

/**
 * By which a client's Initial packets are protected in any version that is recognised: of numbers that are no known version (reserved
 * ones, early drafts) as the nearest known one does it.
 */
export function initialVersion(number: number): QuicVersion {
  const known = GOOGLE.get(number) ?? quicVersion(number);
  if (known !== undefined) return known;
  // Meta's version is draft 27.
  const draft = number >>> 8 === 0xfaceb0 ? 27 : draftOf(number);
  return draft >= 0 && draft <= 28 ? DRAFT_23 : ONE;
}

/** Number of an IETF draft; -1: it is none. */
function draftOf(number: number): number {
  return number >>> 8 === 0xff0000 ? number & 0xff : -1;
}

/** True of Google's own versions: Q024 to Q050, T050 and T051, in ASCII. */
export function isGoogle(number: number): boolean {
  const start = number >>> 16;
  const count = Number(String.fromCharCode((number >> 8) & 0xff, number & 0xff));
  return (start === 0x5130 && count >= 24 && count <= 50) || (start === 0x5430 && (count === 50 || count === 51));
}

/**
 * Google's version that a datagram is of, by its long header or its own public one (which stands before a connection ID of 8 bytes);
 * undefined: none.
 */
export function googleVersion(datagram: Uint8Array): number | undefined {
  if (datagram.length < 14) return undefined;
  const at = (datagram[0] & 0x80) !== 0 ? 1 : (datagram[0] & 0x09) === 0x09 ? 9 : -1;
  const number = at < 0 ? 0 : word(datagram, at) >>> 0;
  return isGoogle(number) ? number : undefined;
}

/** Google's versions before 50, whose hello is in clear, behind a header of their own. */
export function isOldGoogle(number: number): boolean {
  return isGoogle(number) && number >>> 16 === 0x5130 && number !== Q050;
}
