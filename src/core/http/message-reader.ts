import type { GapReason, Way } from '../model/stream.ts';
import type { PacketIndex } from '../model/units.ts';
import type { BodyFrame } from './body-length.ts';
import { ChunkedBody } from './chunked-body.ts';
import { readFields } from './fields.ts';
import { HeldBytes } from './held-bytes.ts';
import {
  MOST_HEAD,
  type HttpEnding,
  type HttpField,
  type HttpHead,
  type HttpMessage,
  type HttpSink,
  type HttpSpot,
} from './http-events.ts';
import { findStartLine, isFieldLine, isPreface, readStartLine, type StartLine } from './start-line.ts';

const LINE_FEED = 10;
const LINE_END = /\r?\n$/;

/** A head as one direction knows it; its number, and what it answers, the stream knows. */
export interface RawHead extends Pick<HttpHead, 'spot' | 'length' | 'fields' | 'text' | 'cut' | 'isFoundAgain'> {
  readonly line: StartLine;
}

/** What one direction tells its stream. */
export interface ReaderHost {
  /** A head is there: how its body is framed. */
  open(head: RawHead): { readonly message: HttpMessage; readonly frame: BodyFrame };
  /** Bytes are missing, or are none of HTTP, where messages might have been. */
  lost(way: Way): void;
  /** The preface of HTTP/2 came: neither direction is HTTP/1.x. */
  preface(): void;
}

/** Where in a message the next byte stands. */
type Stage = 'line' | 'fields' | 'length' | 'chunked' | 'trailers' | 'close' | 'tunnel';

/** Frames the messages of one direction of a connection. */
export class MessageReader {
  private stage: Stage = 'line';
  /** Of a head or of trailers, or the line in which a start line is looked for. */
  private readonly held = new HeldBytes();
  /** Where the line that is being read begins in what is held. */
  private lineStart = 0;
  private startLine: StartLine | undefined;
  /** Since here there was no message. */
  private lostFrom: HttpSpot | undefined;
  private isFoundAgain = false;
  private isToHandOn = false;
  private message = 0;
  private left = 0;
  private size = 0;
  private missing = 0;
  private chunks = new ChunkedBody();
  /** Offset of the next byte, and the packet that brought the last one. */
  private next = 0;
  private packet: PacketIndex = 0;

  constructor(
    private readonly way: Way,
    private readonly connection: number,
    private readonly sink: HttpSink,
    private readonly host: ReaderHost,
  ) {}

  bytes(spot: HttpSpot, piece: Uint8Array): void {
    this.packet = spot.packet;
    for (let at = 0; at < piece.length;) {
      at = this.take(spot, piece, at);
      this.next = spot.offset + at;
    }
  }

  gap(spot: HttpSpot, length: number, why: GapReason): void {
    const { offset } = spot;
    this.packet = spot.packet;
    if (this.stage === 'tunnel') this.sink.handedOnHole(spot, length, why);
    else if (this.stage === 'line' || this.stage === 'fields' || this.stage === 'trailers') this.hideLines();
    else {
      const within = this.lengthWithin(length);
      if (within > 0) this.sink.hole(this.message, spot, within, why);
      this.missing += within;
      this.next = offset + within;
      if (this.stage === 'length' && this.left === 0) this.end('complete');
      else if (within < length) this.end('hole');
      if (within < length) this.lose();
    }
    this.next = offset + length;
  }

  /** @param isClosed the end of the connection was seen */
  finish(isClosed: boolean): void {
    if (this.stage === 'fields' && this.lostFrom === undefined) this.headDone('end');
    if (this.stage === 'line' || this.stage === 'fields') return this.leaveLost(this.next, true);
    if (this.stage === 'tunnel') return;
    this.missing += this.stage === 'length' ? this.left : this.stage === 'chunked' ? this.chunks.missing : 0;
    this.end(this.stage === 'close' ? (isClosed ? 'closed' : 'open') : 'cut');
  }

  /** What follows the message that is under way is no longer HTTP/1.x. */
  handOn(): void {
    if (this.stage === 'line') this.beginTunnel();
    else this.isToHandOn = true;
  }

  private take(spot: HttpSpot, piece: Uint8Array, at: number): number {
    if (this.stage === 'length') return this.takeBody(spot, piece, at, Math.min(piece.length, at + this.left));
    if (this.stage === 'close') return this.takeBody(spot, piece, at, piece.length);
    if (this.stage === 'chunked') return this.takeChunks(spot, piece, at);
    if (this.stage !== 'tunnel') return this.takeLine(spot, piece, at);
    this.sink.handedOn(partOf(spot, at), piece.subarray(at));
    return piece.length;
  }

  private takeBody(spot: HttpSpot, piece: Uint8Array, at: number, to: number): number {
    this.sink.body(this.message, partOf(spot, at), piece.subarray(at, to));
    this.size += to - at;
    this.left -= to - at;
    this.next = spot.offset + to;
    if (this.stage === 'length' && this.left === 0) this.end('complete');
    return to;
  }

  private takeChunks(spot: HttpSpot, piece: Uint8Array, at: number): number {
    const step = this.chunks.take(piece, at, (from, to) => {
      this.sink.body(this.message, partOf(spot, from), piece.subarray(from, to));
      this.size += to - from;
    });
    this.next = spot.offset + step.at;
    if (step.step === 'trailers') this.stage = 'trailers';
    if (step.step === 'bad') {
      this.end('bad-chunk');
      this.lose();
    }
    return step.at;
  }

  private takeLine(spot: HttpSpot, piece: Uint8Array, at: number): number {
    const feed = piece.indexOf(LINE_FEED, at);
    const end = feed < 0 ? piece.length : feed + 1;
    const to = Math.min(end, at + MOST_HEAD - this.held.length);
    this.held.add(spot, piece, at, to);
    this.next = spot.offset + to;
    if (feed >= 0 && to === end) this.lineDone();
    else if (this.held.length >= MOST_HEAD) this.tooLong();
    return to;
  }

  private lineDone(): void {
    const line = this.held.text(this.lineStart).replace(LINE_END, '');
    if (this.stage === 'line') return this.startLineDone(line);
    if (this.stage === 'fields' && this.lostFrom !== undefined && !this.isFound(line)) return;
    this.lineStart = this.held.length;
    if (line === '') this.linesDone();
    else if (this.held.length >= MOST_HEAD) this.tooLong();
  }

  private linesDone(): void {
    if (this.stage === 'fields') return this.headDone();
    const trailers = readFields(this.held.text());
    this.clear();
    this.end('complete', trailers);
  }

  private startLineDone(line: string): void {
    if (this.lostFrom === undefined) {
      if (line === '') return this.clear();
      this.startLine = readStartLine(line);
      if (this.startLine !== undefined) return this.beginFields();
      if (isPreface(line)) return this.host.preface();
      this.loseFrom(this.held.start);
    }
    const at = findStartLine(line);
    this.startLine = at < 0 ? undefined : readStartLine(line.slice(at));
    if (this.startLine === undefined) return this.clear();
    this.held.drop(at);
    this.beginFields();
  }

  private beginFields(): void {
    this.stage = 'fields';
    this.lineStart = this.held.length;
  }

  /** Believes in a start line that was found again if a field or the head's end follows; else goes on looking, from this line on. */
  private isFound(line: string): boolean {
    if (line === '' || isFieldLine(line)) {
      this.leaveLost(this.held.start, false);
      this.isFoundAgain = true;
      return true;
    }
    this.stage = 'line';
    this.held.drop(this.lineStart);
    this.lineStart = 0;
    this.startLineDone(line);
    return false;
  }

  private headDone(cut?: HttpHead['cut']): void {
    const { held, startLine, isFoundAgain } = this;
    if (startLine === undefined) return;
    const text = held.text();
    const spot = this.spotAt(held.start, held.packetAt(held.start));
    const head = { spot, length: held.length, fields: readFields(text.slice(text.indexOf('\n') + 1)), text };
    this.clear();
    this.startLine = undefined;
    this.isFoundAgain = false;
    const { message, frame } = this.host.open({
      ...head,
      line: startLine,
      ...(cut !== undefined && { cut }),
      ...(isFoundAgain && { isFoundAgain }),
    });
    this.message = message;
    if (cut === undefined) this.begin(frame);
    else this.end('head');
  }

  private begin(frame: BodyFrame): void {
    this.size = 0;
    this.missing = 0;
    if (frame.type === 'tunnel') this.isToHandOn = true;
    if (frame.type === 'none' || frame.type === 'tunnel') return this.end('complete');
    this.stage = frame.type;
    if (frame.type === 'chunked') this.chunks = new ChunkedBody();
    this.left = frame.type === 'length' ? frame.length : Infinity;
    if (this.left === 0) this.end('complete');
  }

  private end(ending: HttpEnding, trailers: readonly HttpField[] = []): void {
    const { message, size, missing } = this;
    this.stage = 'line';
    this.size = 0;
    this.missing = 0;
    this.clear();
    this.sink.end({ message, spot: this.spotAt(this.next), ending, size, missing, trailers });
    if (this.isToHandOn) this.beginTunnel();
  }

  private beginTunnel(): void {
    const { held } = this;
    this.leaveLost(held.length > 0 ? held.start : this.next, false);
    this.stage = 'tunnel';
    if (held.length > 0) this.sink.handedOn(this.spotAt(held.start, held.packetAt(held.start)), held.copy());
    this.clear();
  }

  /** More came than a head may have: of a line that is none of HTTP the later half is kept. */
  private tooLong(): void {
    if (this.stage === 'trailers') {
      this.end('bad-chunk');
      this.lose();
    } else if (this.stage === 'fields' && this.lostFrom === undefined) {
      this.headDone('too-long');
      this.lose();
    } else {
      if (this.lostFrom === undefined) this.loseFrom(this.held.start);
      this.stage = 'line';
      this.held.drop(this.held.length / 2);
      this.lineStart = 0;
    }
  }

  /** A hole among lines: what they began is over. */
  private hideLines(): void {
    if (this.stage === 'trailers') this.end('hole');
    else if (this.stage === 'fields' && this.lostFrom === undefined) this.headDone('hole');
    else if (this.held.length > 0 && this.lostFrom === undefined) this.loseFrom(this.held.start);
    if (this.stage === 'tunnel') return;
    this.stage = 'line';
    this.clear();
    this.lose();
  }

  /** How many of so many missing bytes are of the body under way. */
  private lengthWithin(length: number): number {
    if (this.stage === 'chunked') return this.chunks.spans(length) ? length : this.chunks.missing;
    const within = Math.min(length, this.left);
    this.left -= within;
    return within;
  }

  private lose(): void {
    if (this.stage === 'line' && this.lostFrom === undefined) this.loseFrom(this.next);
  }

  private loseFrom(offset: number): void {
    const packet = this.held.length > 0 ? this.held.packetAt(offset) : this.packet;
    this.lostFrom = this.spotAt(offset, packet);
    this.host.lost(this.way);
  }

  /** Tells what was skipped up to an offset, if anything was. */
  private leaveLost(to: number, withHeld: boolean): void {
    if (withHeld && this.lostFrom === undefined && this.held.length > 0) this.loseFrom(this.held.start);
    const { lostFrom } = this;
    this.lostFrom = undefined;
    if (withHeld) this.clear();
    if (lostFrom !== undefined && to > lostFrom.offset) this.sink.skipped(lostFrom, to - lostFrom.offset);
  }

  private clear(): void {
    this.held.drop(this.held.length);
    this.lineStart = 0;
  }

  private spotAt(offset: number, packet = this.packet): HttpSpot {
    return { way: this.way, connection: this.connection, packet, offset };
  }
}

function partOf(spot: HttpSpot, at: number): HttpSpot {
  return at === 0 ? spot : { ...spot, offset: spot.offset + at };
}
