import type { PayloadView } from '../payload-view.ts';

/** Most bytes of one direction that are put together; a longer message is not read. */
const MOST = 24_576;

/** One direction of a connection, put together from the segments that come in order; others are left out. */
export class ByteStream {
  bytes = new Uint8Array(0);
  length = 0;
  private next = -1;

  /** Adds a packet; false if it is not the next one, or is too much. */
  add({ bytes, at, size, sequence }: PayloadView): boolean {
    if (this.next >= 0 && sequence !== this.next) return false;
    if (this.length + size > MOST) return false;
    if (this.length + size > this.bytes.length) {
      const grown = new Uint8Array(Math.max(2048, (this.length + size) * 2));
      grown.set(this.bytes.subarray(0, this.length));
      this.bytes = grown;
    }
    this.bytes.set(bytes.subarray(at, at + size), this.length);
    this.length += size;
    this.next = (sequence + size) % 0x1_0000_0000;
    return true;
  }

  /** Forgets the first bytes. */
  drop(count: number): void {
    this.bytes.copyWithin(0, count, this.length);
    this.length -= count;
  }
}
