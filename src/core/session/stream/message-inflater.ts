import { ZlibStream } from '../bodies/zlib-stream.ts';

/** How far back a message may refer to those before it (RFC 7692 7.1.2). */
const WINDOW = 32_768;
/** What a message leaves out at its end (RFC 7692 7.2.1), and an empty block that is the last. */
const END = Uint8Array.of(0, 0, 0xff, 0xff, 1, 0, 0, 0xff, 0xff);

/** An inflated message. */
export interface InflatedMessage {
  readonly bytes: Uint8Array;
  /** Why it is not all that was said, in words. */
  readonly fault?: string;
}

/** Inflates the messages of one direction (permessage-deflate, RFC 7692), one after the other. */
export class MessageInflater {
  /** What the next message may refer to; undefined: it is not known. */
  private window: Uint8Array | undefined = new Uint8Array(0);

  /**
   * @param isFresh no message refers to another
   * @param most bytes of a message that are given
   */
  constructor(
    private readonly isFresh: boolean,
    private readonly most: number,
  ) {}

  /** Messages are missing. */
  lose(): void {
    if (!this.isFresh) this.window = undefined;
  }

  /** @param isWhole nothing of it is missing */
  async inflate(chunks: readonly Uint8Array[], isWhole: boolean): Promise<InflatedMessage> {
    const { window } = this;
    if (window === undefined) return { bytes: new Uint8Array(0), fault: 'not unpacked: what it refers to is missing' };
    const source = piecesOf([storedBlock(window), ...chunks, ...(isWhole ? [END] : [])]);
    const stream = new ZlibStream(source);
    const { bytes, isAll } = await allOf(stream, window.length + this.most);
    const own = bytes.subarray(window.length);
    const fault = !isAll
      ? 'more is not shown'
      : stream.fault !== undefined || !isWhole
        ? 'damaged or cut: what could be unpacked'
        : undefined;
    if (!this.isFresh) this.window = fault === undefined ? bytes.slice(-WINDOW) : undefined;
    return { bytes: own, ...(fault !== undefined && { fault }) };
  }
}

/** Bytes as they are, as a block of DEFLATE that is not the last (RFC 1951 3.2.4). */
function storedBlock(bytes: Uint8Array): Uint8Array {
  const block = new Uint8Array(5 + bytes.length);
  const { length } = bytes;
  block.set([0, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255]);
  block.set(bytes, 5);
  return block;
}

function piecesOf(pieces: readonly Uint8Array[]): { next(): Promise<Uint8Array | undefined> } {
  let at = 0;
  return { next: () => Promise.resolve(pieces[at++]) };
}

async function allOf(
  stream: ZlibStream,
  most: number,
): Promise<{ readonly bytes: Uint8Array; readonly isAll: boolean }> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  let isAll = true;
  for (let piece = await stream.next(); piece !== undefined && isAll; piece = await stream.next()) {
    isAll = size + piece.length <= most;
    const part = piece.slice(0, most - size);
    pieces.push(part);
    size += part.length;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return { bytes, isAll };
}
