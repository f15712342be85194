import { Damage } from './inflating-stream.ts';

/** Longest code (RFC 1951, section 3.2.7). */
const MOST_BITS = 15;

/**
 * One Huffman code of DEFLATE as a table: the next bits of the input, lowest first, give the symbol and its length. Used
 * again for block after block.
 */
export class CodeTable {
  /** Symbol times 16 and bits of its code; 0 where no code is. */
  readonly entries = new Uint16Array(1 << MOST_BITS);
  /** One less than a power of two: how many bits to look at. */
  mask = 0;

  /**
   * Makes the code whose symbols have these lengths (RFC 1951, section 3.2.2). Throws Damage if they are no code: a code
   * may leave out bits only if it has a single symbol of one bit (`mayBeAlone`), as zlib has it.
   */
  build(lengths: Uint8Array, mayBeAlone = true): this {
    const counts = new Uint16Array(MOST_BITS + 1);
    for (const length of lengths) counts[length]++;
    counts[0] = 0;
    const longest = counts.findLastIndex((count) => count > 0);
    checkComplete(counts, longest, mayBeAlone);
    const next = firstCodes(counts);
    this.mask = longest <= 0 ? 1 : (1 << longest) - 1;
    this.entries.fill(0, 0, this.mask + 1);
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      const length = lengths[symbol];
      if (length === 0) continue;
      const code = reversed(next[length]++, length);
      for (let at = code; at <= this.mask; at += 1 << length) this.entries[at] = (symbol << 4) | length;
    }
    return this;
  }
}

function checkComplete(counts: Uint16Array, longest: number, mayBeAlone: boolean): void {
  let left = 1;
  for (let bits = 1; bits <= longest; bits++) {
    left = left * 2 - counts[bits];
    if (left < 0) throw new Damage('a code has too many symbols');
  }
  if (left > 0 && (longest > 1 || !mayBeAlone)) throw new Damage('a code has too few symbols');
}

function firstCodes(counts: Uint16Array): Uint16Array {
  const next = new Uint16Array(MOST_BITS + 2);
  for (let bits = 1; bits <= MOST_BITS; bits++) next[bits + 1] = (next[bits] + counts[bits]) << 1;
  return next;
}

/** Codes stand in the input with their first bit lowest. */
function reversed(code: number, length: number): number {
  let turned = 0;
  for (let bit = 0; bit < length; bit++) turned |= ((code >>> bit) & 1) << (length - 1 - bit);
  return turned;
}

/** Least length or distance of each symbol, and further bits (RFC 1951, section 3.2.5). */
export const LENGTHS = Uint16Array.from([
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]);
export const LENGTH_BITS = Uint8Array.from([
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
]);
export const DISTANCES = Uint16Array.from([
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
]);
export const DISTANCE_BITS = Uint8Array.from([
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
]);

/**
 * The codes of blocks that bring none (RFC 1951, section 3.2.6), made once: a file may have a hundred thousand such blocks.
 * Not to be built again.
 */
export const FIXED_LITERALS = new CodeTable().build(new Uint8Array(288).fill(8).fill(9, 144, 256).fill(7, 256, 280));
export const FIXED_DISTANCES = new CodeTable().build(new Uint8Array(32).fill(5));
