import { byteSearch } from '../../base/byte-search.ts';
import { lowFirst } from '../../base/bytes.ts';

/** Tags of a message at most (the format of Google's handshake, "QUIC Crypto"). */
const MOST_TAGS = 128;
/** Name, count of tags, filling. */
const HEAD = 8;
/** Name, end of the value. */
const ENTRY = 8;

const findChlo = byteSearch(
  Uint8Array.from('CHLO', (character) => character.charCodeAt(0)),
  false,
);

/** Where a client's message of Google's handshake stands in a packet. */
export interface GoogleHello {
  readonly at: number;
  /** Behind what of it is there. */
  readonly end: number;
  /** Bytes that it has. */
  readonly length: number;
}

/** Gets the tags of a message: its name is bytes[name..name + 4), its value bytes[from..to), cut where the bytes end. */
export type TakeTag = (name: number, from: number, to: number) => void;

/**
 * Looks for Google's CHLO in a packet in clear, and gives its tags: numbers are low byte first, each tag has the end of its value.
 * Undefined if there is none.
 */
export function readGoogleHello(bytes: Uint8Array, take: TakeTag): GoogleHello | undefined {
  const at = findChlo(bytes);
  if (at < 0) return undefined;
  const count = Math.min(MOST_TAGS, lowFirst(bytes, at + 4, 2));
  const values = at + HEAD + count * ENTRY;
  let from = 0;
  for (let entry = at + HEAD; entry < values && entry + ENTRY <= bytes.length; entry += ENTRY) {
    const to = lowFirst(bytes, entry + 4, 4);
    take(entry, Math.min(values + from, bytes.length), Math.min(values + to, bytes.length));
    from = to;
  }
  const length = values + from - at;
  return { at, end: Math.min(bytes.length, at + length), length };
}
