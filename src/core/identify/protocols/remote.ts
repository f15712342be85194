import { Answer } from '../answer.ts';
import type { FlowState } from '../flow-state.ts';
import type { PayloadView } from '../payload-view.ts';
import { byOnePacket, Transport, type Recogniser } from '../recogniser.ts';

/** Remote Desktop (MS-RDPBCGR): a TPKT with a connection request; over UDP the same beginning twice both ways. */
export const rdp: Recogniser = {
  names: ['RDP'],
  transport: Transport.Both,
  look(packet, flow, mark) {
    if (packet.tcp) {
      const tpkt = packet.size > 10 && packet.u8(0) === 3 && packet.u16(2) === packet.size;
      return tpkt && packet.u8(5) === 0xe0 && packet.u32(6) === 0 ? flow.found('RDP') : Answer.No;
    }
    return packet.usesPort(3389) && packet.size >= 10 ? overUdp(packet, flow, mark) : Answer.No;
  },
};

/** The first three bytes stay the same for each side. */
function overUdp(packet: PayloadView, flow: FlowState, mark: number): number {
  const start = packet.u24(0);
  const seen = Array.isArray(flow.room) ? (flow.room as number[]) : [-1, -1];
  flow.room = seen;
  const side = packet.fromClient ? 0 : 1;
  const next = seen[side] === start ? mark | (1 << side) : mark;
  seen[side] = start;
  if (next === 3) return flow.found('RDP');
  return flow.payloads > 8 ? Answer.No : next;
}

/** VNC (RFC 6143): both sides say their version. */
export const vnc: Recogniser = {
  names: ['VNC'],
  transport: Transport.Tcp,
  look(packet, flow, mark) {
    if (packet.size !== 12 || (!packet.has('RFB 003.') && !packet.has('RFB 004.')) || packet.u8(11) !== 0x0a)
      return Answer.No;
    const seen = mark | (packet.fromClient ? 1 : 2);
    return seen === 3 ? flow.found('VNC') : seen;
  },
};

/** Telnet (RFC 854): the third packet of commands. */
export const telnet: Recogniser = {
  names: ['Telnet'],
  transport: Transport.Tcp,
  look(packet, flow, mark) {
    if (packet.u8(0) !== 0xff || packet.u8(1) < 0xf0 || packet.u8(1) > 0xfe || packet.size < 3)
      return flow.payloads < 12 && mark > 0 ? mark : Answer.No;
    return mark >= 2 ? flow.found('Telnet') : mark + 1;
  },
};

/** Remote shell (514): a port in digits, then three texts. */
export const rsh: Recogniser = {
  names: ['RSH'],
  transport: Transport.Tcp,
  ports: [514],
  look(packet, flow, mark) {
    if (!packet.usesPort(514)) return Answer.No;
    if (mark === 0) return /^\d{1,5}\0$/.test(packet.text(0, 8)) ? 1 : Answer.No;
    return packet.fromClient
      ? /^[^\0]*\0[^\0]*\0[^\0]*\0$/.test(packet.text(0, 512))
        ? flow.found('RSH')
        : Answer.No
      : mark;
  },
};

/** SOCKS 4 and 5 (RFC 1928): an offer and its answer. */
export const socks: Recogniser = {
  names: ['SOCKS'],
  transport: Transport.Tcp,
  look(packet, flow, mark) {
    if (mark === 0) {
      if (
        packet.size >= 9 &&
        packet.u8(0) === 4 &&
        (packet.u8(1) === 1 || packet.u8(1) === 2) &&
        packet.u8(packet.size - 1) === 0
      )
        return 4;
      return packet.size === 3 && packet.has('\x05\x01\x00') ? 5 : Answer.No;
    }
    const answer =
      mark === 5
        ? packet.size === 2 && packet.has('\x05\x00')
        : packet.size === 8 && packet.u8(0) === 0 && packet.u8(1) >= 0x5a && packet.u8(1) <= 0x5d;
    return answer ? flow.found('SOCKS') : Answer.No;
  },
};

/** Sun's RPC (RFC 5531): calls of the mapper, NFS and mount. */
export const nfs = byOnePacket('NFS', Transport.Both, (packet) => {
  const at = packet.tcp ? 4 : 0;
  if (packet.size < 40 + at || (packet.tcp && packet.u32(0) !== 0x80000000 + packet.size - 4)) return false;
  if (packet.u32(at + 4) !== 0 || packet.u32(at + 8) !== 2) return false;
  return [100_000, 100_003, 100_005].includes(packet.u32(at + 12)) && packet.u32(at + 16) <= 4;
});

/** Microsoft's RPC (DCE 1.1). */
export const dceRpc = byOnePacket('RPC', Transport.Both, (packet) => {
  if (packet.tcp) return packet.size >= 64 && packet.u8(0) === 5 && packet.u8(2) < 16 && packet.le16(8) === packet.size;
  return packet.size >= 80 && packet.u8(0) === 4 && packet.u8(1) <= 10 && packet.le16(74) + 80 === packet.size;
});

const AMQP_CLASSES = 110;

/** AMQP 0-9-1. */
export const amqp = byOnePacket('AMQP', Transport.Tcp, (packet) => {
  if (packet.size <= 11 || packet.u8(0) > 3 || packet.u32(3) + 8 > packet.size) return false;
  const method = packet.u16(9);
  return packet.u16(7) >= 10 && packet.u16(7) <= AMQP_CLASSES && method <= 120 && packet.u8(0) !== 0;
});

/** AJP13: its magic of both sides. */
export const ajp = byOnePacket('AJP', Transport.Tcp, (packet) => {
  if (packet.size < 5 || packet.u16(2) > packet.size - 4) return false;
  const code = packet.u8(4);
  if (packet.u16(0) === 0x1234) return [2, 7, 8, 10].includes(code);
  return packet.u16(0) === 0x4142 && [3, 4, 5, 6, 9].includes(code);
});

/** Git's own protocol: lines with their length. */
export const git: Recogniser = {
  names: ['Git'],
  transport: Transport.Tcp,
  ports: [9418],
  look(packet, flow) {
    if (!packet.usesPort(9418)) return Answer.No;
    let at = 0;
    while (at + 4 < packet.size) {
      const length = Number.parseInt(packet.text(at, 4), 16);
      if (!(length >= 4)) return Answer.No;
      at += length;
    }
    return at === packet.size ? flow.found('Git') : Answer.No;
  },
};

/** Diameter (RFC 6733). */
export const diameter = byOnePacket('Diameter', Transport.Both, (packet) => {
  const flags = packet.u8(4);
  if (packet.size < 20 || packet.u8(0) !== 1 || ![0x80, 0x40, 0x20, 0x10].includes(flags)) return false;
  return [257, 258, 271, 272, 274, 275, 280, 282].includes(packet.u24(5));
});
