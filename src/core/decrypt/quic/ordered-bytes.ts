import type { PacketIndex } from '../../model/units.ts';

interface Waiting {
  readonly offset: number;
  readonly packet: PacketIndex;
  readonly bytes: Uint8Array;
}

/** Bytes that wait behind a hole of one stream at most. */
const MOST_WAITING = 1024 * 1024;
const MOST_PIECES = 4096;

/** Gets bytes in their order, and how many are missing before the next. */
export interface OrderedListener {
  bytes(packet: PacketIndex, bytes: Uint8Array): void;
  missing(packet: PacketIndex, length: number): void;
}

/** Puts bytes with offsets in order, from 0 on; what was delivered never changes (RFC 9000 section 2.2). */
export class OrderedBytes {
  private next = 0;
  private waiting: Waiting[] = [];
  private waitingBytes = 0;

  constructor(private readonly listener: OrderedListener) {}

  add(packet: PacketIndex, offset: number, bytes: Uint8Array): void {
    if (offset > this.next) {
      this.waiting.push({ offset, packet, bytes: bytes.slice() });
      this.waiting.sort((a, b) => a.offset - b.offset);
      this.waitingBytes += bytes.length;
      if (this.waitingBytes > MOST_WAITING || this.waiting.length > MOST_PIECES) this.skipHole();
      return;
    }
    this.deliver(packet, offset, bytes);
    this.goOn();
  }

  /** No more bytes come: holes are missing. */
  finish(): void {
    while (this.waiting.length > 0) this.skipHole();
  }

  private deliver(packet: PacketIndex, offset: number, bytes: Uint8Array): void {
    const fresh = bytes.slice(this.next - offset);
    if (fresh.length === 0) return;
    this.next += fresh.length;
    this.listener.bytes(packet, fresh);
  }

  private goOn(): void {
    for (let [first] = this.waiting; first !== undefined && first.offset <= this.next; [first] = this.waiting) {
      this.waiting.shift();
      this.waitingBytes -= first.bytes.length;
      if (first.offset + first.bytes.length > this.next) this.deliver(first.packet, first.offset, first.bytes);
    }
  }

  private skipHole(): void {
    const [first] = this.waiting;
    if (first === undefined) return;
    this.listener.missing(first.packet, first.offset - this.next);
    this.next = first.offset;
    this.goOn();
  }
}
