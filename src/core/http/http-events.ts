import type { GapReason, Way } from '../model/stream.ts';
import type { PacketIndex } from '../model/units.ts';

/** Where something stands: `offset` in the bytes of one direction of one connection, missing bytes counted. */
export interface HttpSpot {
  readonly way: Way;
  readonly connection: number;
  readonly packet: PacketIndex;
  readonly offset: number;
}

/** A header or trailer field as it was sent, without blanks around its value; lines that were folded are one value. */
export interface HttpField {
  readonly name: string;
  readonly value: string;
}

/**
 * What makes the framing of a message doubtful: Content-Lengths that differ (the first counts), one that is no number (it counts
 * for nothing), a Content-Length beside a Transfer-Encoding (which counts), a last transfer coding that is not chunked.
 */
export type HttpDoubt = 'lengths-differ' | 'bad-length' | 'length-and-coding' | 'unknown-coding';

/** Number of a message in its stream, from 0 in the order in which heads became known. */
export type HttpMessage = number;

interface HttpHeadCommon {
  readonly message: HttpMessage;
  /** Where the first byte of the start line stands, and the packet that brought it. */
  readonly spot: HttpSpot;
  /** Bytes of the head, its empty line included; of a cut head what was there. */
  readonly length: number;
  /** HTTP version: "1.1". */
  readonly version: string;
  /** In their order, repeated ones kept. */
  readonly fields: readonly HttpField[];
  /** The head as it was sent, a character a byte. */
  readonly text: string;
  /** The head is not whole, and no body is read behind it: a hole, the end of the stream, or more than 64 KiB. */
  readonly cut?: 'hole' | 'end' | 'too-long';
  /** Framing was lost before it, and this looked like a message again. */
  readonly isFoundAgain?: true;
  readonly doubts: readonly HttpDoubt[];
}

/** Head of a request. */
export interface HttpRequest extends HttpHeadCommon {
  readonly kind: 'request';
  readonly method: string;
  readonly target: string;
}

/** Head of a response. */
export interface HttpResponse extends HttpHeadCommon {
  readonly kind: 'response';
  /** Status code, 100 to 999. */
  readonly status: number;
  readonly reason: string;
  /** The request that it answers, by order; undefined if none was seen. */
  readonly request?: HttpRequest;
  /** Something between request and response is missing: they are taken for a pair because they follow each other. */
  readonly isPairGuessed?: true;
}

export type HttpHead = HttpRequest | HttpResponse;

/**
 * How a message ended. `complete`: where its framing says. `closed`: it lasts until the connection is closed, and that was seen.
 * `open`: the same, and it was not seen. `cut`: the stream ended before. `hole`: missing bytes made its end unknown, or hide it.
 * `bad-chunk`: what should be a chunk is none. `head`: its head is not whole.
 */
export type HttpEnding = 'complete' | 'closed' | 'open' | 'cut' | 'hole' | 'bad-chunk' | 'head';

/** End of a message. */
export interface HttpEnd {
  readonly message: HttpMessage;
  /** Behind its last byte. */
  readonly spot: HttpSpot;
  readonly ending: HttpEnding;
  /** Bytes of the body that were told, chunk framing left out. */
  readonly size: number;
  /** Bytes known to be missing: holes, and what its framing promises and did not come. */
  readonly missing: number;
  /** Fields behind the last chunk. */
  readonly trailers: readonly HttpField[];
}

/**
 * What the bytes of a stream say as HTTP/1.x. For each message its head, its body in pieces, and its end; the bytes of a body are
 * those of its content coding: chunk framing is left out. Except for how bodies fall into pieces nothing depends on how bytes come.
 */
export interface HttpSink {
  head(head: HttpHead): void;
  /** The bytes are the packet's own: who keeps them copies them. */
  body(message: HttpMessage, spot: HttpSpot, bytes: Uint8Array): void;
  /** Bytes of a body that are missing. */
  hole(message: HttpMessage, spot: HttpSpot, length: number, why: GapReason): void;
  end(end: HttpEnd): void;
  /** Bytes, present or missing, that are of no message: what was no start line, what a hole has hidden. */
  skipped(spot: HttpSpot, length: number): void;
  /** Bytes behind an upgrade (101, CONNECT, the preface of HTTP/2): no longer HTTP/1.x. */
  handedOn(spot: HttpSpot, bytes: Uint8Array): void;
  /** The same, of bytes that are missing. */
  handedOnHole(spot: HttpSpot, length: number, why: GapReason): void;
}

/** A head that is whole is at most so long, bytes; so are trailers. */
export const MOST_HEAD = 65_536;
