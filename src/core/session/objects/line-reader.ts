import { latin1 } from '../../../base/text.ts';

/** Longest line that is read, bytes; of longer ones the beginning counts. */
const MOST_LINE = 65_536;
const LINE_FEED = 10;

/** Cuts the bytes of one direction into lines. */
export class LineReader {
  private line = '';

  /**
   * Goes on until a line ends; further lines are left, since a line may change what its followers mean.
   * @returns the place behind what was taken, and the line without its end if one ended
   */
  take(bytes: Uint8Array, at: number): { readonly at: number; readonly line?: string } {
    const feed = bytes.indexOf(LINE_FEED, at);
    const end = feed < 0 ? bytes.length : feed;
    const room = MOST_LINE - this.line.length;
    if (room > 0) this.line += latin1(bytes, at, Math.min(end, at + room));
    if (feed < 0) return { at: bytes.length };
    const line = this.line.endsWith('\r') ? this.line.slice(0, -1) : this.line;
    this.line = '';
    return { at: feed + 1, line };
  }

  /** Forgets the line that has begun: bytes are missing in it. */
  drop(): void {
    this.line = '';
  }
}
