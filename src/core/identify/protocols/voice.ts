import { Answer } from '../answer.ts';
import type { PayloadView } from '../payload-view.ts';
import { byOnePacket, Transport, type Recogniser } from '../recogniser.ts';

/** RTP (RFC 3550) by its first bytes; on Zoom's port behind Zoom's own header. Weak. */
export const rtp: Recogniser = {
  names: ['RTP'],
  transport: Transport.Udp,
  look(packet, flow) {
    const { destinationPort } = packet;
    if (packet.size < 12 || destinationPort <= 1023 || [5353, 5355, 30_303].includes(destinationPort)) return Answer.No;
    if (packet.usesPort(8801) && packet.u8(0) >= 3 && packet.u8(0) <= 5) return flow.found('RTP', 'Zoom');
    if (packet.usesPort(8801) && flow.payloads < 20) return 0;
    const type = packet.u8(1) & 0x7f;
    if (![0x80, 0x90, 0xa0].includes(packet.u8(0)) || (type > 34 && type < 96)) return Answer.No;
    return flow.found('RTP');
  },
};

/** RTCP (RFC 3550): reports whose lengths chain. */
export const rtcp = byOnePacket('RTCP', Transport.Udp, (packet) => {
  if (packet.size < 8 || packet.sourcePort < 1024 || (packet.u8(0) !== 0x80 && packet.u8(0) !== 0x81)) return false;
  if ((packet.u8(1) !== 0xc8 && packet.u8(1) !== 0xc9) || packet.u8(2) !== 0) return false;
  let at = 0;
  while (at + 4 <= packet.size) at += (packet.u16(at + 2) + 1) * 4;
  return at === packet.size;
});

/** H.323: the second TPKT; on UDP 1719 by size. */
export const h323: Recogniser = {
  names: ['H323'],
  transport: Transport.Both,
  look(packet, flow, mark) {
    if (!packet.tcp) {
      return packet.usesPort(1719) && packet.size >= 20 && packet.size <= 117 ? flow.found('H323') : Answer.No;
    }
    if (packet.usesPort(102) || packet.size < 5 || packet.u16(0) !== 0x0300 || packet.u16(2) !== packet.size)
      return Answer.No;
    if ((packet.u8(5) === 0xe0 || packet.u8(5) === 0xd0) && packet.u8(4) === packet.size - 5) return flow.found('RDP');
    return mark > 0 ? flow.found('H323') : 1;
  },
};

/** Alcatel's NOE. */
export const noe = byOnePacket('NOE', Transport.Udp, (packet) => {
  if (packet.size === 1) return packet.u8(0) === 5 || packet.u8(0) === 4;
  if (
    (packet.size === 5 || packet.size === 12) &&
    packet.u8(0) === 7 &&
    packet.u8(1) === 0 &&
    packet.u8(2) !== 0 &&
    packet.u8(3) === 0
  )
    return true;
  return packet.size >= 25 && packet.u16(0) === 0x0006 && packet.has('bl', 2);
});

/** TeamSpeak 3; weak: the third short packet of its queries. */
export const teamspeak: Recogniser = {
  names: ['TeamSpeak'],
  transport: Transport.Both,
  look(packet, flow) {
    if (
      packet.size >= 20 &&
      (packet.has('TS3INIT1') || (packet.u16(0) === 0xf4be && packet.u8(2) <= 3 && packet.u8(3) === 0))
    )
      return flow.found('TeamSpeak');
    if (packet.tcp || flow.payloads > 3) return Answer.No;
    if (flow.payloads < 3) return 0;
    const size = [4, 5, 8, 16].includes(packet.size);
    return !packet.tcp && size && packet.u8(0) === 1 && (packet.u8(3) === 1 || packet.u8(3) === 2)
      ? flow.found('TeamSpeak')
      : Answer.No;
  },
};

/** Skype and Teams among the first packets, Zoom on its port. Weak. */
export const skype: Recogniser = {
  names: [],
  transport: Transport.Udp,
  look(packet, flow) {
    if (flow.payloads > 4 || packet.usesPort(80) || packet.usesPort(1119)) return Answer.No;
    if (packet.size < 16) return 0;
    const first = packet.u8(0);
    const call = ((first & 0xc0) === 0x80 || (first & 0xf0) === 0 || (first & 0xf0) === 0x70) && packet.u8(2) === 2;
    if (call && first > 0)
      return packet.usesPort(8801) ? flow.found('Zoom') : flow.found('Skype_Teams', 'Skype_TeamsCall');
    return 0;
  },
};

/** Viber. Weak over UDP. */
export const viber: Recogniser = {
  names: ['Viber'],
  transport: Transport.Both,
  look(packet, flow) {
    return (packet.tcp ? viberTcp(packet) : viberUdp(packet)) ? flow.found('Viber') : Answer.No;
  },
};

function viberTcp(packet: PayloadView): boolean {
  if (packet.size < 11 || packet.le16(0) !== packet.size) return false;
  return (packet.u16(6) === 0xfcff && packet.u8(9) === 0x80) || (packet.u16(4) === 0x0380 && packet.u8(10) === 0x0a);
}

function viberUdp(packet: PayloadView): boolean {
  if (packet.size <= 5) return false;
  if (packet.u16(2) === 0x0300 || packet.u32(2) === 0x01000500) return true;
  if (packet.size === 20) return packet.u16(2) === 0x0900;
  return packet.size === 34 && (packet.u16(2) === 0x1900 || packet.u16(2) === 0x1b00);
}

/** Discord's voice: its keep-alive, or the address query and its answer. */
export const discord: Recogniser = {
  names: [],
  transport: Transport.Udp,
  look(packet, flow, mark) {
    if (packet.size === 8 && packet.u32(0) === 0x1337cafe) return flow.found('Discord');
    if (packet.size !== 74) return Answer.No;
    if (packet.u32(0) === 0x00010046) return 1;
    return mark === 1 && packet.u32(0) === 0x00020046 ? flow.found('Discord') : Answer.No;
  },
};

/** WhatsApp's own handshake. */
export const whatsapp = byOnePacket(
  'WhatsApp',
  Transport.Tcp,
  (packet) => packet.size > 4 && (packet.has('ED\x00\x01') || packet.has('WA\x01\x05') || packet.has('WA\x04\x00')),
);
