import type { GapReason, StreamNoteKind, Way } from '../model/stream.ts';
import type { PacketIndex } from '../model/units.ts';
import { Delivered, differenceOf } from './delivered.ts';
import { FIN, SYN, type Segment } from './segment.ts';
import { advanced, distance } from './sequence.ts';
import type { StreamSink, StreamSpot } from './stream-sink.ts';
import { partOf, Waiting, type Stretch } from './waiting.ts';

/** Stretches that wait behind a hole at most. */
const MOST_STRETCHES = 16_384;
/** Gaps that are remembered, to tell bytes that come late from those that come again. */
const MOST_GAPS = 1024;
/** No window is larger (RFC 7323 2.3): what is acknowledged farther on is of no use. */
const LARGEST_WINDOW = 2 ** 30;

/** How a direction began: with a SYN, by what the other side acknowledged of a SYN, or with its first byte. */
type Beginning = 'syn' | 'answered' | 'mid-stream';

/**
 * One direction of a TCP connection (RFC 9293 3.10.7.4): delivers its bytes in their order. What was delivered never changes; a
 * segment that goes on where it ended is taken whole; of what waits behind a hole the earlier bytes stay.
 */
export class Direction {
  /** Bytes delivered, missing ones counted: the offset of the next one. */
  next = 0;
  beginning: Beginning | undefined;
  private nextSequence = 0;
  /** Offset behind the last byte, by a FIN. */
  private end: number | undefined;
  private isFinished = false;
  /** Offset up to which the other side has acknowledged. */
  private acknowledged = 0;
  private last: PacketIndex = 0;
  private readonly waiting = new Waiting();
  private readonly delivered: Delivered | undefined;
  private readonly gaps: { readonly offset: number; readonly length: number }[] = [];
  /** Sequence numbers of first bytes, by SYNs that contradict each other; rarely any. */
  private otherStarts: Set<number> | undefined;

  constructor(
    private readonly way: Way,
    private readonly connection: number,
    private readonly mostWaiting: number,
    private readonly sink: StreamSink,
    compares = true,
  ) {
    this.delivered = compares ? new Delivered() : undefined;
  }

  /** True if a SYN says what is known already, or is one more answer before any byte. */
  fits(sequence: number, isAnswer: boolean): boolean {
    if (this.beginning === undefined) return true;
    const start = advanced(sequence, 1);
    const known = advanced(this.nextSequence, -this.next);
    return (
      start === known ||
      this.otherStarts?.has(start) === true ||
      (isAnswer && this.isUntouched && this.beginning === 'syn')
    );
  }

  /** True if a FIN of it was seen. */
  get hasEnd(): boolean {
    return this.end !== undefined;
  }

  /** Begins where the other side, by its answer to a SYN, expects the first byte. */
  beginAt(sequence: number): void {
    if (this.beginning === undefined) this.begin(sequence, 'answered');
  }

  add(segment: Segment): void {
    const { packet, flags, length } = segment;
    this.last = packet;
    const sequence = (flags & SYN) === 0 ? segment.sequence : this.opened(segment);
    if (this.beginning === undefined && length > 0) {
      this.begin(sequence, 'mid-stream');
      this.note(packet, 0, 0, 'mid-stream');
    }
    if (this.beginning === undefined) return;
    const offset = this.next + distance(this.nextSequence, sequence);
    const isBehind = this.end !== undefined && offset + length > this.end;
    if ((flags & FIN) !== 0 && offset + length >= this.next) this.end ??= offset + length;
    if (length > 0) this.place({ packet, offset, length, bytes: segment.bytes }, isBehind);
    this.seeEnd(packet);
  }

  /** What the other side acknowledges was there: a hole before it is lost, since something behind it was received. */
  acknowledge(sequence: number, packet: PacketIndex): void {
    if (this.otherStarts?.has(sequence) === true && this.isUntouched) this.nextSequence = sequence;
    if (this.beginning === undefined) return;
    const to = this.next + distance(this.nextSequence, sequence);
    if (to - this.next > LARGEST_WINDOW) return;
    this.acknowledged = Math.max(this.acknowledged, to);
    for (let first = this.waiting.first; first !== undefined && to > first.offset; first = this.waiting.first) {
      this.closeHole('acknowledged', packet);
    }
    this.seeEnd(packet);
  }

  /** Closes all holes: nothing more is expected to fill them. */
  close(why: 'reset' | 'end', packet = this.last): void {
    while (!this.waiting.isEmpty) this.closeHole(why, packet);
    const to = Math.min(this.end ?? Infinity, Math.max(this.acknowledged, this.end ?? 0));
    if (to > this.next) this.skip(to, this.acknowledged >= to ? 'acknowledged' : why, packet);
    this.seeEnd(packet);
  }

  /** Nothing was delivered, and nothing waits. */
  private get isUntouched(): boolean {
    return this.next === 0 && this.waiting.isEmpty;
  }

  /** Takes a SYN in; the sequence number of the first byte behind it. */
  private opened({ sequence, packet }: Segment): number {
    const start = advanced(sequence, 1);
    if (this.beginning === undefined) {
      this.begin(start, 'syn');
      this.note(packet, 0, 0, 'opened');
    } else if (this.isUntouched && start !== this.nextSequence) {
      this.otherStarts ??= new Set();
      this.otherStarts.add(this.nextSequence).add(start);
    }
    return start;
  }

  private begin(sequence: number, how: Beginning): void {
    this.beginning = how;
    this.nextSequence = sequence;
  }

  private place(stretch: Stretch, isBehind: boolean): void {
    const end = isBehind && this.end !== undefined ? this.end : Infinity;
    const within = this.cutBehind(stretch, end);
    if (within === undefined) return;
    const fresh = this.cutBefore(within);
    if (fresh === undefined) return;
    if (fresh.offset === this.next) {
      this.deliver(fresh);
      this.followOn();
      return;
    }
    this.waiting.add(fresh, (had, part) => this.compare(differenceOf(had, part), part));
    while (this.waiting.size > this.mostWaiting || this.waiting.count > MOST_STRETCHES) {
      this.closeHole('waiting', stretch.packet);
    }
  }

  /** What lies before the end that a FIN has set; the rest is told, not delivered. */
  private cutBehind(stretch: Stretch, end: number): Stretch | undefined {
    const { packet, offset, length } = stretch;
    if (offset + length <= end) return stretch;
    const from = Math.max(offset, end);
    this.note(packet, from, offset + length - from, 'after-end');
    return from > offset ? partOf(stretch, offset, from) : undefined;
  }

  /** What lies behind what was delivered; the rest came again, or late. */
  private cutBefore(stretch: Stretch): Stretch | undefined {
    const { offset, length, packet } = stretch;
    if (offset >= this.next) return stretch;
    const end = offset + length;
    const isProbe = length === 1 && end === this.next;
    if (!isProbe) this.tellOld(partOf(stretch, offset, Math.min(end, this.next)));
    if (offset < 0 && this.beginning === 'mid-stream' && !isProbe) {
      this.note(packet, 0, Math.min(end, 0) - offset, 'before-start');
    }
    return end > this.next ? partOf(stretch, this.next, end) : undefined;
  }

  private tellOld(old: Stretch): void {
    this.compare(this.delivered?.difference(old), old);
    for (const { offset, length } of this.gaps) {
      const from = Math.max(offset, old.offset);
      const to = Math.min(offset + length, old.offset + old.length);
      if (to > from) this.note(old.packet, from, to - from, 'late');
    }
  }

  private compare(difference: ReturnType<typeof differenceOf>, { packet, offset, length }: Stretch): void {
    if (difference === undefined) return;
    const { had, other } = difference;
    const spot = this.spot(packet, difference.offset);
    this.sink.note(spot, offset + length - difference.offset, 'other-bytes', { had, other });
  }

  /** Bytes that come next; those of them that were not captured are a gap behind the others. */
  private deliver(stretch: Stretch): void {
    const { packet, offset, length, bytes } = stretch;
    if (bytes.length > 0) this.sink.bytes(this.spot(packet, offset), bytes);
    this.delivered?.add({ ...stretch, length: bytes.length });
    this.advance(offset + bytes.length);
    if (bytes.length < length) this.skip(offset + length, 'cut', packet);
  }

  /** Delivers what has waited for what was delivered now. */
  private followOn(): void {
    for (let first = this.waiting.first; first !== undefined && first.offset <= this.next; first = this.waiting.first) {
      this.waiting.shift();
      const fresh = this.cutBefore(first);
      if (fresh !== undefined) this.deliver(fresh);
    }
  }

  private closeHole(why: GapReason, packet: PacketIndex): void {
    const { first } = this.waiting;
    if (first === undefined) return;
    this.skip(first.offset, why, packet);
    this.followOn();
  }

  /** Leaves out what is missing up to an offset. */
  private skip(to: number, why: GapReason, packet: PacketIndex): void {
    const length = to - this.next;
    if (length <= 0) return;
    this.sink.gap(this.spot(packet, this.next), length, why);
    if (why !== 'cut') this.gaps.push({ offset: this.next, length });
    if (this.gaps.length > MOST_GAPS) this.gaps.shift();
    this.advance(to);
  }

  private advance(to: number): void {
    this.nextSequence = advanced(this.nextSequence, to - this.next);
    this.next = to;
  }

  private seeEnd(packet: PacketIndex): void {
    if (this.isFinished || this.end === undefined || this.next < this.end) return;
    this.isFinished = true;
    this.note(packet, this.end, 0, 'finished');
  }

  private note(packet: PacketIndex, offset: number, length: number, note: StreamNoteKind): void {
    this.sink.note(this.spot(packet, offset), length, note);
  }

  private spot(packet: PacketIndex, offset: number): StreamSpot {
    return { way: this.way, connection: this.connection, packet, offset };
  }
}
