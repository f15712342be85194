import { utf8Bytes } from '../../base/utf8-bytes.ts';
import { BytePieces, padded } from './byte-pieces.ts';

/** One option of a block (draft-ietf-opsawg-pcapng, section 3.5). */
export interface BlockOption {
  readonly code: number;
  /** At most 65535 bytes. */
  readonly value: Uint8Array;
}

const LONGEST = 0xffff;
/** Most of what is written as one array is shorter, bytes. */
const SMALL = 4096;

/** What is written, as one array. */
export function bytesOf(write: (out: BytePieces) => void): Uint8Array {
  const pieces: Uint8Array[] = [];
  const out = new BytePieces((piece) => pieces.push(piece), SMALL);
  write(out);
  out.flush();
  const [only = new Uint8Array(0)] = pieces;
  if (pieces.length < 2) return only;
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** An option that is text; what is longer than an option can be is cut between two characters. */
export function textOption(code: number, text: string): BlockOption {
  const value = utf8Bytes(text);
  let end = Math.min(value.length, LONGEST);
  while (end < value.length && (value[end] & 0xc0) === 0x80) end--;
  return { code, value: value.subarray(0, end) };
}

/** Options with the end of their list, as they stand in a block; nothing for none. */
export function optionBytes(options: readonly BlockOption[]): Uint8Array {
  if (options.length === 0) return new Uint8Array(0);
  const bytes = new Uint8Array(options.reduce((sum, { value }) => sum + 4 + padded(value.length), 4));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { code, value } of options) {
    view.setUint16(at, code, true);
    view.setUint16(at + 2, value.length, true);
    bytes.set(value, at + 4);
    at += 4 + padded(value.length);
  }
  return bytes;
}
