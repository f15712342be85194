import type { ObjectEnd, ObjectHead } from '../../model/objects.ts';

/** Takes the bytes of one object in their order, then its end. The bytes are valid during the call. */
export interface ObjectWriter {
  bytes(piece: Uint8Array): void;
  end(end: ObjectEnd): void;
}

/**
 * Is told of the objects of a flow. The order of the calls is that in which they begin or, where bytes must be unpacked, end: it is the
 * same whenever a flow is read.
 */
export interface ObjectTaker {
  begin(head: ObjectHead): ObjectWriter;
}

/** Tells a taker of an object that is there as a whole. */
export function giveWhole(
  taker: ObjectTaker,
  head: ObjectHead,
  bytes: Uint8Array,
  end: ObjectEnd = { missing: 0 },
): void {
  const writer = taker.begin(head);
  if (bytes.length > 0) writer.bytes(bytes);
  writer.end(end);
}

/** Bytes of what must be there as a whole before it can be read (a mail, a packed body) at most. */
export const MOST_HELD = 64 * 1024 * 1024;

/** Keeps copies of pieces up to a bound. */
export class HeldPieces {
  readonly pieces: Uint8Array[] = [];
  size = 0;
  /** More came than is kept. */
  isFull = false;

  add(piece: Uint8Array): void {
    const part = piece.slice(0, MOST_HELD - this.size);
    if (part.length < piece.length) this.isFull = true;
    if (part.length > 0) this.pieces.push(part);
    this.size += part.length;
  }

  /** All of them as one. */
  whole(): Uint8Array {
    const all = new Uint8Array(this.size);
    let at = 0;
    for (const piece of this.pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }
}
