/** What the two xxHash checksums have in common: bytes come in pieces, and are worked on in stripes of one length. */
export abstract class Striped {
  protected length = 0;
  /** The begun stripe, and how much of it is there. */
  protected readonly rest: Uint8Array;
  protected resting = 0;

  constructor(private readonly stripe: number) {
    this.rest = new Uint8Array(stripe);
  }

  add(bytes: Uint8Array): this {
    const { stripe } = this;
    this.length += bytes.length;
    let at = 0;
    if (this.resting > 0) {
      at = Math.min(stripe - this.resting, bytes.length);
      this.rest.set(bytes.subarray(0, at), this.resting);
      this.resting += at;
      if (this.resting < stripe) return this;
      this.stripes(this.rest, 0, stripe);
    }
    const end = bytes.length - ((bytes.length - at) % stripe);
    this.stripes(bytes, at, end);
    this.rest.set(bytes.subarray(end));
    this.resting = bytes.length - end;
    return this;
  }

  /** Takes whole stripes. */
  protected abstract stripes(bytes: Uint8Array, from: number, to: number): void;
}
