import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import type { ByteStream } from '../core/model/reader.ts';

const PIECE_BYTES = 1 << 20;

/** A capture being read: its bytes, how many were given out, and why the system refused, if it did. */
export interface Input extends ByteStream {
  readonly bytesRead: number;
  /** The system's words, once reading has failed; `next` then answers undefined. */
  readonly refusal: string | undefined;
  close(): void;
}

/** Opens a file, or standard input for `-`. Nothing is read before the first `next`. */
export function openInput(path: string): Input {
  return new NodeInput(path === '-' ? process.stdin : createReadStream(path, { highWaterMark: PIECE_BYTES }));
}

class NodeInput implements Input {
  bytesRead = 0;
  refusal: string | undefined;
  private readonly stream: Readable;
  private readonly pieces: AsyncIterator<unknown, unknown>;

  constructor(stream: Readable) {
    this.stream = stream;
    this.pieces = stream[Symbol.asyncIterator]();
  }

  async next(): Promise<Uint8Array | undefined> {
    try {
      const { value, done } = await this.pieces.next();
      if (done === true || !(value instanceof Uint8Array)) return undefined;
      this.bytesRead += value.length;
      return value;
    } catch (error) {
      this.refusal = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }

  close(): void {
    this.stream.destroy();
  }
}
