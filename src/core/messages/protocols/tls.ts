/** TLS over TCP (RFC 8446, RFC 5246): hellos, certificates and alerts, and the names of what else is said in clear. */
import { TLS_ALERTS, TLS_HANDSHAKES } from '../../protocols/applications/tls-names.ts';
import type { Way } from '../../model/stream.ts';
import type { PacketIndex } from '../../model/units.ts';
import { Cursor } from '../cursor.ts';
import { FramedReader, type Framing } from '../framed.ts';
import type { Message, MessageSink } from '../message.ts';
import type { StreamProtocol, StreamReader } from '../stream-reader.ts';
import { certificateMessages } from './tls-certificates.ts';
import { helloMessage, RETRY_REQUEST } from './tls-hellos.ts';

const HEADER = 5;
/** RFC 5246 section 6.2.3: 2^14 + 2048. */
const LARGEST = 18_432;
const CHANGE_CIPHER_SPEC = 20;
const ALERT = 21;
const HANDSHAKE = 22;
const DATA = 23;
const HEARTBEAT = 24;
const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
const NEW_TICKET = 4;
const CERTIFICATE = 11;
const KEY_EXCHANGE = 12;
const MESSAGE_HEADER = 4;
/** Handshake messages are put together up to this. */
const MOST_MESSAGE = 256 * 1024;
/** Who cuts messages into records makes none smaller, but the last (RFC 6066 section 4). */
const LEAST_FRAGMENT = 512;

/** TLS, told by the header of its first record. */
export const TLS: StreamProtocol = {
  name: 'TLS',
  looks: (bytes) => (bytes.length < HEADER ? mayBeHeader(bytes) : isHeader(bytes)),
  open: (sink) => openTls(sink),
};

/** A reader of the TLS that begins here. */
export function openTls(sink: MessageSink): StreamReader {
  return new FramedReader(new TlsRecords(), {
    message: (spot, message) => sink.message(spot, { protocol: 'TLS', ...message }),
    skipped: (bytes) => sink.skipped(bytes),
    gaveUp: () => sink.gaveUp(),
  });
}

/** True if bytes begin with a believable record header. */
function isHeader(bytes: Uint8Array): boolean {
  const length = (bytes[3] << 8) | bytes[4];
  return (
    bytes[0] >= CHANGE_CIPHER_SPEC && bytes[0] <= HEARTBEAT && hasVersion(bytes) && length > 0 && length <= LARGEST
  );
}

function mayBeHeader(bytes: Uint8Array): 'later' | false {
  const isType = bytes[0] >= CHANGE_CIPHER_SPEC && bytes[0] <= HEARTBEAT;
  return isType && (bytes.length < 2 || bytes[1] === 3) ? 'later' : false;
}

function hasVersion(bytes: Uint8Array): boolean {
  return bytes[1] === 3 && bytes[2] <= 4;
}

/** What has come of a handshake message of one direction. */
interface Begun {
  bytes: Uint8Array;
  first: PacketIndex;
  /** What follows is encrypted. */
  changed: boolean;
  /** Something encrypted has come. */
  hidden: boolean;
}

/** Takes records, of both directions, and puts handshake messages together. */
class TlsRecords implements Framing {
  private readonly sides: readonly [Begun, Begun] = [begun(), begun()];
  private version = '';
  /** A retry was asked for: its ChangeCipherSpecs change nothing (RFC 8446 appendix D.4). */
  private isRetried = false;

  get isDone(): boolean {
    return this.sides[0].hidden && this.sides[1].hidden;
  }

  size(bytes: Uint8Array): number {
    if (bytes.length < HEADER) return mayBeHeader(bytes) === false ? -1 : 0;
    return isHeader(bytes) ? HEADER + ((bytes[3] << 8) | bytes[4]) : -1;
  }

  read(bytes: Uint8Array, way: Way, _length: number, first: PacketIndex): readonly Message[] {
    const side = this.sides[way];
    const content = bytes.subarray(HEADER);
    if (bytes[0] === HANDSHAKE) return this.handshake(content, way, first);
    if (side.bytes.length > 0) side.bytes = EMPTY;
    if (bytes[0] === ALERT && content.length === 2 && !side.changed && !side.hidden) return [alertMessage(content)];
    if (bytes[0] === CHANGE_CIPHER_SPEC) side.changed = !this.isRetried;
    if (bytes[0] === DATA) side.hidden = true;
    return [];
  }

  private handshake(content: Uint8Array, way: Way, first: PacketIndex): readonly Message[] {
    const side = this.sides[way];
    if (side.bytes.length === 0) {
      if (!isClear(content, side.changed)) {
        side.hidden = true;
        return [];
      }
      side.first = first;
      side.bytes = content;
    } else side.bytes = joined(side.bytes, content);
    return this.take(side, way);
  }

  /** The messages that are whole now. */
  private take(side: Begun, way: Way): readonly Message[] {
    const found: Message[] = [];
    let at = 0;
    const { bytes } = side;
    while (at + MESSAGE_HEADER <= bytes.length) {
      const size = MESSAGE_HEADER + ((bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]);
      if (at + size > bytes.length) break;
      const message = bytes.subarray(at, at + size);
      found.push(...this.messages(message, way).map((one) => ({ ...one, from: side.first, size })));
      at += size;
    }
    const rest = bytes.subarray(at);
    side.bytes = rest.length > MOST_MESSAGE ? EMPTY : new Uint8Array(rest);
    return found;
  }

  private messages(bytes: Uint8Array, way: Way): readonly Message[] {
    const type = bytes[0];
    if (type === CLIENT_HELLO || type === SERVER_HELLO) {
      if (type === CLIENT_HELLO) this.sides[way].changed = false;
      const message = helloMessage(bytes);
      if (type === SERVER_HELLO) {
        this.version = String(message.values.version ?? '');
        this.isRetried = message.kind === RETRY_REQUEST;
      }
      return [message];
    }
    return handshakeMessages(bytes, this.version === 'TLS 1.3');
  }
}

/** What a handshake message says that is no hello; `bytes` has its header. */
export function handshakeMessages(bytes: Uint8Array, isTls13: boolean): readonly Message[] {
  return bytes[0] === CERTIFICATE ? certificateMessages(bytes, isTls13) : [plainMessage(bytes[0], bytes)];
}

const EMPTY = new Uint8Array(0);

function begun(): Begun {
  return { bytes: EMPTY, first: 0, changed: false, hidden: false };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const all = new Uint8Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
}

/** Encrypted records have no type and length where a message in clear has them. */
function isClear(bytes: Uint8Array, changed: boolean): boolean {
  if (bytes.length < MESSAGE_HEADER) return !changed && TLS_HANDSHAKES.has(bytes[0]);
  const length = (bytes[1] << 16) | (bytes[2] << 8) | bytes[3];
  const type = bytes[0];
  if (!TLS_HANDSHAKES.has(type) || bytes[1] > 3) return false;
  const isHello = type === CLIENT_HELLO || type === SERVER_HELLO;
  if (isHello && bytes.length > MESSAGE_HEADER && bytes[4] !== 3 && bytes[4] !== 0x7f) return false;
  if (changed && type !== CLIENT_HELLO) return false;
  return MESSAGE_HEADER + length <= bytes.length || isHello || bytes.length >= LEAST_FRAGMENT || type === CERTIFICATE;
}

const LEVELS = ['', 'warning', 'fatal'];

/** What an alert in clear says: level and description. */
export function alertMessage(bytes: Uint8Array): Message {
  const level = LEVELS[bytes[0]] ?? String(bytes[0]);
  const name = TLS_ALERTS.get(bytes[1]) ?? `alert ${bytes[1]}`;
  return {
    kind: 'Alert',
    role: 'notice',
    summary: `Alert: ${level} ${name}`,
    values: { code: bytes[1], status: name, details: `level: ${level}` },
  };
}

function plainMessage(type: number, bytes: Uint8Array): Message {
  const kind = TLS_HANDSHAKES.get(type) ?? `handshake ${type}`;
  const details = detailsOf(type, new Cursor(bytes, MESSAGE_HEADER));
  return { kind, role: 'notice', summary: details === '' ? kind : `${kind}: ${details}`, values: { details } };
}

function detailsOf(type: number, cursor: Cursor): string {
  if (type === NEW_TICKET && cursor.left >= 6) return `ticket for ${cursor.u32()} s`;
  if (type !== KEY_EXCHANGE || cursor.peek() !== 3) return '';
  cursor.skip(1);
  return `group 0x${cursor.u16().toString(16).padStart(4, '0')}`;
}
