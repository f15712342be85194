import { Gunzip } from 'fflate';
import type { ByteStream } from '../model/reader.ts';

/** True if a file begins as gzip does (RFC 1952, section 2.3.1; method 8, deflate). */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;
}

/**
 * Inflates a gzip stream of one or several members. Pieces are inflated as they are asked for. A damaged stream gives
 * what could be inflated, then ends with `fault` set (its words are those of the inflater); so does one that is cut.
 */
export class GunzipStream implements ByteStream {
  /** Why the stream ended early, or undefined. */
  fault: string | undefined;
  private readonly ready: Uint8Array[] = [];
  private readonly gunzip: Gunzip;
  private finished = false;

  constructor(private readonly source: ByteStream) {
    this.gunzip = new Gunzip((piece) => {
      if (piece.length > 0) this.ready.push(piece);
    });
  }

  async next(): Promise<Uint8Array | undefined> {
    while (this.ready.length === 0 && !this.finished) this.inflate(await this.source.next());
    return this.ready.shift();
  }

  /** fflate keeps parts of its input between calls, so each piece is copied: pieces may be reused by the source. */
  private inflate(piece: Uint8Array | undefined): void {
    try {
      if (piece === undefined) this.finished = true;
      this.gunzip.push(piece === undefined ? new Uint8Array(0) : piece.slice(), piece === undefined);
    } catch (error) {
      this.finished = true;
      this.fault = error instanceof Error ? error.message : String(error);
    }
  }
}
