import { latin1 } from '../../base/text.ts';
import type { PacketIndex } from '../model/units.ts';
import type { HttpSpot } from './http-events.ts';

/** Bytes of one direction that are not yet understood, one behind the other, and the packets that brought them. */
export class HeldBytes {
  /** Offset of the first byte; of none, where the next one will stand. */
  start = 0;
  length = 0;
  private bytes = new Uint8Array(1024);
  private marks: { readonly offset: number; readonly packet: PacketIndex }[] = [];

  /** Takes bytes `from` to `to` of a piece, which stand right behind those that are held. */
  add({ offset, packet }: HttpSpot, piece: Uint8Array, from: number, to: number): void {
    if (this.length === 0) this.start = offset + from;
    if (this.length + to - from > this.bytes.length) this.grow(this.length + to - from);
    this.bytes.set(piece.subarray(from, to), this.length);
    this.length += to - from;
    if (this.marks.at(-1)?.packet !== packet) this.marks.push({ offset: offset + from, packet });
  }

  /** Bytes `from` to `to`, counted from the first that is held, a character each. */
  text(from = 0, to = this.length): string {
    return latin1(this.bytes, from, Math.min(to, this.length));
  }

  /** A copy of all bytes. */
  copy(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  /** The packet that brought the byte at an offset. */
  packetAt(offset: number): PacketIndex {
    let packet = this.marks[0]?.packet ?? 0;
    for (const mark of this.marks) if (mark.offset <= offset) packet = mark.packet;
    return packet;
  }

  /** Lets go of the first `count` bytes. */
  drop(count: number): void {
    this.bytes.copyWithin(0, count, this.length);
    this.start += count;
    this.length -= count;
    const packet = this.packetAt(this.start);
    const later = this.marks.filter(({ offset }) => offset > this.start);
    this.marks = this.length === 0 ? [] : [{ offset: this.start, packet }, ...later];
  }

  private grow(least: number): void {
    const larger = new Uint8Array(Math.max(least, 2 * this.bytes.length));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}
