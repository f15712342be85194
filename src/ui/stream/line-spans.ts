import type { StreamPiece } from '../../core/model/stream.ts';
import { pieceAt } from './stream-layout.ts';
import type { StreamHits } from './stream-search.ts';

/** A stretch of a line that one packet brought, in a hit or not. */
export interface LineSpan {
  readonly piece: number;
  readonly from: number;
  readonly to: number;
  /** Number of the hit; -1: none. */
  readonly hit: number;
}

/** Cuts a line where another packet, or a hit, begins or ends. */
export function spansOfLine(
  pieces: readonly StreamPiece[],
  firstPiece: number,
  from: number,
  to: number,
  hits: StreamHits,
): readonly LineSpan[] {
  const spans: LineSpan[] = [];
  let hit = firstHit(hits, from);
  for (let at = from, piece = firstPiece; at < to;) {
    piece = pieceAt(pieces, piece, at);
    const start = hits.at[hit] ?? Infinity;
    const isIn = at >= start;
    const end = Math.min(to, endOf(pieces[piece], to), isIn ? start + hits.length : start);
    if (end <= at) break;
    spans.push({ piece, from: at, to: end, hit: isIn ? hit : -1 });
    at = end;
    if (at >= start + hits.length) hit++;
  }
  return spans;
}

function endOf(piece: StreamPiece | undefined, otherwise: number): number {
  return piece?.kind === 'bytes' ? piece.at + piece.length : otherwise;
}

/** The first hit that ends behind a byte. */
function firstHit({ at, length }: StreamHits, byte: number): number {
  let low = 0;
  let high = at.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) + length <= byte) low = middle + 1;
    else high = middle;
  }
  return low;
}
