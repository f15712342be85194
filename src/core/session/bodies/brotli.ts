import type { ByteStream } from '../../model/reader.ts';

/** What is given up at once of what was decompressed. */
const PIECE = 65_536;
const FIRST_ROOM = 1024 * 1024;

/**
 * Decompresses Brotli (RFC 7932). Its dictionary is 59 kB of script, loaded with the first such body. All or nothing: of data that is
 * damaged, cut, or more than `most` bytes, nothing is given, and `fault` says which.
 */
export class BrotliStream implements ByteStream {
  fault: 'damaged' | 'too-large' | undefined;
  private bytes: Uint8Array | undefined;
  private at = 0;

  constructor(
    private readonly source: ByteStream,
    private readonly most: number,
  ) {}

  async next(): Promise<Uint8Array | undefined> {
    this.bytes ??= await this.decompressed();
    if (this.at >= this.bytes.length) return undefined;
    const piece = this.bytes.subarray(this.at, this.at + PIECE);
    this.at += piece.length;
    return piece;
  }

  private async decompressed(): Promise<Uint8Array> {
    const packed = await allOf(this.source);
    const { decompress } = await import('brotli/decompress.js');
    for (let room = Math.min(this.most, FIRST_ROOM); ; room = Math.min(this.most, 8 * room)) {
      try {
        return decompress(packed, room);
      } catch (error) {
        const isFull = error instanceof Error && error.message.includes('not large enough');
        if (isFull && room < this.most) continue;
        this.fault = isFull ? 'too-large' : 'damaged';
        return new Uint8Array(0);
      }
    }
  }
}

async function allOf(source: ByteStream): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (let piece = await source.next(); piece !== undefined; piece = await source.next()) {
    pieces.push(piece.slice());
    size += piece.length;
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
