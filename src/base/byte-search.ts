/** Bytes as they are compared: letters of ASCII in lower case. */
const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));
const EXACT = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/**
 * A search for some bytes in others: where they begin from a place on, or -1. `anyCase`: letters of ASCII are the same in upper and
 * lower case. Nothing is found everywhere.
 */
export function byteSearch(wanted: Uint8Array, anyCase: boolean): (bytes: Uint8Array, from?: number) => number {
  const same = anyCase ? FOLDED : EXACT;
  const needle = wanted.map((byte) => same[byte]);
  const { length } = needle;
  if (length === 0) return (_, from = 0) => from;
  const [first] = needle;
  // Plain loops: this goes over every byte of a capture.
  return (bytes, from = 0) => {
    const last = bytes.length - length;
    for (let at = from; at <= last; at++) {
      if (same[bytes[at]] !== first) continue;
      let equal = 1;
      while (equal < length && same[bytes[at + equal]] === needle[equal]) equal++;
      if (equal === length) return at;
    }
    return -1;
  };
}
