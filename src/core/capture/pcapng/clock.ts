/**
 * Time stamps of pcapng: a 64-bit count of units (if_tsresol, a power of ten or of two) and an offset in seconds
 * (if_tsoffset). draft-ietf-opsawg-pcapng, section 4.2.
 */
export class InterfaceClock {
  /** Results of the last call of `set`; fields, so that nothing is allocated per packet. */
  seconds = 0;
  nanoseconds = 0;
  private readonly unitsPerSecond: number;
  private readonly exact: bigint;

  /** `resolution` is the option's byte as it stands in the file; 6 is the default. */
  constructor(
    resolution: number,
    private readonly offsetSeconds: number,
  ) {
    const exponent = resolution & 0x7f;
    this.exact = resolution & 0x80 ? 1n << BigInt(exponent) : 10n ** BigInt(exponent);
    this.unitsPerSecond = Number(this.exact);
  }

  /** True if the clock counts finer than microseconds. */
  get fine(): boolean {
    return this.unitsPerSecond > 1_000_000;
  }

  /** Splits a time stamp, given as its upper and lower 32 bits, into seconds and nanoseconds (rounded down). */
  set(high: number, low: number): void {
    const units = this.unitsPerSecond;
    if (high < 0x200000) this.setSafe(high * 4294967296 + low);
    else if (units <= 1e11) this.setLong(high, low);
    else this.setExact(high, low);
    this.seconds += this.offsetSeconds;
  }

  /** The count fits a double. */
  private setSafe(count: number): void {
    const units = this.unitsPerSecond;
    this.seconds = Math.floor(count / units);
    const rest = count - this.seconds * units;
    this.nanoseconds = units <= 1e9 && 1e9 % units === 0 ? rest * (1e9 / units) : Math.floor((rest / units) * 1e9);
  }

  /** Long division in base 65536: every intermediate value stays below 2^53. */
  private setLong(high: number, low: number): void {
    const units = this.unitsPerSecond;
    const top = Math.floor(high / units);
    const middle = (high % units) * 65536 + (low >>> 16);
    const bottom = (middle % units) * 65536 + (low & 65535);
    this.seconds = top * 4294967296 + Math.floor(middle / units) * 65536 + Math.floor(bottom / units);
    const rest = bottom % units;
    this.nanoseconds = 1e9 % units === 0 ? rest * (1e9 / units) : Math.floor((rest / units) * 1e9);
  }

  private setExact(high: number, low: number): void {
    const count = (BigInt(high) << 32n) | BigInt(low);
    this.seconds = Number(count / this.exact);
    this.nanoseconds = Number(((count % this.exact) * 1_000_000_000n) / this.exact);
  }
}
