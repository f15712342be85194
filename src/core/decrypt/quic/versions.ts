import { bytesOfHex } from '../key-log.ts';

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
const version = (salt: string): QuicVersion => ({ salt: bytesOfHex(salt), prefix: 'quic', types: TYPES });
const ONE = version('38762cf7f55934b34d179ae6a4c80cadccbb7f0a');
const DRAFT_29 = version('afbfec289993d24c9e9786f19c6111e04390a899');
const DRAFT_23 = version('c3eef712c72ebb5a11a7d2432bb46365bef9f502');
const TWO: QuicVersion = {
  salt: bytesOfHex('0dede3def700a6db819381be6e269dcbf9bd2ed9'),
  prefix: 'quicv2',
  types: ['retry', 'initial', 'early', 'handshake'],
};
const DRAFTS = 0xff000000;

/** A version by its number; undefined if it is not supported: Google's own, drafts before 23. */
export function quicVersion(number: number): QuicVersion | undefined {
  if (number === 1) return ONE;
  if (number === 0x6b3343cf) return TWO;
  const draft = number - DRAFTS;
  if (draft === 33 || draft === 34) return ONE;
  if (draft >= 29 && draft <= 32) return DRAFT_29;
  return draft >= 23 && draft <= 28 ? DRAFT_23 : undefined;
}
