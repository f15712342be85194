import { Decompress } from 'fzstd';
import type { ByteStream } from '../../model/reader.ts';
import { FedStream, type InflatingStream } from './inflating-stream.ts';

/** A block of four bytes can stand for 128 KiB (RFC 8878, section 3.1.1.2), so little is fed at a time. */
const MOST_FED = 1 << 14;

/**
 * Inflates Zstandard (RFC 8878) of one or several frames, skippable ones among them. Checksums are not checked, and
 * dictionaries are unknown. Not loaded on demand: opening a capture must ask nothing of the network.
 */
export function unzstd(source: ByteStream): InflatingStream {
  return new FedStream(source, (give) => new Decompress((piece) => give(piece)), MOST_FED);
}
