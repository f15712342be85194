import { Answer } from '../answer.ts';
import type { FlowState } from '../flow-state.ts';
import type { PayloadView } from '../payload-view.ts';
import { Transport, type Recogniser } from '../recogniser.ts';
import { Cursor } from './cursor.ts';
import { certificateHosts } from './tls-certificate.ts';
import { keepClientHello, serveCertificate } from './tls.ts';
import { readClientHello, readServerHello } from './tls-hello.ts';

const HANDSHAKE = 22;
const HEADER = 13;
const VERSIONS = new Set([0xfeff, 0xfefd, 0x0100]);
const MOST_MESSAGE = 16_384;

/** The handshake message that is put together. */
class DtlsRoom {
  message = new Uint8Array(0);
  have = 0;
}

/** DTLS (RFC 6347): a datagram of records that fill it exactly. */
export const dtls: Recogniser = {
  names: ['DTLS'],
  transport: Transport.Udp,
  look(packet, flow) {
    if (!fills(packet)) return Answer.No;
    flow.room = new DtlsRoom();
    flow.found('DTLS');
    if (readOn(packet, flow)) flow.further(12, readOn);
    return Answer.Yes;
  },
};

function fills(packet: PayloadView): boolean {
  let at = 0;
  while (at < packet.size) {
    const type = packet.u8(at);
    if (type !== 20 && type !== HANDSHAKE && type !== 23 && !(at > 0 && type === 21)) return false;
    if (!VERSIONS.has(packet.u16(at + 1))) return false;
    const length = packet.u16(at + 11);
    if (length < 0) return false;
    at += HEADER + length;
  }
  return at === packet.size && at > 0;
}

function readOn(packet: PayloadView, flow: FlowState): boolean {
  if (!(flow.room instanceof DtlsRoom)) return false;
  const cursor = new Cursor(packet.bytes, packet.at, packet.at + packet.size);
  while (cursor.left > HEADER) {
    const type = cursor.u8();
    cursor.skip(2);
    const epoch = cursor.u16();
    cursor.skip(6);
    const body = cursor.sub(cursor.u16());
    if (type === HANDSHAKE && epoch === 0 && !fragments(flow.room, body, flow)) return false;
  }
  return true;
}

/** Fragments of handshake messages (RFC 6347, section 4.2.2). False when the certificate was read. */
function fragments(room: DtlsRoom, body: Cursor, flow: FlowState): boolean {
  while (body.left >= 12) {
    const type = body.u8();
    const length = body.u24();
    body.skip(2);
    const offset = body.u24();
    const part = body.sub(body.u24());
    if (length > MOST_MESSAGE || offset + part.left > length) return true;
    if (offset === 0) {
      room.message = new Uint8Array(length);
      room.have = 0;
    }
    if (offset !== room.have || room.message.length !== length) continue;
    room.message.set(part.bytes.subarray(part.at, part.end), offset);
    room.have += part.left;
    if (room.have === length && !whole(type, room.message, flow)) return false;
  }
  return true;
}

/** A whole message. False when there is nothing more to know. */
function whole(type: number, message: Uint8Array, flow: FlowState): boolean {
  if (type === 1) {
    const hello = readClientHello(new Cursor(message), 'd', flow.memory.clients);
    if (hello !== undefined) keepClientHello(hello, flow);
  } else if (type === 2) {
    flow.serverHello = readServerHello(new Cursor(message), flow.memory.servers)?.hello ?? -1;
  } else if (type === 11) {
    serveCertificate(certificateHosts(new Cursor(message)), flow);
    return false;
  }
  return true;
}
