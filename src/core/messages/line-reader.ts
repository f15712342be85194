import { latin1, utf8 } from '../../base/text.ts';
import type { Way } from '../model/stream.ts';
import type { PacketIndex } from '../model/units.ts';
import type { MessageSink } from './message.ts';
import type { StreamReader } from './stream-reader.ts';

/** Bytes of a line that are read; the rest of a longer one is passed over. */
const MOST_LINE = 8192;
const LF = 10;
const CR = 13;

/** A line without its end, where it stands. */
export interface Line {
  readonly text: string;
  readonly way: Way;
  readonly first: PacketIndex;
  readonly packet: PacketIndex;
  /** With its end. */
  readonly length: number;
  readonly cut: boolean;
}

/**
 * Who gets lines; may ask that so many bytes behind a line are passed over (literals), or that they are a block: its end ends a
 * line, too.
 */
export interface LineTaker {
  line(line: Line): number | { readonly block: number } | undefined;
  finish?(): void;
  readonly isDone?: boolean;
}

/** Cuts both directions into lines. */
export class LineReader implements StreamReader {
  private readonly sides: readonly [LineSide, LineSide];

  constructor(
    private readonly taker: LineTaker,
    sink: MessageSink,
  ) {
    this.sides = [new LineSide(0, taker, sink), new LineSide(1, taker, sink)];
  }

  get isDone(): boolean {
    return this.taker.isDone === true;
  }

  bytes(way: Way, packet: PacketIndex, bytes: Uint8Array): void {
    if (!this.isDone) this.sides[way].bytes(packet, bytes);
  }

  gap(way: Way, packet: PacketIndex, length: number): void {
    this.sides[way].gap(packet, length);
  }

  finish(): void {
    this.taker.finish?.();
  }
}

class LineSide {
  private held = new Uint8Array(MOST_LINE);
  private size = 0;
  private length = 0;
  private first: PacketIndex = 0;
  /** Bytes that are passed over. */
  private passing = 0;
  /** Bytes to the end of a block; 0 outside of one. */
  private block = 0;
  /** Behind a gap a line may begin in its middle: it is left out. */
  private isBroken = false;

  constructor(
    private readonly way: Way,
    private readonly taker: LineTaker,
    private readonly sink: MessageSink,
  ) {}

  bytes(packet: PacketIndex, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && this.taker.isDone !== true;) {
      const passed = Math.min(this.passing, bytes.length - at);
      this.passing -= passed;
      at += passed;
      const blockEnd = this.block > 0 ? at + this.block : Infinity;
      const end = bytes.indexOf(LF, at);
      const to = Math.min(end < 0 ? bytes.length : end + 1, blockEnd);
      this.take(packet, bytes.subarray(at, to));
      if (this.block > 0) this.block -= to - at;
      at = to;
      if ((end >= 0 && end < to) || to === blockEnd) this.complete(packet);
    }
  }

  gap(_packet: PacketIndex, length: number): void {
    const passed = Math.min(this.passing, length);
    this.passing -= passed;
    this.block = Math.max(0, this.block - length);
    if (passed === length) return;
    this.isBroken = true;
  }

  private take(packet: PacketIndex, bytes: Uint8Array): void {
    if (this.length === 0) this.first = packet;
    const kept = Math.min(bytes.length, MOST_LINE - this.size);
    if (kept > 0) this.held.set(bytes.subarray(0, kept), this.size);
    this.size += kept;
    this.length += bytes.length;
  }

  private complete(packet: PacketIndex): void {
    const { length, first } = this;
    const cut = this.size < length;
    let { size } = this;
    while (size > 0 && (this.held[size - 1] === LF || this.held[size - 1] === CR)) size--;
    const broken = this.isBroken;
    this.size = 0;
    this.length = 0;
    this.isBroken = false;
    if (broken) return this.sink.skipped(length);
    const text = textOf(this.held, size);
    const behind = this.taker.line({ text, way: this.way, first, packet, length, cut });
    if (typeof behind === 'number') this.passing = behind;
    else if (behind !== undefined) this.block = behind.block;
  }
}

/** UTF-8 where it is, else Latin-1. */
function textOf(bytes: Uint8Array, size: number): string {
  const plain = latin1(bytes, 0, size);
  if (!/[\x80-\xff]/.test(plain)) return plain;
  const text = utf8(bytes, 0, size);
  return text.includes('\ufffd') ? plain : text;
}
