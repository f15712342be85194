import { latin1 } from '../../../base/text.ts';
import { FrameReader, FrameType } from '../../quic/frames.ts';
import { readGoogleHello } from '../../quic/google-hello.ts';
import { LongHeader, MOST_ID } from '../../quic/long-header.ts';
import { isGoogle, isOldGoogle, Q050 } from '../../quic/versions.ts';
import { Answer } from '../answer.ts';
import { initialKeys, openInitial, openRest, type InitialKeys } from '../crypto/quic-initial.ts';
import type { FlowState } from '../flow-state.ts';
import type { PayloadView } from '../payload-view.ts';
import { Transport, type Recogniser } from '../recogniser.ts';
import { Cursor } from './cursor.ts';
import { keepClientHello } from './tls.ts';
import { readClientHello } from './tls-hello.ts';

/** Datagrams with a client's Initial are at least so long (RFC 9000, section 14.1). */
const LEAST_DATAGRAM = 1200;
/** Most bytes of a hello that is put together. */
const MOST_HELLO = 16_384;

/** The client's hello as its parts come, and the keys of its packets. */
class QuicRoom {
  hello = new Uint8Array(0);
  readonly have = new Map<number, number>();
  keys: InitialKeys | undefined;
  end = 0;
}

/** QUIC by its Initial packets (RFC 9000, 9001), Google's versions too; short headers tell nothing. */
export const quic: Recogniser = {
  names: ['QUIC'],
  transport: Transport.Udp,
  look(packet, flow, mark) {
    const version = versionOf(packet);
    if (version === 0) return mark > 0 ? flow.found('QUIC') : Answer.No;
    if (isZeroRtt(packet, version)) return mark === 2 ? flow.found('QUIC') : mark + 1;
    if (mark === 0 && !isInitial(packet, version)) return Answer.No;
    flow.found('QUIC');
    const room = new QuicRoom();
    room.end = packet.end;
    flow.room = room;
    if (readOn(packet, flow)) flow.further(24, readOn);
    return Answer.Yes;
  },
};

/** Version of a long header, known ones only; 0 for none. Old Google versions have it behind a connection id of 8 bytes. */
function versionOf(packet: PayloadView): number {
  const first = packet.u8(0);
  const version = (first & 0x80) !== 0 ? packet.u32(1) : (first & 0x09) === 0x09 ? packet.u32(9) : 0;
  return version > 0 && isKnown(version) ? version : 0;
}

function isKnown(version: number): boolean {
  const start = Math.floor(version / 256);
  if (version === 1 || version === 0x709a50c4 || start === 0xff0000 || Math.floor(version / 4096) === 0xfaceb)
    return true;
  if ((version & 0x0f0f0f0f) === 0x0a0a0a0a) return true;
  return isGoogle(version);
}

function isZeroRtt(packet: PayloadView, version: number): boolean {
  return !isOldGoogle(version) && (packet.u8(0) & 0xf0) === 0xd0;
}

function isInitial(packet: PayloadView, version: number): boolean {
  if (packet.size < LEAST_DATAGRAM) return false;
  if (isOldGoogle(version)) return true;
  const first = packet.u8(0);
  if ((first & 0xc0) !== 0xc0 || (first & 0x30) !== 0) return false;
  const destination = packet.u8(5);
  return destination <= MOST_ID && packet.u8(6 + destination) <= MOST_ID;
}

/** Reads a packet of the client. False when the hello is whole, or will not be seen. */
function readOn(packet: PayloadView, flow: FlowState): boolean {
  const { room } = flow;
  if (!(room instanceof QuicRoom)) return false;
  if (packet.size === 0 || packet.end !== room.end) return true;
  const version = versionOf(packet);
  if (version === 0) return true;
  if (isOldGoogle(version)) return !readTags(packet.bytes.subarray(packet.at, packet.at + packet.size), flow);
  if ((packet.u8(0) & 0x30) !== 0) return true;
  return !readInitials(packet, version, room, flow);
}

const header = new LongHeader();
const frames = new FrameReader();

/** All Initial packets of a datagram. True when the hello is whole. */
function readInitials({ bytes, at, size }: PayloadView, version: number, room: QuicRoom, flow: FlowState): boolean {
  const end = at + size;
  for (let start = at; end - start > 24 && (bytes[start] & 0xf0) === 0xc0; start = header.end) {
    if (!header.read(bytes, start, end)) return false;
    room.keys ??= initialKeys(version, bytes, header.destinationAt, header.destinationEnd);
    if (!header.readLength(true)) return false;
    const clear = openInitial(bytes, start, header, room.keys);
    if (clear === undefined) return false;
    if (version === Q050) return readTags(openRest() ?? clear, flow);
    for (let part: Uint8Array | undefined = clear; part !== undefined; part = openRest()) {
      takeFrames(part, room);
      if (readHello(room, flow)) return true;
      if (part !== clear) break;
    }
  }
  return false;
}

/** CRYPTO frames (RFC 9000, section 19.6) among those that may stand beside them. */
function takeFrames(part: Uint8Array, room: QuicRoom): void {
  frames.begin(part, 0, part.length);
  while (frames.next() && frames.type <= FrameType.Crypto) if (frames.type === FrameType.Crypto) takeCrypto(part, room);
}

function takeCrypto(bytes: Uint8Array, room: QuicRoom): void {
  const { offset, from, to } = frames;
  const end = offset + to - from;
  if (end > MOST_HELLO || to === from) return;
  if (end > room.hello.length) {
    const grown = new Uint8Array(end);
    grown.set(room.hello);
    room.hello = grown;
  }
  room.hello.set(bytes.subarray(from, to), offset);
  room.have.set(offset, Math.max(end, room.have.get(offset) ?? 0));
}

/** True when a whole ClientHello was read. */
function readHello(room: QuicRoom, flow: FlowState): boolean {
  const have = contiguous(room.have);
  const cursor = new Cursor(room.hello, 0, have);
  if (cursor.u8() !== 1) return false;
  const body = cursor.sub(cursor.u24());
  if (!cursor.ok || have < 4) return false;
  const hello = readClientHello(body, 'q', flow.memory.clients);
  if (hello !== undefined) keepClientHello(hello, flow);
  return true;
}

/** How many bytes there are from 0 on without a gap. */
function contiguous(have: ReadonlyMap<number, number>): number {
  let reached = 0;
  for (const [from, to] of [...have].sort(([a], [b]) => a - b)) {
    if (from > reached) break;
    reached = Math.max(reached, to);
  }
  return reached;
}

/** Google's CHLO among bytes in clear. True if there is one. */
function readTags(bytes: Uint8Array, flow: FlowState): boolean {
  const hello = readGoogleHello(bytes, (name, from, to) => {
    const tag = latin1(bytes, name, name + 4);
    if (tag === 'SNI\0') flow.setHost(latin1(bytes, from, to));
    else if (tag === 'UAID' && flow.userAgent === '') flow.userAgent = latin1(bytes, from, to);
  });
  if (hello === undefined) return false;
  flow.serveHost();
  return true;
}
