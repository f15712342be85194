import type { ByteSource, ByteStream } from '../src/core/model/reader.ts';
import { UnreadableBytes } from '../src/core/model/unreadable.ts';

/** Bytes asked for at once; what a Blob gives is often less. */
export const LARGEST_PIECE = 2 * 1024 * 1024;

/**
 * Readers that have not come to their end. Chromium collects a byte stream although a read of it is pending when nothing
 * else holds it, and the read then never answers (seen about once in a hundred opens).
 */
const held = new Set<ReadableStreamBYOBReader>();

/** A byte stream that may be left before its end. */
export interface BlobStream extends ByteStream {
  /** Gives the file back; no more pieces come. */
  close(): void;
}

/**
 * A Blob as a byte stream in pieces of at most so many bytes. Two buffers take turns: the next piece is being read while the one before is worked on
 * (BYOB reader: no allocation per piece).
 */
export function blobStream(blob: Blob, piece: number): BlobStream {
  if (blob.size === 0) return { next: () => Promise.resolve(undefined), close: () => undefined };
  const reader = blob.stream().getReader({ mode: 'byob' });
  held.add(reader);
  let pending = reader.read(new Uint8Array(piece));
  let spare = new ArrayBuffer(piece);
  return {
    async next() {
      const { value, done } = await pending;
      if (done) return undefined;
      pending = reader.read(new Uint8Array(spare));
      // A rejection is met by the next call; until then it must not count as unhandled.
      pending.catch(() => undefined);
      spare = value.buffer;
      return value;
    },
    close() {
      held.delete(reader);
      reader.cancel().catch(() => undefined);
    },
  };
}

/** Random access to a Blob; a file may have been moved, changed or cut since it was chosen. */
export function blobSource(blob: Blob): ByteSource {
  return {
    async read(offset, length) {
      const bytes = await bytesOf(blob.slice(offset, offset + length));
      if (bytes.length < Math.min(length, blob.size - offset))
        throw new UnreadableBytes('The file has become shorter than it was.');
      return bytes;
    },
  };
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (error) {
    throw new UnreadableBytes(error instanceof Error ? error.message : String(error));
  }
}

/** Keeps inflated bytes as a Blob (which the browser may put on disk), for random access. */
export class InflatedBytes implements ByteSource {
  private readonly parts: Blob[] = [];
  private waiting: Uint8Array<ArrayBuffer>[] = [];
  private waitingBytes = 0;

  /** Appends a copy of the piece. */
  add(piece: Uint8Array): void {
    this.waiting.push(piece.slice());
    this.waitingBytes += piece.length;
    if (this.waitingBytes >= LARGEST_PIECE) this.flush();
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    this.flush();
    try {
      return await bytesOf(new Blob(this.parts).slice(offset, offset + length));
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      throw new UnreadableBytes(`The unpacked bytes could not be kept; the disk may be full. ${words}`);
    }
  }

  private flush(): void {
    if (this.waiting.length === 0) return;
    this.parts.push(new Blob(this.waiting));
    this.waiting = [];
    this.waitingBytes = 0;
  }
}
