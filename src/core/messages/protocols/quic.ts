/** QUIC (RFC 9000, 9001, 9369): the hellos in its Initial packets, whose keys stand in them; Retry, version negotiation, closing. */
import { hexBytes } from '../../../base/text.ts';
import { readFrames } from '../../quic/frames.ts';
import { OrderedBytes } from '../../decrypt/quic/ordered-bytes.ts';
import { initialKeys, openPacket, type OpenedPacket, type PacketKeys } from '../../decrypt/quic/packet-keys.ts';
import { beginsQuic, splitDatagram, type LongPacket } from '../../quic/split-datagram.ts';
import { HandshakeReader } from '../../decrypt/handshake-reader.ts';
import type { Way } from '../../model/stream.ts';
import type { PacketIndex } from '../../model/units.ts';
import { Cursor } from '../cursor.ts';
import type { Datagram, DatagramProtocol } from '../datagram-reader.ts';
import { made, words } from '../made.ts';
import type { Message } from '../message.ts';
import { helloMessage } from './tls-hellos.ts';

const ROOM = 'quic';
const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
const MOST_ID = 20;
/** Versions of a negotiation that are told. */
const MOST_VERSIONS = 32;
/** The tag of a Retry's integrity (RFC 9001 5.8). */
const RETRY_TAG = 16;

/** QUIC, by the version in its long headers; what follows them in the conversation is taken with them. */
export const QUIC: DatagramProtocol = {
  name: 'QUIC',
  looks: ({ bytes, room }) => room.has(ROOM) || beginsQuic(bytes),
  read(datagram) {
    const known = datagram.room.get(ROOM);
    const talk = known instanceof QuicTalk ? known : new QuicTalk();
    datagram.room.set(ROOM, talk);
    return talk.read(datagram);
  },
};

/** What one side has said in Initial packets. */
class Side {
  keys: PacketKeys | undefined;
  largest = -1;
  /** The packet that brought the first byte of the handshake message under way. */
  begun: PacketIndex | undefined;
  readonly found: { readonly bytes: Uint8Array; readonly first: PacketIndex }[] = [];
  private readonly messages = new HandshakeReader();
  private readonly bytes = new OrderedBytes({
    bytes: (packet, bytes) => {
      this.begun = Math.min(this.begun ?? packet, packet);
      for (const { type, body } of this.messages.read(packet, bytes)) this.take(type, body, packet);
    },
    missing: () => this.messages.forget(),
  });

  crypto(packet: PacketIndex, offset: number, bytes: Uint8Array): void {
    this.begun = Math.min(this.begun ?? packet, packet);
    this.bytes.add(packet, offset, bytes);
  }

  private take(type: number, body: Uint8Array, packet: PacketIndex): void {
    const bytes = new Uint8Array(4 + body.length);
    bytes.set([type, body.length >> 16, (body.length >> 8) & 255, body.length & 255]);
    bytes.set(body, 4);
    this.found.push({ bytes, first: this.begun ?? packet });
    this.begun = undefined;
  }
}

/** A conversation: its connections one after the other. */
class QuicTalk {
  private sides: [Side, Side] = [new Side(), new Side()];

  read({ bytes, way, packet }: Datagram): readonly Message[] {
    if ((bytes[0] & 0x80) === 0) return [];
    if (bytes.length > 6 && new Cursor(bytes, 1).u32() === 0) return negotiation(bytes);
    const found: Message[] = [];
    for (const part of splitDatagram(bytes)) {
      if (part.kind === 'retry') found.push(retryMessage(part));
      else if (part.kind === 'initial') found.push(...this.initial(part, way, packet));
    }
    return found;
  }

  private initial(part: LongPacket, way: Way, packet: PacketIndex): readonly Message[] {
    const own = this.sides[way];
    const opened =
      (own.keys && openPacket(own.keys, part.bytes, part.numberAt, own.largest)) ?? this.openFirst(part, way);
    if (opened === undefined) return [];
    const side = this.sides[way];
    side.largest = Math.max(side.largest, opened.number);
    const found: Message[] = [];
    for (const frame of readFrames(opened.payload)) {
      if (frame.type === 'crypto') side.crypto(packet, frame.offset, frame.bytes);
      else if (frame.type === 'close') found.push(closeMessage(frame, part));
    }
    const hellos = side.found.splice(0).flatMap(({ bytes, first }) => handshake(bytes, first, part));
    return [...hellos, ...found];
  }

  /** A client's first Initial, one behind a Retry, or one of another connection: its ID makes the keys of both sides. */
  private openFirst(part: LongPacket, way: Way): OpenedPacket | undefined {
    const keys = initialKeys(part.version, part.destination, 'client');
    const opened = openPacket(keys, part.bytes, part.numberAt, -1);
    if (opened === undefined) return undefined;
    this.sides = [new Side(), new Side()];
    this.sides[way].keys = keys;
    this.sides[1 - way].keys = initialKeys(part.version, part.destination, 'server');
    return opened;
  }
}

function handshake(bytes: Uint8Array, first: PacketIndex, part: LongPacket): readonly Message[] {
  const [type] = bytes;
  if (type !== CLIENT_HELLO && type !== SERVER_HELLO) return [];
  const hello = helloMessage(bytes, 'q');
  const { details, ...values } = hello.values;
  const all = [String(details ?? ''), idWords(part)].filter((one) => one !== '').join('; ');
  return [{ ...hello, from: first, size: bytes.length, values: { ...values, id: idOf(part), details: all } }];
}

function retryMessage(part: LongPacket): Message {
  const token = Math.max(0, part.bytes.length - part.numberAt - RETRY_TAG);
  const details = `${idWords(part)}; token of ${token} bytes`;
  return made('Retry', 'notice', `Retry with a token of ${token} bytes`, { id: idOf(part), details });
}

function closeMessage({ code, isApplication }: { code: number; isApplication: boolean }, part: LongPacket): Message {
  const said = `${isApplication ? 'application error' : 'error'} ${code}`;
  return made('Connection close', 'notice', `Connection close: ${said}`, {
    code,
    id: idOf(part),
    details: idWords(part),
  });
}

/** A version negotiation (RFC 9000 17.2.1): the versions that the server has. */
function negotiation(bytes: Uint8Array): readonly Message[] {
  const cursor = new Cursor(bytes, 5);
  const destination = cursor.sub(cursor.u8());
  const source = cursor.sub(cursor.u8());
  if (!cursor.ok || destination.left > MOST_ID || source.left > MOST_ID || cursor.left < 4) return [];
  const versions: string[] = [];
  while (cursor.left >= 4 && versions.length < MOST_VERSIONS) versions.push(versionName(cursor.u32()));
  const answers = versions.join(', ');
  const details = words({ DCID: destination.hex(), SCID: source.hex() });
  return [made('Version negotiation', 'notice', `Version negotiation: ${answers}`, { answers, details })];
}

/** The number that a packet's header has for its version. */
function versionOf({ bytes }: LongPacket): number {
  return new Cursor(bytes, 1).u32();
}

function versionName(version: number): string {
  if (version === 1) return 'QUIC 1';
  if (version === 0x6b3343cf) return 'QUIC 2';
  if (version >>> 8 === 0xff0000) return `QUIC draft ${version & 255}`;
  return `0x${version.toString(16).padStart(8, '0')}`;
}

const idOf = ({ destination }: LongPacket): string => hexBytes(destination);

function idWords(part: LongPacket): string {
  const { destination, source } = part;
  return `${versionName(versionOf(part))}; ${words({ DCID: hexBytes(destination), SCID: hexBytes(source) })}`;
}
