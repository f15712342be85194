import { Damage } from '../inflating-stream.ts';

/**
 * Reads bits from the end of a stretch of bytes to its beginning (RFC 8878, section 4.1): above the first bits stands a
 * single 1. `left` is how many bits are left; below 0 more were read than there are, and the last ones were made up.
 */
export class ReverseBits {
  left = 0;

  /** Bytes `from` to `to`, which must not be none. Throws Damage if the 1 is missing. */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly from: number,
    to: number,
  ) {
    const last = to > from ? bytes[to - 1] : 0;
    if (last === 0) throw new Damage('a stream of bits has no beginning');
    this.left = (to - from) * 8 - Math.clz32(last) + 24 - 1;
  }

  /** The next bits as a number; at most 25. */
  read(bits: number): number {
    this.left -= bits;
    if (bits === 0 || this.left < 0) return 0;
    const { bytes } = this;
    const at = this.from + (this.left >>> 3);
    const word = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    return (word >>> (this.left & 7)) & ((1 << bits) - 1);
  }

  /** The same for at most 32 bits. */
  readLong(bits: number): number {
    return bits <= 25 ? this.read(bits) : this.read(bits - 16) * 65_536 + this.read(16);
  }
}
