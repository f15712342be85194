import { Answer } from '../answer.ts';
import { initialKeys, openInitial, openRest, type InitialKeys } from '../crypto/quic-initial.ts';
import type { FlowState } from '../flow-state.ts';
import type { PayloadView } from '../payload-view.ts';
import { Transport, type Recogniser } from '../recogniser.ts';
import { Cursor } from './cursor.ts';
import { keepClientHello } from './tls.ts';
import { readClientHello, variable } from './tls-hello.ts';

/** Datagrams with a client's Initial are at least so long (RFC 9000, section 14.1). */
const LEAST_DATAGRAM = 1200;
/** Most bytes of a connection id (RFC 9000, section 17.2). */
const MOST_ID = 20;
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

function isGoogle(version: number): boolean {
  const start = Math.floor(version / 65_536);
  const number = Number(String.fromCharCode((version >> 8) & 0xff, version & 0xff));
  return (start === 0x5130 && number >= 24 && number <= 50) || (start === 0x5430 && (number === 50 || number === 51));
}

/** Google's versions before 50, whose hello is in clear. */
function isOldGoogle(version: number): boolean {
  return isGoogle(version) && Math.floor(version / 65_536) === 0x5130 && version !== 0x51303530;
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
  if (isOldGoogle(version)) return !readTags(packet, flow);
  if ((packet.u8(0) & 0x30) !== 0) return true;
  return !readInitials(packet, version, room, flow);
}

/** All Initial packets of a datagram. True when the hello is whole. */
function readInitials(packet: PayloadView, version: number, room: QuicRoom, flow: FlowState): boolean {
  const cursor = new Cursor(packet.bytes, packet.at, packet.at + packet.size);
  const idEnd = packet.at + 6 + packet.u8(5);
  if (idEnd > packet.at + 6 + MOST_ID || idEnd > cursor.end) return false;
  room.keys ??= initialKeys(version, packet.bytes, packet.at + 6, idEnd);
  while (cursor.left > 24 && (cursor.bytes[cursor.at] & 0xf0) === 0xc0) {
    const before = cursor.at;
    const frames = openInitial(cursor, room.keys);
    if (frames === undefined || cursor.at <= before) return false;
    if (version === 0x51303530) return readTagsOf(openRest() ?? frames, flow);
    for (let part: Uint8Array | undefined = frames; part !== undefined; part = openRest()) {
      takeFrames(new Cursor(part), room);
      if (readHello(room, flow)) return true;
      if (part !== frames) break;
    }
  }
  return false;
}

/** CRYPTO frames (RFC 9000, section 19.6) among those that may stand beside them. */
function takeFrames(cursor: Cursor, room: QuicRoom): void {
  while (cursor.left > 0) {
    const type = cursor.u8();
    if (type === 2 || type === 3) skipAcknowledgement(cursor, type === 3);
    else if (type === 6) takeCrypto(cursor, room);
    else if (type > 1) return;
  }
}

function takeCrypto(cursor: Cursor, room: QuicRoom): void {
  const offset = variable(cursor);
  const part = cursor.sub(variable(cursor));
  const end = offset + part.left;
  if (end > MOST_HELLO || part.left === 0) return;
  if (end > room.hello.length) {
    const grown = new Uint8Array(end);
    grown.set(room.hello);
    room.hello = grown;
  }
  room.hello.set(part.bytes.subarray(part.at, part.end), offset);
  room.have.set(offset, Math.max(end, room.have.get(offset) ?? 0));
}

function skipAcknowledgement(cursor: Cursor, counts: boolean): void {
  variable(cursor);
  variable(cursor);
  let ranges = variable(cursor) * 2 + 1 + (counts ? 3 : 0);
  while (ranges-- > 0 && cursor.left > 0) variable(cursor);
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

function readTags(packet: PayloadView, flow: FlowState): boolean {
  return readTagsOf(packet.bytes.subarray(packet.at, packet.at + packet.size), flow);
}

/** Tags of Google's CHLO message: numbers low byte first, each tag with the end of its value. True if there is one. */
function readTagsOf(bytes: Uint8Array, flow: FlowState): boolean {
  const at = findText(bytes, 'CHLO');
  if (at < 0) return false;
  const count = (bytes[at + 4] ?? 0) | ((bytes[at + 5] ?? 0) << 8);
  const values = at + 8 + count * 8;
  let from = 0;
  for (let tag = 0; tag < count && at + 16 + tag * 8 <= bytes.length; tag++) {
    const entry = at + 8 + tag * 8;
    const to = bytes[entry + 4] | (bytes[entry + 5] << 8) | (bytes[entry + 6] << 16);
    const name = new Cursor(bytes, entry, entry + 4).text();
    const value = new Cursor(bytes, Math.min(values + from, bytes.length), Math.min(values + to, bytes.length)).text();
    if (name === 'SNI\0') flow.setHost(value);
    else if (name === 'UAID' && flow.userAgent === '') flow.userAgent = value;
    from = to;
  }
  flow.serveHost();
  return true;
}

function findText(bytes: Uint8Array, text: string): number {
  for (let at = 0; at + text.length <= bytes.length; at++) {
    if (new Cursor(bytes, at, at + text.length).text() === text) return at;
  }
  return -1;
}
