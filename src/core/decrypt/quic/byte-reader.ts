/** Reads numbers of QUIC packets; behind the end everything is 0 and `isBroken` is true. */
export class ByteReader {
  isBroken = false;

  constructor(
    readonly bytes: Uint8Array,
    public at = 0,
  ) {}

  get left(): number {
    return this.bytes.length - this.at;
  }

  u8(): number {
    if (this.left < 1) this.isBroken = true;
    return this.bytes[this.at++] ?? 0;
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

  take(length: number): Uint8Array {
    if (length > this.left) {
      this.isBroken = true;
      this.at = this.bytes.length;
      return this.bytes.subarray(this.bytes.length);
    }
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}
