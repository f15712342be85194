import { Answer } from '../answer.ts';
import type { FlowState } from '../flow-state.ts';
import type { PayloadView } from '../payload-view.ts';
import { Transport, type Recogniser } from '../recogniser.ts';
import { ByteStream } from './byte-stream.ts';
import { Cursor } from './cursor.ts';
import { certificateHosts } from './tls-certificate.ts';
import { readClientHello, readServerHello, type ClientHello } from './tls-hello.ts';

/** Types of records (RFC 8446, appendix B.1). */
const ALERT = 21;
const HANDSHAKE = 22;
const APPLICATION_DATA = 23;
/** Longest record: 2^14 and what ciphers add (RFC 5246, section 6.2.3). */
const MOST_RECORD = 16_384 + 2048;

const MAIL_PORTS: Readonly<Record<number, string>> = { 465: 'SMTPS', 587: 'SMTPS', 993: 'IMAPS', 995: 'POPS' };

/** Both directions of a TLS connection. */
class TlsRoom {
  readonly streams = [new ByteStream(), new ByteStream()] as const;
  /** Application data came from each end. */
  readonly data: [boolean, boolean] = [false, false];
  named = false;
  ended = false;

  clear(): this {
    this.streams[0].clear();
    this.streams[1].clear();
    this.data[0] = this.data[1] = this.named = this.ended = false;
    return this;
  }
}

/** The room that a state keeps for its next flow of TLS. */
function roomOf(flow: FlowState): TlsRoom {
  const room = flow.spare instanceof TlsRoom ? flow.spare.clear() : new TlsRoom();
  flow.spare = room;
  return room;
}

/** TLS over TCP (RFC 8446, 5246): named by a hello, or by a whole alert or data record at the end of what came. */
export const tls: Recogniser = {
  names: ['TLS', 'SMTPS', 'IMAPS', 'POPS', 'DoH_DoT'],
  transport: Transport.Tcp,
  look(packet, flow, mark) {
    if (mark === 0 && !looksLikeRecord(packet)) return Answer.No;
    const room = flow.room instanceof TlsRoom ? flow.room : roomOf(flow);
    flow.room = room;
    const sound = take(room, packet, flow);
    if (!room.named) return sound ? 1 : Answer.No;
    flow.found(tlsMaster(flow), flow.service);
    if (!room.ended) flow.further(12, readOn);
    return Answer.Yes;
  },
};

/** Reads on in a flow that has changed to TLS and has its name. */
export function readTls(flow: FlowState, packets: number): void {
  flow.room = roomOf(flow);
  flow.further(packets, readOn);
}

function looksLikeRecord(packet: PayloadView): boolean {
  const type = packet.u8(0);
  return type >= 20 && type <= 26 && (packet.size < 2 || packet.u8(1) === 3);
}

function readOn(packet: PayloadView, flow: FlowState): boolean {
  if (packet.size === 0 || !(flow.room instanceof TlsRoom)) return true;
  take(flow.room, packet, flow);
  return !flow.room.ended;
}

function tlsMaster(flow: FlowState): string {
  return MAIL_PORTS[flow.serverPort] ?? MAIL_PORTS[flow.clientPort] ?? 'TLS';
}

/** Adds a packet and reads the records that are whole. False: that is not TLS. */
function take(room: TlsRoom, packet: PayloadView, flow: FlowState): boolean {
  const stream = room.streams[packet.end === 0 ? 0 : 1];
  if (stream.isLost || !stream.add(packet)) return true;
  let sound = true;
  while (sound && stream.length >= 5 && !room.ended) {
    const { bytes, start: at } = stream;
    const type = bytes[at];
    const length = (bytes[at + 3] << 8) | bytes[at + 4];
    sound = type >= 20 && type <= 26 && bytes[at + 1] === 3 && length <= MOST_RECORD;
    if (sound) flow.halfName = tlsMaster(flow);
    if (!sound || 5 + length > stream.length) break;
    stream.drop(5 + length);
    record(room, type, new Cursor(bytes, at + 5, at + 5 + length), stream.length === 0, packet.end, flow);
  }
  // What is no record stays none, whatever follows.
  if (!sound) stream.isLost = true;
  else if (!room.ended) stream.settle();
  return sound || room.named;
}

function record(room: TlsRoom, type: number, body: Cursor, last: boolean, end: number, flow: FlowState): void {
  if (type === HANDSHAKE) {
    while (body.left >= 4 && !room.ended) message(room, body.u8(), body.sub(body.u24()), flow);
  } else if (type === APPLICATION_DATA || type === ALERT) {
    if (last) room.named = true;
    if (type === APPLICATION_DATA) room.data[end] = true;
    if (room.data[0] && room.data[1]) room.ended = true;
  }
}

function message(room: TlsRoom, type: number, body: Cursor, flow: FlowState): void {
  if (type === 1) {
    room.named = true;
    const hello = readClientHello(body, 't', flow.memory.clients);
    if (hello !== undefined) keepClientHello(hello, flow);
  } else if (type === 2) {
    room.named = true;
    const hello = readServerHello(body, flow.memory.servers);
    if (hello === undefined) return;
    if (flow.serverHello < 0) flow.serverHello = hello.hello;
    if (flow.service === '') useRemembered(flow);
    room.ended = hello.isTls13;
  } else if (type === 11) {
    serveCertificate(certificateHosts(body), flow);
    room.ended = true;
  }
}

/** Keeps name and fingerprint of a ClientHello, and what they say of the service. */
export function keepClientHello(hello: ClientHello, flow: FlowState): void {
  flow.clientHello = hello.hello;
  if (flow.firstHello < 0) flow.firstHello = hello.hello;
  if (hello.userAgent !== '' && flow.userAgent === '') flow.userAgent = hello.userAgent;
  if (hello.serverName !== '') {
    flow.host = '';
    flow.setHost(hello.serverName);
  }
  if (flow.serveHost()) {
    flow.memory.rememberServer(flow.serverKey, flow.service);
    if (flow.service === 'Zoom') flow.memory.rememberZoom(flow.serverKey);
    return;
  }
  if (hello.alpn.startsWith('anydesk/')) flow.service = 'AnyDesk';
  else if (hello.alpn.startsWith('doq')) flow.service = 'DoH_DoT';
}

/** Takes the service of the first host that has one, unless the hello named the host. */
export function serveCertificate(hosts: readonly string[], flow: FlowState): void {
  if (flow.service !== '') return;
  for (const host of hosts) {
    if (flow.serveHost(host.replace(/^\*\./, 'x.'))) return;
  }
}

function useRemembered(flow: FlowState): void {
  if (flow.host === '') flow.service = flow.memory.server(flow.serverKey) ?? '';
}
