/** DTLS (RFC 6347, and the hellos of RFC 9147): handshake messages out of their fragments, alerts in clear. */
import type { Way } from '../../model/stream.ts';
import type { PacketIndex } from '../../model/units.ts';
import type { Datagram, DatagramProtocol } from '../datagram-reader.ts';
import { made } from '../made.ts';
import type { Message } from '../message.ts';
import { helloMessage } from './tls-hellos.ts';
import { alertMessage, handshakeMessages } from './tls.ts';

const ROOM = 'dtls';
const RECORD = 13;
const MESSAGE = 12;
const ALERT = 21;
const HANDSHAKE = 22;
const LAST_TYPE = 26;
const VERSIONS: ReadonlySet<number> = new Set([0xfeff, 0xfefd, 0x0100]);
const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
const HELLO_VERIFY = 3;
/** Bytes of a message, and messages of a side that are put together at a time. */
const MOST_MESSAGE = 64 * 1024;
const MOST_OPEN = 64;
/** Where the session ID of a Client Hello stands: behind its header of four bytes, version and random. */
const SESSION_AT = 4 + 2 + 32;

/** DTLS, where records fill a datagram. */
export const DTLS: DatagramProtocol = {
  name: 'DTLS',
  looks: ({ bytes, length, room }) => room.has(ROOM) || fills(bytes, length),
  read(datagram) {
    const known = datagram.room.get(ROOM);
    const talk = known instanceof DtlsTalk ? known : new DtlsTalk();
    datagram.room.set(ROOM, talk);
    return talk.read(datagram);
  },
};

/** True if bytes are records one behind the other; the last may be cut by the capture. */
function fills(bytes: Uint8Array, wire: number): boolean {
  let at = 0;
  while (at + RECORD <= bytes.length) {
    const isRecord = bytes[at] >= 20 && bytes[at] <= LAST_TYPE && VERSIONS.has((bytes[at + 1] << 8) | bytes[at + 2]);
    if (!isRecord) return false;
    at += RECORD + ((bytes[at + 11] << 8) | bytes[at + 12]);
  }
  return at > 0 && (at === wire || (bytes.length < wire && at <= wire));
}

/** A message whose fragments come. */
interface Begun {
  readonly type: number;
  readonly bytes: Uint8Array;
  readonly first: PacketIndex;
  /** Stretches that have come. */
  readonly have: [from: number, to: number][];
}

/** Both directions of a conversation. */
class DtlsTalk {
  private readonly open: readonly [Map<number, Begun>, Map<number, Begun>] = [new Map(), new Map()];
  private isTls13 = false;

  read({ bytes, way, packet }: Datagram): readonly Message[] {
    const found: Message[] = [];
    for (let at = 0; at + RECORD <= bytes.length;) {
      const type = bytes[at];
      if (type < 20 || type > LAST_TYPE) break;
      const end = at + RECORD + ((bytes[at + 11] << 8) | bytes[at + 12]);
      const isClear = ((bytes[at + 3] << 8) | bytes[at + 4]) === 0;
      const content = bytes.subarray(at + RECORD, end);
      if (isClear && type === HANDSHAKE) found.push(...this.fragments(content, way, packet));
      else if (isClear && type === ALERT && content.length === 2) found.push(alertMessage(content));
      at = end;
    }
    return found;
  }

  /** Fragments of handshake messages (RFC 6347 4.2.2). */
  private fragments(content: Uint8Array, way: Way, packet: PacketIndex): readonly Message[] {
    const found: Message[] = [];
    for (let at = 0; at + MESSAGE <= content.length;) {
      const length = threeAt(content, at + 1);
      const sequence = (content[at + 4] << 8) | content[at + 5];
      const offset = threeAt(content, at + 6);
      const size = threeAt(content, at + 9);
      const part = content.subarray(at + MESSAGE, at + MESSAGE + size);
      if (part.length < size || offset + size > length || length > MOST_MESSAGE) break;
      const begun = this.begunOf(way, sequence, content[at], length, packet);
      begun.bytes.set(part, 4 + offset);
      begun.have.push([offset, offset + size]);
      if (isWhole(begun)) found.push(...this.complete(way, sequence, begun));
      at += MESSAGE + size;
    }
    return found;
  }

  private begunOf(way: Way, sequence: number, type: number, length: number, packet: PacketIndex): Begun {
    const open = this.open[way];
    const known = open.get(sequence);
    if (known?.type === type && known.bytes.length === 4 + length) return known;
    const [oldest] = open.keys();
    if (open.size >= MOST_OPEN && oldest !== undefined) open.delete(oldest);
    const bytes = new Uint8Array(4 + length);
    bytes.set([type, length >> 16, (length >> 8) & 255, length & 255]);
    const begun: Begun = { type, bytes, first: packet, have: [] };
    open.set(sequence, begun);
    return begun;
  }

  private complete(way: Way, sequence: number, { type, bytes, first }: Begun): readonly Message[] {
    this.open[way].delete(sequence);
    if (type === HELLO_VERIFY) {
      const cookie = bytes[6] ?? 0;
      const summary = `Hello Verify Request with a cookie of ${cookie} bytes`;
      return [
        { ...made('Hello Verify Request', 'answer', summary, { details: `cookie: ${cookie} bytes` }), from: first },
      ];
    }
    const message = type === CLIENT_HELLO ? withoutCookie(bytes) : bytes;
    const isHello = type === CLIENT_HELLO || type === SERVER_HELLO;
    const found = isHello ? [helloMessage(message, 'd')] : handshakeMessages(message, this.isTls13);
    if (found.some(({ kind, values }) => kind === 'Server Hello' && values.version === 'DTLS 1.3')) this.isTls13 = true;
    return found.map((one) => ({ ...one, from: first, size: bytes.length + MESSAGE - 4 }));
  }
}

const threeAt = (bytes: Uint8Array, at: number): number => (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2];

function isWhole({ bytes, have }: Begun): boolean {
  let reached = 0;
  for (const [from, to] of have.sort(([a], [b]) => a - b)) {
    if (from > reached) return false;
    reached = Math.max(reached, to);
  }
  return reached === bytes.length - 4;
}

/** A Client Hello as TLS has it: without the cookie behind its session ID (RFC 6347 4.2.1). */
function withoutCookie(bytes: Uint8Array): Uint8Array {
  const at = SESSION_AT + 1 + (bytes[SESSION_AT] ?? 0);
  const size = 1 + (bytes[at] ?? 0);
  if (at + size > bytes.length) return bytes;
  const length = bytes.length - 4 - size;
  const plain = new Uint8Array(4 + length);
  plain.set(bytes.subarray(0, at));
  plain.set(bytes.subarray(at + size), at);
  plain.set([length >> 16, (length >> 8) & 255, length & 255], 1);
  return plain;
}
