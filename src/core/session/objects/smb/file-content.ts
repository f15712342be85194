import type { PacketIndex } from '../../../model/units.ts';
import type { ObjectHead, ObjectTrouble } from '../../../model/objects.ts';
import { Waiting } from '../../../streams/waiting.ts';
import { MOST_HELD, type ObjectTaker, type ObjectWriter } from '../object-taker.ts';

/** Bytes that wait behind holes, of all files of a flow together. */
export interface WaitingRoom {
  used: number;
}

/** Stretches of one file that wait at most. */
const MOST_STRETCHES = 16_384;

/** What was read of a file, or written to it, put in order by offset. What comes twice counts once. */
export class FileContent {
  /** Offset behind what was given. */
  next = 0;
  private missing = 0;
  private readonly waiting = new Waiting();
  private readonly writer: ObjectWriter;

  constructor(
    taker: ObjectTaker,
    head: ObjectHead,
    private readonly room: WaitingRoom,
  ) {
    this.writer = taker.begin(head);
  }

  add(packet: PacketIndex, offset: number, bytes: Uint8Array): void {
    if (offset + bytes.length <= this.next || bytes.length === 0) return;
    if (offset <= this.next) {
      this.give(bytes.subarray(this.next - offset));
      this.followOn();
      return;
    }
    const before = this.waiting.size;
    this.waiting.add({ packet, offset, length: bytes.length, bytes }, () => undefined);
    this.room.used += this.waiting.size - before;
    while (!this.waiting.isEmpty && (this.room.used > MOST_HELD || this.waiting.count > MOST_STRETCHES))
      this.closeHole();
  }

  /** @param size bytes of the file, if that is known */
  end(size: number | undefined, otherwise: ObjectTrouble | undefined): void {
    while (!this.waiting.isEmpty) this.closeHole();
    if (size !== undefined && size > this.next) this.missing += size - this.next;
    const trouble = this.missing > 0 ? 'missing' : otherwise;
    this.writer.end({ missing: this.missing, ...(trouble !== undefined && { trouble }) });
  }

  private give(bytes: Uint8Array): void {
    this.writer.bytes(bytes);
    this.next += bytes.length;
  }

  private followOn(): void {
    for (let first = this.waiting.first; first !== undefined && first.offset <= this.next; first = this.waiting.first) {
      this.waiting.shift();
      this.room.used -= first.bytes.length;
      if (first.offset + first.length > this.next) this.give(first.bytes.subarray(this.next - first.offset));
    }
  }

  private closeHole(): void {
    const { first } = this.waiting;
    if (first === undefined) return;
    this.missing += Math.max(0, first.offset - this.next);
    this.next = Math.max(this.next, first.offset);
    this.followOn();
  }
}
