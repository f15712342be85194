const LINE_FEED = 10;
const RETURN = 13;
const DOT = 0x2e;

/** Where a byte stands in its line: at its beginning, behind its first dot, behind a dot and a return, within, behind a return. */
type Place = 'start' | 'dot' | 'dot-return' | 'within';

/** A message that ends with a line of one dot; other lines lose their first dot (RFC 5321 4.5.2, RFC 1939 3). */
export class DotMessage {
  private place: Place = 'start';

  /**
   * @param data is given stretches of the message
   * @returns where the message ended, behind its last line; -1: it goes on
   */
  take(bytes: Uint8Array, from: number, data: (piece: Uint8Array) => void): number {
    let start = from;
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at];
      if (this.place === 'start' && byte === DOT) {
        if (at > start) data(bytes.subarray(start, at));
        this.place = 'dot';
        start = at + 1;
      } else if (this.place === 'dot' && byte === RETURN) this.place = 'dot-return';
      else if ((this.place === 'dot' || this.place === 'dot-return') && byte === LINE_FEED) {
        this.place = 'start';
        return at + 1;
      } else {
        if (this.place === 'dot-return' && at === start) data(Uint8Array.of(RETURN));
        this.place = byte === LINE_FEED ? 'start' : 'within';
      }
    }
    const held = this.place === 'dot-return' && bytes[bytes.length - 1] === RETURN ? 1 : 0;
    if (bytes.length - held > start) data(bytes.subarray(start, bytes.length - held));
    return -1;
  }

  /** Bytes are missing: the next one may stand anywhere in a line. */
  drop(): void {
    this.place = 'within';
  }
}
