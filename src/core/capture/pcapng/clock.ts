import { exactTime } from '../../../base/exact-time.ts';

const NS_PER_SECOND = 1_000_000_000n;
/** Exponents of if_tsresol up to which doubles are enough: units by 5^9, and 65,536 units, stay below 2^53. */
const LARGEST_BINARY = 32;
const LARGEST_DECIMAL = 11;

/**
 * Time stamps of pcapng: a 64-bit count of units (if_tsresol, a power of ten or of two) and an offset in seconds
 * (if_tsoffset). draft-ietf-opsawg-pcapng, section 4.2.
 */
export class InterfaceClock {
  /**
   * Results of the last call of `set`, as RecordSink.packet takes them; fields, so that nothing is allocated per packet.
   */
  seconds = 0;
  nanoseconds = 0;
  private readonly unitsPerSecond: number;
  private readonly exact: bigint;
  private readonly offsetSeconds: number;
  /** Nanoseconds of a part of a second are its units times `factor` by `divisor`, rounded down; exact in doubles. */
  private readonly factor: number;
  private readonly divisor: number;
  /** True if a double cannot hold the offset, or nanoseconds cannot be had by `factor` and `divisor`. */
  private readonly needsBigint: boolean;

  /**
   * `resolution` is the option's byte as it stands in the file; 6 is the default.
   * @param offset seconds, 64 bits with a sign
   */
  constructor(
    resolution: number,
    private readonly offset: bigint,
  ) {
    const exponent = resolution & 0x7f;
    const isBinary = (resolution & 0x80) !== 0;
    this.exact = isBinary ? 1n << BigInt(exponent) : 10n ** BigInt(exponent);
    this.unitsPerSecond = Number(this.exact);
    this.offsetSeconds = Number(offset);
    // 10^9 is 2^9 by 5^9.
    this.factor = isBinary ? 5 ** 9 * 2 ** Math.max(0, 9 - exponent) : 10 ** Math.max(0, 9 - exponent);
    this.divisor = isBinary ? 2 ** Math.max(0, exponent - 9) : 10 ** Math.max(0, exponent - 9);
    const isExact = isBinary ? exponent <= LARGEST_BINARY : exponent <= LARGEST_DECIMAL;
    this.needsBigint = !isExact || !Number.isSafeInteger(this.offsetSeconds);
  }

  /** True if a unit is no whole number of microseconds: finer ones are not, nor is 1/1024 s. */
  get fine(): boolean {
    return 1_000_000 % this.unitsPerSecond !== 0;
  }

  /** Splits a time stamp, given as its upper and lower 32 bits, into seconds and nanoseconds (rounded down). */
  set(high: number, low: number): void {
    if (this.needsBigint) return this.setExact(high, low);
    if (high < 0x200000) this.setSafe(high * 4294967296 + low);
    else this.setLong(high, low);
    const seconds = this.seconds + this.offsetSeconds;
    if (this.seconds > Number.MAX_SAFE_INTEGER || !Number.isSafeInteger(seconds)) this.setExact(high, low);
    else this.seconds = seconds;
  }

  /** The count fits a double. */
  private setSafe(count: number): void {
    const units = this.unitsPerSecond;
    this.seconds = Math.floor(count / units);
    this.nanoseconds = Math.floor(((count - this.seconds * units) * this.factor) / this.divisor);
  }

  /** Long division in base 65536: every intermediate value stays below 2^53. */
  private setLong(high: number, low: number): void {
    const units = this.unitsPerSecond;
    const top = Math.floor(high / units);
    const middle = (high % units) * 65536 + (low >>> 16);
    const bottom = (middle % units) * 65536 + (low & 65535);
    this.seconds = top * 4294967296 + Math.floor(middle / units) * 65536 + Math.floor(bottom / units);
    this.nanoseconds = Math.floor(((bottom % units) * this.factor) / this.divisor);
  }

  private setExact(high: number, low: number): void {
    const count = (BigInt(high) << 32n) | BigInt(low);
    const time = exactTime(this.offset * NS_PER_SECOND + (count * NS_PER_SECOND) / this.exact);
    this.seconds = time.seconds;
    this.nanoseconds = time.nanoseconds;
  }
}
