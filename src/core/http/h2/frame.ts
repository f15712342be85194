import type { PacketIndex } from '../../model/units.ts';
import type { Way } from '../../model/stream.ts';

/** Types of frames (RFC 9113 section 6). */
export const FrameType = {
  Data: 0,
  Headers: 1,
  Priority: 2,
  ResetStream: 3,
  Settings: 4,
  PushPromise: 5,
  Ping: 6,
  GoAway: 7,
  WindowUpdate: 8,
  Continuation: 9,
} as const;

/** Flags: the same bit is END_STREAM of DATA and HEADERS, and ACK of SETTINGS and PING. */
export const END_STREAM = 0x1;
export const ACK = 0x1;
export const END_HEADERS = 0x4;
export const PADDED = 0x8;
export const PRIORITY = 0x20;

/** Bytes of a frame's header. */
export const FRAME_HEADER = 9;
/** What a client says first (RFC 9113 3.4). */
export const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';

/** What the header of a frame says (RFC 9113 4.1). */
export interface FrameHead {
  readonly type: number;
  readonly flags: number;
  /** Number of the stream; 0: the connection's own. */
  readonly stream: number;
  /** Bytes of the payload, padding and all. */
  readonly length: number;
}

/** A frame, and where it is. */
export interface H2Frame extends FrameHead {
  readonly way: Way;
  /** Where its header begins in the bytes of its direction. */
  readonly offset: number;
  /** The packets that brought its first byte and its last. */
  readonly first: PacketIndex;
  readonly packet: PacketIndex;
  /** Bytes of it are missing, or were too many to be held. */
  readonly cut: boolean;
}

/** Reads the header of a frame, all of whose bytes are there. */
export function readHeader(bytes: Uint8Array, at = 0): FrameHead {
  const length = (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2];
  const stream = ((bytes[at + 5] & 0x7f) << 24) | (bytes[at + 6] << 16) | (bytes[at + 7] << 8) | bytes[at + 8];
  return { length, type: bytes[at + 3], flags: bytes[at + 4], stream };
}

/** Lengths that some types have, in bytes. */
const LENGTHS: ReadonlyMap<number, number> = new Map([
  [FrameType.Priority, 5],
  [FrameType.ResetStream, 4],
  [FrameType.Ping, 8],
  [FrameType.WindowUpdate, 4],
]);
/** What no receiver has to take that has not asked for more (RFC 9113 6.5.2). */
const USUAL_LENGTH = 16_384;
const OF_CONNECTION: readonly number[] = [FrameType.Settings, FrameType.Ping, FrameType.GoAway];

/** Whether bytes that may be anything look like the header of a frame. */
export function looksLikeFrame(bytes: Uint8Array, at: number): boolean {
  if (at + FRAME_HEADER > bytes.length || (bytes[at + 5] & 0x80) !== 0) return false;
  const { length, type, stream } = readHeader(bytes, at);
  if (type > FrameType.Continuation || length > USUAL_LENGTH) return false;
  if (length !== (LENGTHS.get(type) ?? length)) return false;
  if (type === FrameType.Settings && length % 6 !== 0) return false;
  return type === FrameType.WindowUpdate || (stream === 0) === OF_CONNECTION.includes(type);
}

/** Numbers of settings that are in use (RFC 9113, 8441, 9218). */
const LAST_SETTING = 16;
const MOST_SETTINGS = 32;

/**
 * Whether a direction begins as HTTP/2: a client's with the preface, a server's with SETTINGS (RFC 9113 3.4). `later`: more bytes
 * are needed.
 */
export function beginsHttp2(bytes: Uint8Array): boolean | 'later' {
  for (let at = 0; at < PREFACE.length; at++) {
    if (at === bytes.length) return at > 0 && 'later';
    if (bytes[at] !== PREFACE.charCodeAt(at)) return at > 0 ? false : beginsWithSettings(bytes);
  }
  return true;
}

function beginsWithSettings(bytes: Uint8Array): boolean | 'later' {
  if (bytes[0] !== 0) return false;
  if (bytes.length < FRAME_HEADER) return bytes.length < 4 || bytes[3] === FrameType.Settings ? 'later' : false;
  const { length, type, flags } = readHeader(bytes);
  if (type !== FrameType.Settings || flags !== 0 || length > 6 * MOST_SETTINGS || !looksLikeFrame(bytes, 0))
    return false;
  for (let at = FRAME_HEADER; at < FRAME_HEADER + length; at += 6) {
    if (at + 2 > bytes.length) return 'later';
    const setting = (bytes[at] << 8) | bytes[at + 1];
    if (setting === 0 || setting > LAST_SETTING) return false;
  }
  return true;
}
