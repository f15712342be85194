import type { GapReason, StreamNoteKind, Way } from '../model/stream.ts';
import { Beginning } from './beginning.ts';
import { framingOf, type BodyFrame } from './body-length.ts';
import type { HttpHead, HttpMessage, HttpRequest, HttpSink, HttpSpot } from './http-events.ts';
import { MessageReader, type RawHead, type ReaderHost } from './message-reader.ts';

/** Requests of a direction that wait for their answers at most: with more, the oldest never gets one. */
const MOST_WAITING = 256;

/** A request without an answer; guessed: what came before it is missing. */
interface Waiting {
  readonly request: HttpRequest;
  readonly isGuessed: boolean;
}

/**
 * Reads HTTP/1.x in both directions of a flow's connections, one after another. Fed like any reader of streams: of each direction
 * all bytes and gaps once, in their order. Responses answer requests in their order (RFC 9112 9.3.2); after something was missing
 * those that follow each other are taken for a pair.
 */
export class HttpStream implements ReaderHost {
  private connection = 0;
  private readers: readonly [MessageReader, MessageReader];
  /** Without an answer yet, by the way of the request. */
  private waiting: readonly [Waiting[], Waiting[]] = [[], []];
  private isLost: [boolean, boolean] = [false, false];
  private heads = 0;
  /** As long as it is not known whether the connection is HTTP/2. */
  private beginning: Beginning | undefined = new Beginning();

  constructor(private readonly sink: HttpSink) {
    this.readers = this.fresh();
  }

  bytes(spot: HttpSpot, bytes: Uint8Array): void {
    const reader = this.readerOf(spot);
    const begins = this.beginning?.takes(spot, bytes);
    if (begins === undefined) return reader.bytes(spot, bytes);
    if (begins === 'later') return;
    if (begins) this.preface();
    this.release();
  }

  gap(spot: HttpSpot, length: number, why: GapReason): void {
    const reader = this.readerOf(spot);
    this.release();
    reader.gap(spot, length, why);
  }

  note(spot: HttpSpot, _length: number, note: StreamNoteKind): void {
    if (note === 'finished' || note === 'reset') this.release();
    if (note === 'finished') this.readerOf(spot).finish(true);
    else if (note === 'reset') for (const reader of this.readers) reader.finish(false);
  }

  /** Nothing more comes: what is under way ends. */
  finish(): void {
    this.release();
    for (const reader of this.readers) reader.finish(false);
  }

  open(raw: RawHead): { readonly message: HttpMessage; readonly frame: BodyFrame } {
    const { line, ...rest } = raw;
    const { way } = raw.spot;
    const message = this.heads++;
    const answered = line.kind === 'response' ? this.answeredBy(way, line.status) : undefined;
    const { frame, doubts } = framingOf(line, raw.fields, answered?.request.method);
    const common = { ...rest, message, doubts };
    const head: HttpHead =
      line.kind === 'request'
        ? { ...common, ...line }
        : {
            ...common,
            ...line,
            ...(answered !== undefined && { request: answered.request }),
            ...(answered?.isGuessed === true && { isPairGuessed: true }),
          };
    if (head.kind === 'request') this.wait(way, head);
    this.sink.head(head);
    if (frame.type === 'tunnel' && raw.cut === undefined) this.readers[1 - way].handOn();
    return { message, frame };
  }

  lost(way: Way): void {
    this.isLost[way] = true;
  }

  preface(): void {
    for (const reader of this.readers) reader.handOn();
  }

  /** Requests before something that was missing have had their answers, for all that one can know. */
  private wait(way: Way, request: HttpRequest): void {
    const waiting = this.waiting[way];
    const isGuessed = this.isLost[way];
    if (isGuessed) waiting.length = 0;
    this.isLost[way] = false;
    waiting.push({ request, isGuessed });
    if (waiting.length > MOST_WAITING) waiting.shift();
  }

  private answeredBy(way: Way, status: number): Waiting | undefined {
    const waiting = this.waiting[1 - way];
    const isGuessed = this.isLost[way];
    this.isLost[way] = false;
    if (isGuessed) waiting.splice(0, waiting.length - 1);
    const isInterim = status < 200 && status !== 101;
    const answered = isInterim ? waiting[0] : waiting.shift();
    return answered && (isGuessed ? { ...answered, isGuessed } : answered);
  }

  private readerOf({ way, connection }: HttpSpot): MessageReader {
    if (connection !== this.connection) {
      this.finish();
      this.connection = connection;
      this.waiting = [[], []];
      this.isLost = [false, false];
      this.beginning = new Beginning();
      this.readers = this.fresh();
    }
    return this.readers[way];
  }

  /** Gives on what was held at the beginning. */
  private release(): void {
    const pieces = this.beginning?.pieces ?? [];
    this.beginning = undefined;
    for (const { spot, bytes } of pieces) this.readers[spot.way].bytes(spot, bytes);
  }

  private fresh(): readonly [MessageReader, MessageReader] {
    const make = (way: Way): MessageReader => new MessageReader(way, this.connection, this.sink, this);
    return [make(0), make(1)];
  }
}
