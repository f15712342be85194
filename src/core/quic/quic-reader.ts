const NOTHING = new Uint8Array(0);

/**
 * Reads numbers of QUIC packets in bytes[at..end); behind the end everything is 0 and `isBroken` is true. One reader can be used for one
 * packet after the other, so that nothing is allocated.
 */
export class QuicReader {
  isBroken = false;

  constructor(
    public bytes: Uint8Array = NOTHING,
    public at = 0,
    public end = bytes.length,
  ) {}

  /** Goes to other bytes. */
  begin(bytes: Uint8Array, at: number, end: number): this {
    this.isBroken = false;
    this.bytes = bytes;
    this.at = at;
    this.end = end;
    return this;
  }

  get left(): number {
    return this.end - this.at;
  }

  u8(): number {
    if (this.at < this.end) return this.bytes[this.at++];
    this.isBroken = true;
    return 0;
  }

  u32(): number {
    return (this.u8() * 2 ** 24 + (this.u8() << 16) + (this.u8() << 8) + this.u8()) >>> 0;
  }

  /** A variable-length integer (RFC 9000 section 16). */
  varint(): number {
    const first = this.u8();
    let value = first & 0x3f;
    for (let more = (1 << (first >> 6)) - 1; more > 0; more--) value = value * 256 + this.u8();
    return value;
  }

  /** Passes bytes over; as many as there are. */
  skip(length: number): void {
    if (length > this.left) this.isBroken = true;
    this.at = Math.min(this.end, this.at + length);
  }
}
