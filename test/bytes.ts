import { createReadStream } from 'node:fs';
import type { ByteStream } from '../src/core/model/reader.ts';

/** A file as a byte stream. */
export function fileStream(path: string): ByteStream {
  const pieces = createReadStream(path, { highWaterMark: 1 << 20 })[Symbol.asyncIterator]();
  return {
    async next() {
      const { value, done } = (await pieces.next()) as { value: Buffer; done?: boolean };
      return done === true ? undefined : value;
    },
  };
}

/** Bytes in memory as a byte stream, cut in pieces of the given length. */
export function byteStream(bytes: Uint8Array, pieceLength = bytes.length): ByteStream {
  let at = 0;
  return {
    next() {
      if (at >= bytes.length) return Promise.resolve(undefined);
      const piece = bytes.subarray(at, at + pieceLength);
      at += pieceLength;
      return Promise.resolve(piece);
    },
  };
}
