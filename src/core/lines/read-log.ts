import { compressionOf, inflate } from '../capture/compression/compression.ts';
import { answered, failed, type Reply } from '../model/failure.ts';
import { MOST_LOG_BYTES, type LogSummary } from '../model/log.ts';
import type { ByteStream } from '../model/reader.ts';
import { LineStore, type Pause } from './line-store.ts';
import { asUtf8, notText } from './text-bytes.ts';

/** A log that was read. */
export interface OpenLog {
  readonly summary: LogSummary;
  readonly lines: LineStore;
}

/**
 * Reads a log: UTF-8 or, by its mark, UTF-16; gzip, zstd and lz4 are inflated. Fails for what has no bytes or is no text
 * (`not-text`). `most`: bytes that are kept.
 */
export async function readLog(
  source: ByteStream,
  name: string,
  pause?: Pause,
  most = MOST_LOG_BYTES,
): Promise<Reply<OpenLog>> {
  const read = await readBytes(source, most);
  if (read.bytes.length === 0) {
    if (read.fault !== undefined) return failed('broken-compression', read.fault, 0);
    return failed('empty-file');
  }
  const other = notText(read.bytes);
  if (other !== undefined) return failed('not-text', other);
  const bytes = asUtf8(read.bytes);
  const lines = await LineStore.of(bytes, pause);
  const cutOff = lines.isCutOff ? 'lines' : read.isCutOff ? 'bytes' : read.fault === undefined ? undefined : 'damaged';
  const { length, times, longLines } = lines;
  return answered({ lines, summary: { name, bytes: bytes.length, lines: length, times, longLines, cutOff } });
}

interface Bytes {
  readonly bytes: Uint8Array;
  readonly isCutOff: boolean;
  /** Why inflating ended before the end. */
  readonly fault: string | undefined;
}

async function readBytes(source: ByteStream, most: number): Promise<Bytes> {
  const first = await source.next();
  if (first === undefined) return { bytes: new Uint8Array(0), isCutOff: false, fault: undefined };
  const whole = withFirst(first.slice(), source);
  const compression = compressionOf(first);
  if (compression === 'none') return { ...(await joined(whole, most)), fault: undefined };
  const inflated = inflate(compression, whole);
  return { ...(await joined(inflated, most)), fault: inflated.fault };
}

async function joined(stream: ByteStream, most: number): Promise<Omit<Bytes, 'fault'>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let piece = await stream.next(); piece !== undefined; piece = await stream.next()) {
    pieces.push(piece.slice(0, most - length));
    length += piece.length;
    if (length > most) break;
  }
  const bytes = new Uint8Array(Math.min(length, most));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return { bytes, isCutOff: length > most };
}

function withFirst(first: Uint8Array, then: ByteStream): ByteStream {
  let isGiven = false;
  return {
    next: () => {
      if (isGiven) return then.next();
      isGiven = true;
      return Promise.resolve(first);
    },
  };
}
