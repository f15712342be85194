import { QuicReader } from './quic-reader.ts';

/** Types of frames that are asked for by name (RFC 9000 section 19, RFC 9221). */
export const FrameType = {
  Padding: 0x00,
  Ping: 0x01,
  Ack: 0x02,
  AckEcn: 0x03,
  Reset: 0x04,
  Crypto: 0x06,
  Stream: 0x08,
  StreamEnd: 0x0f,
  Close: 0x1c,
  CloseApplication: 0x1d,
  Datagram: 0x30,
  DatagramLength: 0x31,
} as const;

/** Numbers in the frames that hold nothing else, by their types. */
const NUMBERS: ReadonlyMap<number, number> = new Map([
  [FrameType.Ping, 0],
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

/** Goes through the frames of a packet in clear. One object reads one packet after the other, so that nothing is allocated. */
export class FrameReader {
  type = 0;
  /** Of a stream. */
  id = 0;
  /** Place of the data in its stream. */
  offset = 0;
  /** Of a reset or a close. */
  code = 0;
  /** The data, in the bytes that are read; `isCut`: it claims to be longer than what there is. */
  from = 0;
  to = 0;
  isCut = false;
  private readonly reader = new QuicReader();

  begin(bytes: Uint8Array, from: number, to: number): this {
    this.reader.begin(bytes, from, to);
    return this;
  }

  /** Goes to the next frame that is no padding; false at the end, and at one that is not understood or not whole but for its data. */
  next(): boolean {
    const { reader } = this;
    do this.type = reader.varint();
    while (this.type === FrameType.Padding && !reader.isBroken);
    if (reader.isBroken) return false;
    this.isCut = false;
    return this.readBody(reader) && !reader.isBroken;
  }

  private readBody(reader: QuicReader): boolean {
    const { type } = this;
    if (type >= FrameType.Stream && type <= FrameType.StreamEnd) {
      this.id = reader.varint();
      this.offset = (type & 4) === 0 ? 0 : reader.varint();
      return this.readData((type & 2) === 0 ? reader.left : reader.varint());
    }
    const numbers = NUMBERS.get(type);
    if (numbers === undefined) return this.readOther(reader);
    for (let at = 0; at < numbers; at++) reader.varint();
    return true;
  }

  private readOther(reader: QuicReader): boolean {
    switch (this.type) {
      case FrameType.Ack:
      case FrameType.AckEcn:
        return skipAck(reader, this.type);
      case FrameType.Reset:
        this.id = reader.varint();
        this.code = reader.varint();
        reader.varint();
        return true;
      case FrameType.Crypto:
        this.offset = reader.varint();
        return this.readData(reader.varint());
      case 0x07: // NEW_TOKEN
        reader.skip(reader.varint());
        return true;
      case 0x18: // NEW_CONNECTION_ID: sequence, retire, length, ID, reset token
        reader.varint();
        reader.varint();
        reader.skip(reader.u8());
        reader.skip(16);
        return true;
      case 0x1a: // PATH_CHALLENGE, PATH_RESPONSE
      case 0x1b:
        reader.skip(8);
        return true;
      case FrameType.Close:
      case FrameType.CloseApplication:
        this.code = reader.varint();
        if (this.type === FrameType.Close) reader.varint();
        reader.skip(reader.varint());
        return true;
      case FrameType.Datagram:
        return this.readData(reader.left);
      case FrameType.DatagramLength:
        return this.readData(reader.varint());
      default:
        return false;
    }
  }

  private readData(length: number): boolean {
    const { reader } = this;
    if (reader.isBroken) return false;
    this.isCut = length > reader.left;
    this.from = reader.at;
    this.to = Math.min(reader.end, reader.at + length);
    reader.at = this.to;
    return true;
  }
}

/** RFC 9000 section 19.3: with the counts of marked packets if the type is odd. */
function skipAck(reader: QuicReader, type: number): true {
  reader.varint();
  reader.varint();
  const ranges = reader.varint();
  reader.varint();
  for (let at = 0; at < ranges && !reader.isBroken; at++) {
    reader.varint();
    reader.varint();
  }
  if (type === FrameType.AckEcn) for (let at = 0; at < 3; at++) reader.varint();
  return true;
}

/** What of a packet's frames matters to who follows a connection. */
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

/** Reads the frames of a packet up to the first that is not understood, or not whole. */
export function* readFrames(payload: Uint8Array): Generator<QuicFrame> {
  const reader = new FrameReader().begin(payload, 0, payload.length);
  while (reader.next() && !reader.isCut) {
    const frame = frameOf(reader, payload);
    if (frame !== undefined) yield frame;
  }
}

function frameOf({ type, id, offset, code, from, to }: FrameReader, payload: Uint8Array): QuicFrame | undefined {
  if (type >= FrameType.Stream && type <= FrameType.StreamEnd)
    return { type: 'stream', id, offset, bytes: payload.subarray(from, to), isLast: (type & 1) === 1 };
  switch (type) {
    case FrameType.Crypto:
      return { type: 'crypto', offset, bytes: payload.subarray(from, to) };
    case FrameType.Datagram:
    case FrameType.DatagramLength:
      return { type: 'datagram', bytes: payload.subarray(from, to) };
    case FrameType.Reset:
      return { type: 'reset', id, code };
    case FrameType.Close:
    case FrameType.CloseApplication:
      return { type: 'close', code, isApplication: type === FrameType.CloseApplication };
    default:
      return undefined;
  }
}
