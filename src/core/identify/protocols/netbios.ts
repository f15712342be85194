import { Answer } from '../answer.ts';
import type { FlowState } from '../flow-state.ts';
import type { PayloadView } from '../payload-view.ts';
import { Transport, type Recogniser } from '../recogniser.ts';

/** NetBIOS over TCP/IP (RFC 1002): names, datagrams, sessions. */
export const netbios: Recogniser = {
  names: ['NetBIOS'],
  transport: Transport.Both,
  ports: [137, 138, 139],
  look(packet, flow) {
    if (packet.tcp) return isSession(packet) ? flow.found('NetBIOS') : Answer.No;
    if (packet.destinationPort === 137) return nameService(packet, flow);
    return packet.destinationPort === 138 ? datagram(packet, flow) : Answer.No;
  },
};

/** SMB behind a session header on TCP 445. */
export const smb: Recogniser = {
  names: ['SMBv23'],
  transport: Transport.Tcp,
  ports: [445],
  look(packet, flow) {
    if (!packet.usesPort(445) || packet.size <= 36 || packet.u8(0) !== 0) return Answer.No;
    if (packet.u24(1) < packet.size - 4) return Answer.No;
    if (packet.has('\xffSMB', 4)) return packet.u8(8) === 0x72 ? 0 : flow.found('NetBIOS', 'SMBv1');
    return packet.has('\xfeSMB', 4) ? flow.found('NetBIOS', 'SMBv23') : Answer.No;
  },
};

function isSession(packet: PayloadView): boolean {
  return packet.destinationPort === 139 && packet.size === 72 && packet.u32(0) === 0x81000044;
}

function nameService(packet: PayloadView, flow: FlowState): number {
  if (packet.size < 50 || !isNameMessage(packet)) return Answer.No;
  flow.setHost(decodedName(packet, 12));
  return flow.found('NetBIOS');
}

function isNameMessage(packet: PayloadView): boolean {
  const flags = packet.u16(2);
  const counts = [4, 6, 8, 10].map((at) => packet.u16(at)).join('/');
  if (flags === 0 || flags === 0x0110 || flags === 0x0010 || flags === 0x0100) return counts.startsWith('1/0/0');
  if ([0x2900, 0x2910, 0x4000, 0x4010, 0x3010, 0x3000].includes(flags) || flags >> 8 === 0x80)
    return counts === '1/0/0/1';
  return [0x8400, 0x8500, 0xad86].includes(flags) && counts === '0/1/0/0';
}

function datagram(packet: PayloadView, flow: FlowState): number {
  const type = packet.u8(0);
  if (packet.size < 14 || packet.u16(10) !== packet.size - 14 || type < 0x10 || type > 0x16) return Answer.No;
  if ((packet.u32(4) | 0) !== packet.source0) return Answer.No;
  flow.setHost(decodedName(packet, 14));
  return flow.found('NetBIOS', packet.size > 82 ? 'SMBv1' : '');
}

/** A name in its first encoding (RFC 1001, section 14.1), without blanks at its end and an unprintable type. */
function decodedName(packet: PayloadView, at: number): string {
  const length = packet.u8(at) >> 1;
  let name = '';
  for (let index = 0; index < length && index < 16; index++) {
    const high = packet.u8(at + 1 + index * 2) - 0x41;
    const low = packet.u8(at + 2 + index * 2) - 0x41;
    if (high < 0 || high > 15 || low < 0 || low > 15) return name.trimEnd();
    const byte = high * 16 + low;
    if (byte < 0x20 || byte > 0x7e) break;
    name += String.fromCharCode(byte);
  }
  return name.trimEnd();
}
