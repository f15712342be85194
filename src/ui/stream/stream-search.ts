import type { StreamPart } from '../../core/model/stream.ts';
import { runsOf, type ShownWays } from './stream-layout.ts';

/** Places that are kept at most. */
export const MOST_HITS = 10_000;

/** Where something was found: places in StreamPart.bytes, rising, and how many bytes each has. */
export interface StreamHits {
  readonly at: readonly number[];
  readonly length: number;
  /** There are more. */
  readonly more: boolean;
}

export const NO_HITS: StreamHits = { at: [], length: 0, more: false };

/** Hex digits in pairs behind 0x: `0x16 03 01`. */
const HEX = /^0x((?:\s*[0-9a-f]{2})+)\s*$/i;

/** The bytes that a text stands for: those behind 0x in hex, else its own in UTF-8. */
export function wantedBytes(text: string): Uint8Array {
  const digits = HEX.exec(text)?.[1]?.replaceAll(/\s/g, '');
  if (digits === undefined) return new TextEncoder().encode(text);
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Looks for a text in what each side said at a time; letters of ASCII in any case, bytes behind 0x exactly. */
export function findInStream(part: StreamPart, ways: ShownWays, text: string): StreamHits {
  const wanted = wantedBytes(text);
  if (wanted.length === 0) return NO_HITS;
  const same = HEX.test(text) ? (byte: number): number => byte : folded;
  const needle = wanted.map(same);
  const at: number[] = [];
  for (const run of runsOf(part, ways)) {
    if (typeof run === 'number') continue;
    let from = find(part.bytes, needle, same, run.from, run.to);
    for (; from >= 0; from = find(part.bytes, needle, same, from + wanted.length, run.to)) {
      if (at.length === MOST_HITS) return { at, length: wanted.length, more: true };
      at.push(from);
    }
  }
  return { at, length: wanted.length, more: false };
}

/** Letters of ASCII in lower case. */
function folded(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

/** Where bytes[from..to) has the needle; -1: nowhere. A part is small: byte by byte is soon done. */
function find(bytes: Uint8Array, needle: Uint8Array, same: (byte: number) => number, from: number, to: number): number {
  const [first = 0] = needle;
  for (let at = from; at + needle.length <= to; at++) {
    if (same(bytes[at] ?? 0) !== first) continue;
    let matched = 1;
    while (matched < needle.length && same(bytes[at + matched] ?? 0) === needle[matched]) matched++;
    if (matched === needle.length) return at;
  }
  return -1;
}
