import { grown, nextCapacity } from '../../base/growable.ts';
import type { StreamPart, StreamPiece, Way } from '../../core/model/stream.ts';
import { isUtf8 } from './utf8-check.ts';

/** How the bytes are written: as text, as a hex dump with offsets and ASCII, or as hex digits alone. */
export type StreamLook = 'text' | 'hex' | 'raw';

/** Which directions are shown. */
export type ShownWays = 'both' | Way;

/**
 * Rows of a stream on screen, parallel lists. A row is a line of bytes, `from` to `to` in StreamPart.bytes, or the mark of a piece,
 * whose number stands in `piece` then; of a line it is that of the piece with its first byte.
 */
export interface StreamRows {
  readonly length: number;
  readonly piece: Int32Array;
  /** -1: a mark. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** 1: the bytes of the line are UTF-8, else Latin-1. */
  readonly utf8: Uint8Array;
  /** Characters or bytes of a full line. */
  readonly width: number;
}

/** Bytes of one direction that stand together: what one side said before the other did, or something was missing. */
export interface Run {
  readonly firstPiece: number;
  readonly from: number;
  readonly to: number;
}

/** Runs and marks of the directions that are shown, in their order; a mark is the number of its piece. */
export function runsOf({ pieces }: StreamPart, ways: ShownWays): readonly (Run | number)[] {
  const list: (Run | number)[] = [];
  let run: { firstPiece: number; from: number; to: number; way: Way; connection: number } | undefined;
  for (const [number, piece] of pieces.entries()) {
    if (ways !== 'both' && piece.way !== ways) continue;
    if (piece.kind !== 'bytes') {
      run = undefined;
      list.push(number);
      continue;
    }
    const { way, connection, at, length } = piece;
    if (run !== undefined && run.way === way && run.connection === connection && run.to === at) run.to = at + length;
    else {
      run = { firstPiece: number, from: at, to: at + length, way, connection };
      list.push(run);
    }
  }
  return list;
}

const LINE_FEED = 10;
/** A byte that goes on with a character of UTF-8. */
const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;

/**
 * Cuts a part into rows.
 * @param columns characters of a line of text, bytes of a line of hex
 */
export function layOut(part: StreamPart, look: StreamLook, ways: ShownWays, columns: number): StreamRows {
  const rows = new RowList(columns);
  const { bytes, pieces } = part;
  for (const each of runsOf(part, ways)) {
    if (typeof each === 'number') {
      rows.add(each, -1, -1, 0);
      continue;
    }
    let piece = each.firstPiece;
    const utf8 = look === 'text' && isUtf8(bytes, each.from, each.to) ? 1 : 0;
    for (let from = each.from; from < each.to;) {
      const to =
        look === 'text' ? lineEnd(bytes, from, each.to, columns, utf8 === 1) : Math.min(each.to, from + columns);
      rows.add((piece = pieceAt(pieces, piece, from)), from, to, utf8);
      from = to;
    }
  }
  return rows;
}

/** Behind the line feed that ends a line, or where it is as long as it may be. */
function lineEnd(bytes: Uint8Array, from: number, end: number, columns: number, utf8: boolean): number {
  let count = 0;
  let at = from;
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (utf8 && isContinuation(byte)) continue;
    if (byte === LINE_FEED) return at + 1;
    if (count++ === columns && !isLineEnd(bytes, at, end)) return at;
  }
  return at;
}

/** A carriage return and a line feed take no column. */
function isLineEnd(bytes: Uint8Array, at: number, end: number): boolean {
  return bytes[at] === 13 && at + 1 < end && bytes[at + 1] === LINE_FEED;
}

/** The piece of bytes that has a byte, looked for from one before it on. */
export function pieceAt(pieces: readonly StreamPiece[], start: number, byte: number): number {
  for (let number = start; number < pieces.length; number++) {
    const piece = pieces[number];
    if (piece?.kind === 'bytes' && byte >= piece.at && byte < piece.at + piece.length) return number;
  }
  return start;
}

/** The row of a line that has a byte; -1 if it is not shown. */
export function rowOfByte(rows: StreamRows, byte: number): number {
  // Marks have no bytes: the last line that begins at or before it, by bisection over lines.
  let low = 0;
  let high = rows.length - 1;
  let found = -1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    let line = middle;
    while (line >= low && (rows.from[line] ?? -1) < 0) line--;
    if (line < low) low = middle + 1;
    else if ((rows.from[line] ?? 0) <= byte) {
      found = line;
      low = middle + 1;
    } else high = line - 1;
  }
  return found >= 0 && byte < (rows.to[found] ?? 0) ? found : -1;
}

/** The first row of a piece: its mark, or the line that has its first byte; -1 if it is not shown. */
export function rowOfPiece(rows: StreamRows, { pieces }: StreamPart, number: number): number {
  const piece = pieces[number];
  if (piece?.kind === 'bytes') return rowOfByte(rows, piece.at);
  return rows.piece.subarray(0, rows.length).findIndex((each, row) => each === number && (rows.from[row] ?? 0) < 0);
}

/** Grows as rows come. */
class RowList implements StreamRows {
  constructor(readonly width: number) {}

  length = 0;
  piece = new Int32Array(1024);
  from = new Int32Array(1024);
  to = new Int32Array(1024);
  utf8 = new Uint8Array(1024);

  add(piece: number, from: number, to: number, utf8: number): void {
    if (this.length === this.piece.length) this.grow();
    this.piece[this.length] = piece;
    this.from[this.length] = from;
    this.to[this.length] = to;
    this.utf8[this.length] = utf8;
    this.length++;
  }

  private grow(): void {
    const capacity = nextCapacity(this.length, this.length + 1);
    this.piece = grown(this.piece, capacity);
    this.from = grown(this.from, capacity);
    this.to = grown(this.to, capacity);
    this.utf8 = grown(this.utf8, capacity);
  }
}
