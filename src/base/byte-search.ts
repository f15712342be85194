/** Bytes as they are compared: letters of ASCII in lower case. */
const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));
const EXACT = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/** Where in bytes[from..to) something begins, or -1; without `from` and `to` in all of them. */
export type ByteSearch = (bytes: Uint8Array, from?: number, to?: number) => number;

/** Shorter texts are looked for byte by byte: moving on by so little costs more than looking. */
const LEAST_STEPPED = 4;

/**
 * A search for some bytes in others. `anyCase`: letters of ASCII are the same in upper and lower case. Nothing is found
 * everywhere. Plain loops: this goes over every byte of a capture.
 */
export function byteSearch(wanted: Uint8Array, anyCase: boolean): ByteSearch {
  const same = anyCase ? FOLDED : EXACT;
  const needle = wanted.map((byte) => same[byte]);
  if (needle.length === 0) return (_, from = 0) => from;
  return needle.length < LEAST_STEPPED ? bytewise(needle, same) : stepwise(needle, same);
}

/** Looks for the last byte, in both its cases, then at those before it. */
function bytewise(needle: Uint8Array, same: Uint8Array): ByteSearch {
  const behind = needle.length - 1;
  const find = byteFinder(needle[behind], same);
  return (bytes, from = 0, to = bytes.length) => {
    for (let at = find(bytes, from + behind, to); at < to; at = find(bytes, at + 1, to))
      if (isAt(bytes, at - behind, needle, same)) return at - behind;
    return -1;
  };
}

/** Where the next byte is that counts as `wanted`; `to` or beyond if there is none. */
function byteFinder(wanted: number, same: Uint8Array): (bytes: Uint8Array, from: number, to: number) => number {
  const fold = same === FOLDED ? CASES : 0;
  const pattern = (wanted | (fold & 0xff)) * 0x01010101;
  let words: Int32Array = new Int32Array(0);
  return (bytes, from, to) => {
    if (words.buffer !== bytes.buffer) words = new Int32Array(bytes.buffer, 0, bytes.buffer.byteLength >> 2);
    const shift = bytes.byteOffset;
    let at = from;
    while (at < to) {
      // Whole words first: those without the byte are passed over.
      if (((at + shift) & 3) === 0)
        at = nextWord(words, (at + shift) >> 2, (to + shift) >> 2, fold, pattern) * 4 - shift;
      if (at >= to || same[bytes[at]] === wanted) return at;
      at++;
    }
    return at;
  };
}

/** The bit in which upper and lower case differ, in each of four bytes. */
const CASES = 0x20202020;

/**
 * The next of words[from..to) that has a byte of the pattern when `fold` is set in all bytes, or `to`: a word minus one in each
 * byte borrows from the high bit of those that are zero (Mycroft's test), which may say so of others, too.
 */
function nextWord(words: Int32Array, from: number, to: number, fold: number, pattern: number): number {
  for (let at = from; at < to; at++) {
    const rest = (words[at] | fold) ^ pattern;
    if (((rest - 0x01010101) & ~rest & 0x80808080) !== 0) return at;
  }
  return to;
}

/**
 * By Horspool (Software: Practice and Experience 10, 1980): the byte under the last one that is wanted says how far to move
 * on, so that most bytes are never looked at.
 */
function stepwise(needle: Uint8Array, same: Uint8Array): ByteSearch {
  const steps = stepsOf(needle, same);
  const behind = needle.length - 1;
  const afterFinal = steps[needle[behind]];
  // The last byte itself has no step: there the others are looked at.
  for (let byte = 0; byte < 256; byte++) if (same[byte] === needle[behind]) steps[byte] = 0;
  return (bytes, from = 0, to = bytes.length) => {
    for (let at = stepped(bytes, from + behind, to, steps); at < to; at = stepped(bytes, at + afterFinal, to, steps))
      if (isAt(bytes, at - behind, needle, same)) return at - behind;
    return -1;
  };
}

/** Where the next byte without a step is; `to` or beyond if there is none. */
function stepped(bytes: Uint8Array, from: number, to: number, steps: Int32Array): number {
  let at = from;
  while (at < to) {
    const step = steps[bytes[at]];
    if (step === 0) return at;
    at += step;
  }
  return at;
}

function isAt(bytes: Uint8Array, start: number, needle: Uint8Array, same: Uint8Array): boolean {
  for (let at = 0; at < needle.length; at++) if (same[bytes[start + at]] !== needle[at]) return false;
  return true;
}

/** By the byte under the last one wanted: how far the next place is at which it may fit. */
function stepsOf(needle: Uint8Array, same: Uint8Array): Int32Array {
  const steps = new Int32Array(256).fill(needle.length);
  for (let byte = 0; byte < 256; byte++) {
    const at = needle.subarray(0, -1).lastIndexOf(same[byte]);
    if (at >= 0) steps[byte] = needle.length - 1 - at;
  }
  return steps;
}
