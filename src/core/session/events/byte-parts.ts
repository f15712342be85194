/** Parts of packets' bytes, packed one behind the other. */
export class ByteParts {
  private readonly starts: Int32Array<ArrayBuffer>;
  private readonly pieces: Uint8Array[] = [];
  private total = 0;

  /** For so many packets. */
  constructor(count: number) {
    this.starts = new Int32Array(count + 1);
  }

  /** Takes the next packet's part. */
  add(bytes: Uint8Array): void {
    this.pieces.push(bytes);
    this.total += bytes.length;
    this.starts[this.pieces.length] = this.total;
  }

  /** All parts, and where each begins; one more than there are packets. */
  packed(): { readonly bytes: Uint8Array<ArrayBuffer>; readonly starts: Int32Array<ArrayBuffer> } {
    const bytes = new Uint8Array(this.total);
    this.pieces.forEach((piece, at) => bytes.set(piece, this.starts[at]));
    return { bytes, starts: this.starts };
  }
}
