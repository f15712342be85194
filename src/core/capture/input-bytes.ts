import type { ByteStream } from '../model/reader.ts';

/** Takes a stream's bytes in numbers of one's own choice. */
export class InputBytes {
  private piece: Uint8Array = new Uint8Array(0);
  private room = new Uint8Array(0);

  constructor(private readonly source: ByteStream) {}

  /** The bytes that are there and not yet taken; valid until the next call that may wait. */
  get there(): Uint8Array {
    return this.piece;
  }

  /** Adds further bytes to those that are there. False at the end of the stream. */
  async lengthen(): Promise<boolean> {
    if (this.piece.length === 0) return this.pull();
    const rest = this.piece.slice();
    if (!(await this.pull())) {
      this.piece = rest;
      return false;
    }
    const longer = new Uint8Array(rest.length + this.piece.length);
    longer.set(rest);
    longer.set(this.piece, rest.length);
    this.piece = longer;
    return true;
  }

  /** Passes over bytes that are there. */
  drop(length: number): void {
    this.piece = this.piece.subarray(length);
  }

  /** The next `length` bytes, fewer at the end of the stream; valid until the next call. */
  async take(length: number): Promise<Uint8Array> {
    if (this.piece.length >= length) return this.cutOff(length);
    if (this.room.length < length) this.room = new Uint8Array(length);
    let filled = 0;
    while (filled < length && (this.piece.length > 0 || (await this.pull()))) {
      const part = this.cutOff(length - filled);
      this.room.set(part, filled);
      filled += part.length;
    }
    return this.room.subarray(0, filled);
  }

  /** Passes over bytes; how many were there. */
  async skip(length: number): Promise<number> {
    let skipped = 0;
    while (skipped < length && (this.piece.length > 0 || (await this.pull())))
      skipped += this.cutOff(length - skipped).length;
    return skipped;
  }

  private cutOff(most: number): Uint8Array {
    const part = this.piece.subarray(0, most);
    this.piece = this.piece.subarray(part.length);
    return part;
  }

  /** False at the end of the stream. */
  private async pull(): Promise<boolean> {
    const piece = await this.source.next();
    this.piece = piece ?? new Uint8Array(0);
    return piece !== undefined;
  }
}
