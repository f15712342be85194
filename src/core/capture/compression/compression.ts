import type { Compression } from '../../model/capture-info.ts';
import type { ByteStream } from '../../model/reader.ts';
import { GunzipStream } from './gunzip.ts';
import type { InflatingStream } from './inflating-stream.ts';
import { isSkippable, LZ4_FRAME, LZ4_LEGACY_FRAME } from './lz4-magic.ts';
import { Lz4Stream } from './lz4.ts';
import { ZSTD_FRAME, ZstdStream } from './zstd/zstd.ts';

/** RFC 1952, section 2.3.1: ID1, ID2 and the method deflate, as a little-endian number of three bytes. */
const GZIP = 0x088b1f;

/**
 * How a file is compressed, by its first bytes. Skippable frames are the same in Zstandard and LZ4 and tell nothing: the
 * frame after them decides, if it lies within `head`.
 */
export function compressionOf(head: Uint8Array): Compression {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let at = 0;
  while (at + 8 <= head.length && isSkippable(view.getUint32(at, true))) at += 8 + view.getUint32(at + 4, true);
  const magic = at + 4 <= head.length ? view.getUint32(at, true) : 0;
  if (magic === ZSTD_FRAME) return 'zstd';
  if (magic === LZ4_FRAME || magic === LZ4_LEGACY_FRAME) return 'lz4';
  return at === 0 && (magic & 0xffffff) === GZIP ? 'gzip' : 'none';
}

/** Inflates a stream from its first byte on. */
export function inflate(compression: Exclude<Compression, 'none'>, source: ByteStream): InflatingStream {
  switch (compression) {
    case 'gzip':
      return new GunzipStream(source);
    case 'zstd':
      return new ZstdStream(source);
    case 'lz4':
      return new Lz4Stream(source);
  }
}
