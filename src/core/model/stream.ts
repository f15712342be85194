import type { ClosedReason, Decryption, SecureEventKind } from './decryption.ts';
import type { FlowIndex, PacketIndex } from './units.ts';

/** 0 from the flow's source to its destination, 1 back. */
export type Way = 0 | 1;

/**
 * Why bytes of a stream are missing: their receiver acknowledged them, so they passed and were not captured; a reset or the end
 * of the packets came before them; the packet was cut by the capture's limit; too much waited behind them; or IP fragments of a
 * datagram are missing. Of what is decrypted:
 * why they stay encrypted.
 */
export type GapReason = 'acknowledged' | 'reset' | 'end' | 'cut' | 'waiting' | 'fragments' | ClosedReason;

/**
 * What is worth a word in a stream. `opened`: a SYN; `mid-stream`: the first bytes come without one; `finished`: a FIN whose bytes
 * before it are all there or lost; `reset`: a RST; `other-bytes`: bytes came again and were others; `late`: bytes of a gap, after
 * it was closed; `after-end`: bytes behind a FIN; `before-start`: bytes before the first one of a stream that begins mid-stream.
 */
export type StreamNoteKind =
  'opened' | 'mid-stream' | 'finished' | 'reset' | 'other-bytes' | 'late' | 'after-end' | 'before-start';

/** What all parts of a stream have. */
interface Placed {
  readonly way: Way;
  /** Number of the connection in the flow, from 0: one after another may use the same ports. */
  readonly connection: number;
  /** The packet that brought it, or that made it certain. */
  readonly packet: PacketIndex;
  /** Place in the connection's bytes of this direction, from 0; missing bytes count. */
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
}

/** Bytes of one packet, in their place. */
export interface StreamBytes extends Placed {
  readonly kind: 'bytes';
  /** Where they begin in StreamPart.bytes. */
  readonly at: number;
}

/** Bytes that are missing. */
export interface StreamGap extends Placed {
  readonly kind: 'gap';
  readonly why: GapReason;
}

/** Something about the stream itself. */
export interface StreamNote extends Placed {
  readonly kind: 'note';
  readonly note: StreamNoteKind;
  /** `other-bytes`: the first of those that are in the stream, and what this packet has in their place. */
  readonly had?: Uint8Array;
  readonly other?: Uint8Array;
}

/** Something that was said of the conversation by its encryption: a handshake message, an alert; or a frame, of what protocols cut into such. */
export interface StreamTold extends Placed {
  readonly kind: 'told';
  readonly event: SecureEventKind | 'frame';
  readonly words: string;
}

/**
 * As what a stream is wanted: decrypted where that works, always, or as it was sent; `handshake`: of QUIC the messages of its handshake
 * put together, of all else like `best`.
 */
export type StreamForm = 'best' | 'decrypted' | 'sent' | 'handshake';

/** Whether a stream that is encrypted can be read, and whether this part is. */
export interface StreamDecryption extends Decryption {
  /** The part is decrypted; otherwise it is as it was sent. */
  readonly shown: boolean;
  /** What is shown are the messages of the handshake. */
  readonly isHandshake?: true;
  /** There are keys, of this connection or of others. */
  readonly hasKeys: boolean;
}

/** How a stream is shown: as it was sent, or as messages of HTTP/1 with their bodies decoded, frames of HTTP/2, messages of WebSocket. */
export type StreamReading = 'sent' | 'http';

/**
 * Why a decoded body is not all that was sent: its coding is damaged in the midst; it is more than is decoded; nobody here knows its
 * coding, or it is no data of it, and it stands as it was sent.
 */
export type BodyFault = 'damaged' | 'too-large' | 'unknown-coding' | 'undecoded';

/** Between the head and the body of a message, what the body is; `length`: bytes that follow, decoded. `offset` is in the body. */
export interface StreamBody extends Placed {
  readonly kind: 'body';
  /** Bytes that came, chunk framing left out, and bytes known to be missing. */
  readonly sent: number;
  readonly missing: number;
  /** How the message ended (core/http/http-events.ts). */
  readonly ending: 'complete' | 'closed' | 'open' | 'cut' | 'hole' | 'bad-chunk' | 'head';
  /** Content codings that were taken off, or that stand. */
  readonly codings: readonly string[];
  readonly fault?: BodyFault;
  /** The charset that the text was in; it stands in UTF-8. Undefined: the bytes are shown as they are. */
  readonly charset?: string;
}

/** Bytes that are in no message: not HTTP/1, or behind an upgrade or CONNECT. */
export interface StreamPassed extends Placed {
  readonly kind: 'passed';
  readonly why: 'no-http' | 'upgraded';
}

export type StreamPiece = StreamBytes | StreamGap | StreamNote | StreamTold | StreamBody | StreamPassed;

/** Which part of a flow's stream: by its number, from 0, or the one that has a packet. */
export type StreamPlace = { readonly part: number } | { readonly packet: PacketIndex };

/** Why nothing can be followed. */
export type NoStream = 'no-payload' | 'not-captured';

/** A part of what a flow's ends said to each other, in the order in which it became certain. */
export interface StreamPart {
  readonly flow: FlowIndex;
  readonly transport: 'TCP' | 'datagrams';
  readonly reading: StreamReading;
  /** Something in the part looks like a message of HTTP/1, or like HTTP/2: it can be read so. */
  readonly isHttp?: true;
  /** Bytes of all pieces, packed. */
  readonly bytes: Uint8Array;
  readonly pieces: readonly StreamPiece[];
  /** Number of the part, from 0. */
  readonly part: number;
  /** Bytes of each direction in the parts before. */
  readonly before: readonly [number, number];
  /** Absent: this is the last part. */
  readonly rest?: StreamRest;
  /** No byte in any packet. */
  readonly empty?: NoStream;
  /** The connection began before the flow, or goes on after it: flows with the same ends, where there are such. */
  readonly earlier?: FlowIndex;
  readonly later?: FlowIndex;
  /** Packets that were asked for by number and brought nothing to this part. */
  readonly absent?: PacketIndex;
  /** Absent: nothing that could be decrypted was recognised. */
  readonly decryption?: StreamDecryption;
}

/** What lies behind a part. */
export interface StreamRest {
  /** Packets of the flow from the first one on that brought something behind the part. */
  readonly packets: number;
  /** Their payload by their headers: what came twice counts twice. */
  readonly bytes: number;
}

/** What is to be saved of a flow's stream. */
export interface StreamSaving {
  readonly flow: FlowIndex;
  /** Undefined: both, in the order of time. */
  readonly way?: Way;
  /** What was decrypted instead of what was sent. */
  readonly decrypted?: boolean;
  /** Of QUIC the messages of its handshake. */
  readonly isHandshake?: boolean;
}

/** What was saved: bytes, and what is missing between them. */
export interface StreamSummary {
  readonly bytes: number;
  readonly gaps: number;
  readonly missingBytes: number;
}
