import type { Way } from '../model/stream.ts';
import type { PacketIndex } from '../model/units.ts';
import type { Message, MessageSink } from './message.ts';
import type { StreamReader } from './stream-reader.ts';

/** Bytes of a message that are kept to be read; what is longer is read as far, and told. */
const MOST_MESSAGE = 64 * 1024;
/** Bytes within which a message must say how long it is. */
const MOST_HEAD = 1024;
/** So often may a direction lose its way before it is given up. */
const MOST_LOST = 8;

/** What is needed to cut a direction into messages that say their own length. */
export interface Framing {
  /** Bytes of the message that begins here; 0: more bytes are needed to know; -1: none begins here. */
  size(bytes: Uint8Array, way: Way): number;
  /** What a message says; `bytes` may be only its beginning. None: it is not worth a row. */
  read(bytes: Uint8Array, way: Way, length: number, first: PacketIndex): readonly Message[];
  /** Nothing more is to be read. */
  readonly isDone?: boolean;
}

/** Cuts both directions of a connection into messages and reads them; `mostHead`: bytes within which one must say its length. */
export class FramedReader implements StreamReader {
  private readonly sides: readonly [Side, Side];

  constructor(
    private readonly framing: Framing,
    sink: MessageSink,
    mostHead = MOST_HEAD,
  ) {
    this.sides = [new Side(0, framing, sink, mostHead), new Side(1, framing, sink, mostHead)];
  }

  get isDone(): boolean {
    return this.framing.isDone === true;
  }

  bytes(way: Way, packet: PacketIndex, bytes: Uint8Array): void {
    this.sides[way].bytes(packet, bytes);
  }

  gap(way: Way, packet: PacketIndex, length: number): void {
    this.sides[way].gap(packet, length);
  }

  finish(): void {
    for (const side of this.sides) side.finish();
  }
}

/** One direction. */
class Side {
  /** What is kept of the message under way. */
  private held = new Uint8Array(0);
  /** Bytes of it that have come, missing ones counted. */
  private have = 0;
  /** Its length; 0 as long as that is not known. */
  private need = 0;
  private first: PacketIndex = 0;
  private last: PacketIndex = 0;
  private isCut = false;
  private lost = 0;

  constructor(
    private readonly way: Way,
    private readonly framing: Framing,
    private readonly sink: MessageSink,
    private readonly mostHead: number,
  ) {}

  bytes(packet: PacketIndex, bytes: Uint8Array): void {
    if (this.lost > MOST_LOST) return this.sink.skipped(bytes.length);
    this.last = packet;
    let at = 0;
    while (at < bytes.length) {
      if (this.have === 0) this.first = packet;
      const taken = this.need > 0 ? this.goOn(bytes, at) : this.begin(bytes, at);
      if (taken < 0) return;
      at += taken;
      if (this.need > 0 && this.have >= this.need) this.complete(packet);
    }
  }

  /** Within a message its end is still known; behind it the next one is looked for where a packet begins. */
  gap(packet: PacketIndex, length: number): void {
    if (this.need > 0 && this.have + length <= this.need) {
      this.isCut = true;
      this.have += length;
      if (this.have >= this.need) this.complete(packet);
      return;
    }
    if (this.need > 0 && this.held.length > 0) {
      this.isCut = true;
      this.complete(packet);
    }
    this.forget();
  }

  /** What has come of a message is read, and said to be cut. */
  finish(): void {
    if (this.need === 0 || this.held.length === 0) return;
    this.isCut = true;
    this.complete(this.last);
  }

  /** Begins a message: how many bytes it has taken; -1: none begins here. */
  private begin(bytes: Uint8Array, at: number): number {
    const before = this.held.length;
    const rest = bytes.subarray(at);
    const all = before === 0 ? rest : joined(this.held, rest);
    const size = this.framing.size(all, this.way);
    if (size < 0 || (size === 0 && all.length > this.mostHead)) {
      this.sink.skipped(all.length);
      this.lose();
      return -1;
    }
    if (size === 0) {
      this.held = new Uint8Array(all);
      this.have = all.length;
      return rest.length;
    }
    this.need = Math.max(size, before);
    const taken = Math.min(rest.length, this.need - before);
    this.held = new Uint8Array(all.subarray(0, Math.min(before + taken, MOST_MESSAGE)));
    this.have = before + taken;
    return taken;
  }

  private goOn(bytes: Uint8Array, at: number): number {
    const taken = Math.min(this.need - this.have, bytes.length - at);
    const room = this.isCut ? 0 : Math.min(taken, MOST_MESSAGE - this.held.length);
    if (room > 0) this.hold(bytes.subarray(at, at + room));
    this.have += taken;
    return taken;
  }

  /** Grows by halves, so that a message of many packets is not copied with each. */
  private hold(more: Uint8Array): void {
    const { length } = this.held;
    const room = this.held.buffer.byteLength - this.held.byteOffset;
    if (room >= length + more.length) {
      this.held = new Uint8Array(this.held.buffer, this.held.byteOffset, length + more.length);
    } else {
      const larger = new Uint8Array(Math.min(MOST_MESSAGE, Math.max(length + more.length, 2 * length)));
      larger.set(this.held);
      this.held = larger.subarray(0, length + more.length);
    }
    this.held.set(more, length);
  }

  private complete(packet: PacketIndex): void {
    this.lost = 0;
    const { need, held } = this;
    const cut = this.isCut || held.length < need;
    const spot = { way: this.way, first: this.first, packet, length: need, cut };
    this.forget();
    for (const message of this.framing.read(held, this.way, need, spot.first)) this.sink.message(spot, message);
  }

  private lose(): void {
    this.forget();
    if (++this.lost > MOST_LOST) this.sink.gaveUp();
  }

  private forget(): void {
    this.held = new Uint8Array(0);
    this.have = 0;
    this.need = 0;
    this.isCut = false;
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const all = new Uint8Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
}
