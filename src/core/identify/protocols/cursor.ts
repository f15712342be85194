import { latin1 } from '../../../base/text.ts';

/** Reads numbers of several bytes, high byte first, one after the other. Behind the end all is 0, and `ok` is false. */
export class Cursor {
  ok = true;

  constructor(
    readonly bytes: Uint8Array,
    public at = 0,
    public end = bytes.length,
  ) {}

  get left(): number {
    return this.end - this.at;
  }

  u8(): number {
    if (this.at + 1 > this.end) return this.missing();
    return this.bytes[this.at++];
  }

  u16(): number {
    return this.u8() * 256 + this.u8();
  }

  u24(): number {
    return this.u16() * 256 + this.u8();
  }

  u32(): number {
    return this.u16() * 65_536 + this.u16();
  }

  /** The next bytes as a cursor of their own; as many as there are. */
  sub(length: number): Cursor {
    if (this.at + length > this.end) this.ok = false;
    const from = this.at;
    this.at = Math.min(this.end, from + length);
    return new Cursor(this.bytes, from, this.at);
  }

  skip(length: number): void {
    if (this.at + length > this.end) this.ok = false;
    this.at = Math.min(this.end, this.at + length);
  }

  /** What is left, as characters (Latin-1). */
  text(): string {
    return latin1(this.bytes, this.at, this.end);
  }

  private missing(): number {
    this.ok = false;
    this.at = this.end;
    return 0;
  }
}
