import { GunzipStream } from '../../capture/compression/gunzip.ts';
import type { ByteStream } from '../../model/reader.ts';
import type { BodyFault } from '../../model/stream.ts';
import { BrotliStream } from './brotli.ts';
import { ZlibStream } from './zlib-stream.ts';

/** What came of a body. */
export interface DecodedBody {
  /** Bytes that were given. */
  readonly size: number;
  /** Why it is not all that was sent, decoded. With `undecoded` the bytes are those that were sent. */
  readonly fault?: BodyFault;
}

/** A step of decoding: its bytes, and what went wrong when they have ended. */
interface Step {
  readonly bytes: ByteStream;
  fault(): 'damaged' | 'too-large' | undefined;
}

const KNOWN = new Set(['gzip', 'x-gzip', 'deflate', 'br']);

/**
 * Takes content codings off a body (RFC 9110 8.4), the last one first. What is no data of its coding, and what nobody here knows, is
 * given as it was sent.
 * @param codings in the order in which they were applied, lower case
 * @param most bytes that are given at most; a body that grows beyond ends there
 * @param take the bytes are valid during the call only
 */
export async function decodeBody(
  codings: readonly string[],
  chunks: readonly Uint8Array[],
  most: number,
  take: (piece: Uint8Array) => void,
): Promise<DecodedBody> {
  const packed = codings.filter((coding) => coding !== 'identity');
  if (packed.some((coding) => !KNOWN.has(coding)))
    return { ...(await give(piecesOf(chunks), most, take)), fault: 'unknown-coding' };
  const steps: Step[] = [];
  let bytes = piecesOf(chunks);
  for (const coding of packed.toReversed()) {
    const step = stepOf(coding, bytes, most);
    steps.push(step);
    bytes = step.bytes;
  }
  const given = await give(bytes, most, take);
  if (given.fault !== undefined) return given;
  const fault = steps.map((step) => step.fault()).find((each) => each !== undefined);
  if (fault === undefined) return given;
  if (given.size > 0 || fault === 'too-large') return { ...given, fault };
  return { ...(await give(piecesOf(chunks), most, take)), fault: 'undecoded' };
}

function stepOf(coding: string, source: ByteStream, most: number): Step {
  if (coding === 'br') {
    const stream = new BrotliStream(source, most);
    return { bytes: stream, fault: () => stream.fault };
  }
  const stream = coding === 'deflate' ? new ZlibStream(source) : new GunzipStream(source);
  return { bytes: stream, fault: () => (stream.fault === undefined ? undefined : 'damaged') };
}

async function give(bytes: ByteStream, most: number, take: (piece: Uint8Array) => void): Promise<DecodedBody> {
  let size = 0;
  for (let piece = await bytes.next(); piece !== undefined; piece = await bytes.next()) {
    const part = piece.subarray(0, most - size);
    if (part.length > 0) take(part);
    size += part.length;
    if (part.length < piece.length) return { size, fault: 'too-large' };
  }
  return { size };
}

function piecesOf(chunks: readonly Uint8Array[]): ByteStream {
  let at = 0;
  return { next: () => Promise.resolve(chunks[at++]) };
}
