import type { ByteSource, ByteStream } from '../src/core/model/reader.ts';

/** Bytes asked for at once; what a Blob gives is often less. */
const PIECE = 2 * 1024 * 1024;

/**
 * A Blob as a byte stream. Two buffers take turns: the next piece is being read while the one before is worked on
 * (BYOB reader: no allocation per piece).
 */
export function blobStream(blob: Blob): ByteStream {
  if (blob.size === 0) return { next: () => Promise.resolve(undefined) };
  const reader = blob.stream().getReader({ mode: 'byob' });
  let pending = reader.read(new Uint8Array(PIECE));
  let spare: ArrayBuffer | undefined = new ArrayBuffer(PIECE);
  return {
    async next() {
      const { value, done } = await pending;
      if (done || value === undefined) return undefined;
      const buffer = spare ?? new ArrayBuffer(PIECE);
      pending = reader.read(new Uint8Array(buffer));
      // A rejection is met by the next call; until then it must not count as unhandled.
      pending.catch(() => undefined);
      spare = value.buffer;
      return value;
    },
  };
}

/** Random access to a Blob. */
export function blobSource(blob: Blob): ByteSource {
  return {
    read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  };
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
    if (this.waitingBytes >= PIECE) this.flush();
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    this.flush();
    return new Uint8Array(await new Blob(this.parts).slice(offset, offset + length).arrayBuffer());
  }

  private flush(): void {
    if (this.waiting.length === 0) return;
    this.parts.push(new Blob(this.waiting));
    this.waiting = [];
    this.waitingBytes = 0;
  }
}
