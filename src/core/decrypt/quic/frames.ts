import { ByteReader } from './byte-reader.ts';

/** What of a packet's frames matters here (RFC 9000 section 19, RFC 9221). */
export type QuicFrame =
  | { readonly type: 'crypto'; readonly offset: number; readonly bytes: Uint8Array }
  | {
      readonly type: 'stream';
      readonly id: number;
      readonly offset: number;
      readonly bytes: Uint8Array;
      readonly isLast: boolean;
    }
  | { readonly type: 'datagram'; readonly bytes: Uint8Array }
  | { readonly type: 'reset'; readonly id: number; readonly code: number }
  | { readonly type: 'close'; readonly code: number; readonly isApplication: boolean };

const PADDING = 0;
const STREAM = 0x08;

/** Reads the frames of a packet up to the first that is not understood. */
export function* readFrames(payload: Uint8Array): Generator<QuicFrame> {
  const reader = new ByteReader(payload);
  while (reader.left > 0) {
    const type = reader.varint();
    if (type === PADDING) continue;
    const frame = type >= STREAM && type < STREAM + 8 ? readStream(reader, type) : readOther(reader, type);
    if (reader.isBroken || frame === 'unknown') return;
    if (frame !== undefined) yield frame;
  }
}

function readStream(reader: ByteReader, type: number): QuicFrame {
  const id = reader.varint();
  const offset = (type & 4) === 0 ? 0 : reader.varint();
  const length = (type & 2) === 0 ? reader.left : reader.varint();
  return { type: 'stream', id, offset, bytes: reader.take(length), isLast: (type & 1) === 1 };
}

/** Numbers in the frames that are passed over, by their types. */
const NUMBERS: ReadonlyMap<number, number> = new Map([
  [0x01, 0], // PING
  [0x05, 2], // STOP_SENDING
  [0x10, 1], // MAX_DATA
  [0x11, 2], // MAX_STREAM_DATA
  [0x12, 1], // MAX_STREAMS
  [0x13, 1],
  [0x14, 1], // DATA_BLOCKED
  [0x15, 2], // STREAM_DATA_BLOCKED
  [0x16, 1], // STREAMS_BLOCKED
  [0x17, 1],
  [0x19, 1], // RETIRE_CONNECTION_ID
  [0x1e, 0], // HANDSHAKE_DONE
]);

function readOther(reader: ByteReader, type: number): QuicFrame | undefined | 'unknown' {
  const numbers = NUMBERS.get(type);
  if (numbers !== undefined) {
    for (let at = 0; at < numbers; at++) reader.varint();
    return undefined;
  }
  switch (type) {
    case 0x02:
    case 0x03:
      return skipAck(reader, type);
    case 0x04: {
      const [id, code] = [reader.varint(), reader.varint()];
      reader.varint();
      return { type: 'reset', id, code };
    }
    case 0x06: {
      const offset = reader.varint();
      return { type: 'crypto', offset, bytes: reader.take(reader.varint()) };
    }
    case 0x07:
      reader.take(reader.varint());
      return undefined;
    case 0x18: // NEW_CONNECTION_ID: sequence, retire, length, ID, reset token
      reader.varint();
      reader.varint();
      reader.take(reader.u8());
      reader.take(16);
      return undefined;
    case 0x1a:
    case 0x1b:
      reader.take(8);
      return undefined;
    case 0x1c:
    case 0x1d:
      return readClose(reader, type === 0x1d);
    case 0x30:
      return { type: 'datagram', bytes: reader.take(reader.left) };
    case 0x31:
      return { type: 'datagram', bytes: reader.take(reader.varint()) };
    default:
      return 'unknown';
  }
}

/** RFC 9000 section 19.3: with the counts of marked packets if the type is odd. */
function skipAck(reader: ByteReader, type: number): undefined {
  reader.varint();
  reader.varint();
  const ranges = reader.varint();
  reader.varint();
  for (let at = 0; at < ranges && !reader.isBroken; at++) {
    reader.varint();
    reader.varint();
  }
  if (type === 3) for (let at = 0; at < 3; at++) reader.varint();
}

function readClose(reader: ByteReader, isApplication: boolean): QuicFrame {
  const code = reader.varint();
  if (!isApplication) reader.varint();
  reader.take(reader.varint());
  return { type: 'close', code, isApplication };
}
