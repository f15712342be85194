import type { PrintedLines } from '../../model/operators.ts';
import { clip } from '../match-bounds.ts';
import { MOST_LINE, MOST_LINE_TEXT, MOST_LINES } from './operator-bounds.ts';

/** Takes each piece of text as it is written, with the row of its packet. */
export type TakeLine = (packet: number, text: string) => void;

/** What printers write: kept up to bounds, or given to who wants to have it at once. */
export class LineWriter {
  private readonly packets: number[] = [];
  private readonly pieces: string[] = [];
  private readonly ends: number[] = [];
  private length = 0;
  private omitted = 0;

  constructor(private readonly take?: TakeLine) {}

  /** Writes a piece, of several lines perhaps. */
  add(packet: number, text: string): void {
    const piece = clip(text, MOST_LINE);
    if (this.take !== undefined) return this.take(packet, piece);
    if (this.pieces.length >= MOST_LINES || this.length + piece.length > MOST_LINE_TEXT) {
      this.omitted++;
      return;
    }
    this.packets.push(packet);
    this.pieces.push(piece);
    this.length += piece.length;
    this.ends.push(this.length);
  }

  /** All that was kept. */
  finish(): PrintedLines {
    const { packets, ends, pieces, omitted } = this;
    return { packets: Int32Array.from(packets), ends: Int32Array.from(ends), text: pieces.join(''), omitted };
  }
}
