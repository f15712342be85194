import type { PayloadView } from '../payload-view.ts';

/** Most bytes of one direction that are put together; a longer message is not read. */
const MOST = 24_576;
/** Memory that is kept for another connection. */
const MOST_SPARE = 8192;
const NONE: Uint8Array = new Uint8Array(0);

/**
 * One direction of a connection, put together from the segments that come in order; others are left out. What stands alone in a packet
 * is read in its place: `settle` copies what is left before the next packet overwrites it.
 */
export class ByteStream {
  bytes: Uint8Array = NONE;
  /** Where the bytes that are not dropped begin. */
  start = 0;
  length = 0;
  /** What came is not what it was taken for: nothing more is added. */
  isLost = false;
  private own: Uint8Array = NONE;
  private next = -1;

  /** As new, but for its memory. */
  clear(): void {
    this.bytes = NONE;
    this.start = this.length = 0;
    this.next = -1;
    this.isLost = false;
    if (this.own.length > MOST_SPARE) this.own = NONE;
  }

  /** Adds a packet; false if it is not the next one, or is too much. */
  add({ bytes, at, size, sequence }: PayloadView): boolean {
    if (this.next >= 0 && sequence !== this.next) return false;
    if (this.length + size > MOST) return false;
    this.next = (sequence + size) % 0x1_0000_0000;
    if (this.length === 0) {
      this.bytes = bytes;
      this.start = at;
    } else {
      this.reserve(this.length + size);
      this.own.set(bytes.subarray(at, at + size), this.length);
    }
    this.length += size;
    return true;
  }

  /** Forgets the first bytes. */
  drop(count: number): void {
    this.start += count;
    this.length -= count;
  }

  /** Keeps what is left: to be called before the packet at hand is gone. */
  settle(): void {
    if (this.length === 0 || (this.bytes === this.own && this.start === 0)) return;
    this.reserve(this.length);
  }

  /** Makes `own` hold the bytes from its beginning on, and so many. */
  private reserve(size: number): void {
    const kept = this.bytes.subarray(this.start, this.start + this.length);
    if (size > this.own.length) {
      const grown = new Uint8Array(Math.max(2048, size * 2));
      grown.set(kept);
      this.own = grown;
    } else if (this.bytes === this.own) this.own.copyWithin(0, this.start, this.start + this.length);
    else this.own.set(kept);
    this.bytes = this.own;
    this.start = 0;
  }
}
