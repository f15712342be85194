/** Frames of WebSocket (RFC 6455 section 5.2). */

/** What the head of a frame says. */
export interface WebSocketHead {
  /** Bytes of the head itself. */
  readonly size: number;
  /** It is the last frame of its message. */
  readonly isLast: boolean;
  /** First reserved bit: of compressed messages (RFC 7692 6). */
  readonly isCompressed: boolean;
  readonly opcode: number;
  /** Bytes behind the head. */
  readonly payload: number;
  /** Four bytes; undefined: the payload stands in clear. */
  readonly mask: Uint8Array | undefined;
}

/** The longest head, bytes. */
export const MOST_HEAD = 14;
const LAST = 0x80;
const COMPRESSED = 0x40;
const RESERVED = 0x30;
const MASKED = 0x80;

/** Kinds of frames by their opcodes. */
export const WEBSOCKET_KINDS: ReadonlyMap<number, string> = new Map([
  [0, 'continuation'],
  [1, 'text'],
  [2, 'binary'],
  [8, 'close'],
  [9, 'ping'],
  [10, 'pong'],
]);
export const CLOSE = 8;

/** Meanings of the codes of a close (RFC 6455 7.4.1, IANA). */
const CLOSES: ReadonlyMap<number, string> = new Map([
  [1000, 'normal closure'],
  [1001, 'going away'],
  [1002, 'protocol error'],
  [1003, 'unsupported data'],
  [1005, 'no status'],
  [1006, 'abnormal closure'],
  [1007, 'invalid data'],
  [1008, 'policy violation'],
  [1009, 'message too big'],
  [1010, 'extension expected'],
  [1011, 'internal error'],
  [1012, 'service restart'],
  [1013, 'try again later'],
  [1014, 'bad gateway'],
  [1015, 'TLS handshake failure'],
]);

/** "1000 normal closure". */
export function closeWords(code: number): string {
  const name = CLOSES.get(code);
  return name === undefined ? String(code) : `${code} ${name}`;
}

/** Reads the head of a frame; undefined: it is not there whole; null: it is none. */
export function readWebSocketHead(bytes: Uint8Array): WebSocketHead | undefined | null {
  if (bytes.length > 0 && (!WEBSOCKET_KINDS.has(bytes[0] & 15) || (bytes[0] & RESERVED) !== 0)) return null;
  if (bytes.length < 2) return undefined;
  const short = bytes[1] & 127;
  const isMasked = (bytes[1] & MASKED) !== 0;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const size = 2 + lengthBytes + (isMasked ? 4 : 0);
  if (bytes.length < size) return undefined;
  let payload = lengthBytes === 0 ? short : 0;
  for (let at = 2; at < 2 + lengthBytes; at++) payload = payload * 256 + bytes[at];
  if (!Number.isSafeInteger(payload)) return null;
  return {
    size,
    isLast: (bytes[0] & LAST) !== 0,
    isCompressed: (bytes[0] & COMPRESSED) !== 0,
    opcode: bytes[0] & 15,
    payload,
    mask: isMasked ? bytes.slice(size - 4, size) : undefined,
  };
}

/** A copy of bytes of a payload without their mask; `at`: their place in the payload. */
export function unmasked(bytes: Uint8Array, mask: Uint8Array | undefined, at: number): Uint8Array {
  const clear = bytes.slice();
  if (mask !== undefined) for (let i = 0; i < clear.length; i++) clear[i] ^= mask[(at + i) & 3];
  return clear;
}
