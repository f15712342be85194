import { grown } from '../../base/growable.ts';
import type { CaptureNote, InterfaceWords } from '../model/capture-notes.ts';
import type { ProblemCode } from '../model/problem.ts';
import type { RecordSink } from '../model/reader.ts';

/** Numbers that are kept of a packet, side by side. */
enum Field {
  Start,
  Captured,
  Wire,
  Seconds,
  Nanoseconds,
  Offset,
  Interface,
  Count,
}

/**
 * Holds the packets of one piece of a file until their turn comes: readers hand out one buffer again and again, so bytes
 * are copied. Interfaces and notes pass through at once, problems keep their place between the packets.
 */
export class RecordQueue implements RecordSink {
  private bytes = new Uint8Array(0);
  private used = 0;
  private numbers = new Float64Array(0);
  private count = 0;
  private next = 0;
  /** What is to be told before the packet of a number. */
  private readonly waiting: { readonly before: number; readonly tell: () => void }[] = [];
  private readonly comments = new Map<number, readonly string[]>();

  constructor(private readonly target: RecordSink) {}

  get isEmpty(): boolean {
    return this.next === this.count;
  }

  /** Time of the first packet. */
  get seconds(): number {
    return this.numbers[this.next * Field.Count + Field.Seconds];
  }

  get nanoseconds(): number {
    return this.numbers[this.next * Field.Count + Field.Nanoseconds];
  }

  /** Gives the first packet to the target; the queue must not be empty. */
  give(): void {
    this.tellUpTo(this.next);
    const { numbers, target, bytes } = this;
    const at = this.next * Field.Count;
    const isTaken = target.packet(
      bytes,
      numbers[at + Field.Start],
      numbers[at + Field.Captured],
      numbers[at + Field.Wire],
      numbers[at + Field.Seconds],
      numbers[at + Field.Nanoseconds],
      numbers[at + Field.Offset],
      numbers[at + Field.Interface],
    );
    const comments = this.comments.get(this.next);
    if (isTaken && comments !== undefined) target.comment(comments);
    this.next++;
    if (this.isEmpty) this.clear();
  }

  /** Tells what came after the last packet; when no more packets come. */
  finish(): void {
    this.tellUpTo(Infinity);
  }

  interface(linkType: number, snaplen: number, name: string | undefined, words?: InterfaceWords): number {
    return this.target.interface(linkType, snaplen, name, words);
  }

  packet(
    bytes: Uint8Array,
    start: number,
    captured: number,
    wire: number,
    seconds: number,
    nanoseconds: number,
    offset: number,
    number: number,
  ): boolean {
    const at = this.count * Field.Count;
    if (at === this.numbers.length) this.numbers = grown(this.numbers, Math.max(64 * Field.Count, at * 2));
    this.numbers.set([this.used, captured, wire, seconds, nanoseconds, offset, number], at);
    this.keep(bytes.subarray(start, start + captured));
    this.count++;
    return true;
  }

  comment(comments: readonly string[]): void {
    this.comments.set(this.count - 1, comments);
  }

  note(note: CaptureNote): void {
    this.target.note(note);
  }

  problem(code: ProblemCode, offset: number, facts: readonly number[]): void {
    this.waiting.push({ before: this.count, tell: () => this.target.problem(code, offset, facts) });
  }

  private keep(packet: Uint8Array): void {
    const end = this.used + packet.length;
    if (end > this.bytes.length) this.bytes = grown(this.bytes, Math.max(65_536, end, this.bytes.length * 2));
    this.bytes.set(packet, this.used);
    this.used = end;
  }

  private tellUpTo(packet: number): void {
    while (this.waiting.length > 0 && this.waiting[0].before <= packet) this.waiting.shift()?.tell();
  }

  private clear(): void {
    this.tellUpTo(this.next);
    this.used = 0;
    this.count = 0;
    this.next = 0;
    this.comments.clear();
  }
}
