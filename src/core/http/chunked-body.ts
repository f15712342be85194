/** Longest line of a chunk's size, bytes: extensions are rare and short. */
const MOST_LINE = 4096;
/** Hexadecimal digits, then at most extensions (RFC 9112 7.1); what a number holds exactly. */
const SIZE = /^[ \t]*([0-9A-Fa-f]{1,13})[ \t]*(?:;.*)?$/s;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** What comes of a byte of a chunked body: `trailers`: the last chunk is over. */
type Step = 'more' | 'trailers' | 'bad';

/** Takes chunk framing off, byte by byte where it stands, in pieces where data is. */
export class ChunkedBody {
  /** Bytes of the chunk still to come. */
  private left = 0;
  private line = '';
  private state: 'size' | 'data' | 'end' = 'size';

  /**
   * Takes what follows in a piece, from `at` on.
   * @param data is given the ranges of the piece that are data
   * @returns how far it went, and if the body goes on behind the piece
   */
  take(piece: Uint8Array, at: number, data: (from: number, to: number) => void): { readonly at: number; step: Step } {
    let next = at;
    while (next < piece.length) {
      if (this.state === 'data') {
        const to = Math.min(piece.length, next + this.left);
        data(next, to);
        this.passed(to - next);
        next = to;
      } else {
        const step = this.state === 'size' ? this.sizeByte(piece[next]) : this.endByte(piece[next]);
        if (step === 'bad') return { at: next, step };
        next++;
        if (step === 'trailers') return { at: next, step };
      }
    }
    return { at: next, step: 'more' };
  }

  /** True if so many missing bytes are of the data of one chunk: framing goes on behind them. */
  spans(length: number): boolean {
    if (this.state !== 'data' || length > this.left) return false;
    this.passed(length);
    return true;
  }

  /** Bytes of the chunk that are still to come. */
  get missing(): number {
    return this.state === 'data' ? this.left : 0;
  }

  private passed(length: number): void {
    this.left -= length;
    if (this.left === 0) this.state = 'end';
  }

  private sizeByte(byte: number): Step {
    if (byte !== LINE_FEED) {
      this.line += String.fromCharCode(byte);
      return this.line.length > MOST_LINE ? 'bad' : 'more';
    }
    const size = SIZE.exec(this.line.endsWith('\r') ? this.line.slice(0, -1) : this.line)?.[1];
    this.line = '';
    if (size === undefined) return 'bad';
    this.left = Number.parseInt(size, 16);
    if (this.left === 0) return 'trailers';
    this.state = 'data';
    return 'more';
  }

  /** The line end behind a chunk's data. */
  private endByte(byte: number): Step {
    if (byte === CARRIAGE_RETURN) return 'more';
    if (byte !== LINE_FEED) return 'bad';
    this.state = 'size';
    return 'more';
  }
}
