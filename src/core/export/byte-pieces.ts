const MEBIBYTE = 1 << 20;

/** Takes the next bytes of a file; it may keep them. */
export type TakeBytes = (piece: Uint8Array<ArrayBuffer>) => void;

/** Writes numbers (little-endian) and bytes, and hands them over in pieces. */
export class BytePieces {
  private readonly take: TakeBytes;
  private readonly buffer: Uint8Array;
  private readonly view: DataView;
  private at = 0;

  /** `piece`: bytes that are collected before they are handed over. */
  constructor(take: TakeBytes, piece = MEBIBYTE) {
    this.take = take;
    this.buffer = new Uint8Array(piece);
    this.view = new DataView(this.buffer.buffer);
  }

  u16(value: number): this {
    this.room(2);
    this.view.setUint16(this.at, value, true);
    this.at += 2;
    return this;
  }

  u32(value: number): this {
    this.room(4);
    this.view.setUint32(this.at, value, true);
    this.at += 4;
    return this;
  }

  /** A copy of the bytes, then zeros up to a multiple of `align` bytes of them. */
  bytes(bytes: Uint8Array, align = 1): this {
    for (let from = 0; from < bytes.length;) {
      this.room(1);
      const part = bytes.subarray(from, from + this.buffer.length - this.at);
      this.buffer.set(part, this.at);
      this.at += part.length;
      from += part.length;
    }
    for (let rest = padded(bytes.length, align) - bytes.length; rest > 0; rest--) this.zero();
    return this;
  }

  /** Hands over what is left. */
  flush(): void {
    if (this.at === 0) return;
    this.take(this.buffer.slice(0, this.at));
    this.at = 0;
  }

  private zero(): void {
    this.room(1);
    this.buffer[this.at++] = 0;
  }

  private room(bytes: number): void {
    if (this.at + bytes > this.buffer.length) this.flush();
  }
}

/** The next multiple of `align`. */
export function padded(length: number, align = 4): number {
  return Math.ceil(length / align) * align;
}
