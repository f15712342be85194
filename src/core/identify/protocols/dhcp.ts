import { Answer } from '../answer.ts';
import type { PayloadView } from '../payload-view.ts';
import { byOnePacket, Transport, type Recogniser } from '../recogniser.ts';

const COOKIE = 0x63825363;
const OPTIONS = 240;
const MOST_PRINT = 47;

/** DHCP (RFC 2131); options before the message type are not read, as NFStream does. */
export const dhcp: Recogniser = {
  names: ['DHCP'],
  transport: Transport.Udp,
  ports: [67, 68],
  look(packet, flow) {
    if (packet.size < 244 || !isPort(packet.sourcePort) || !isPort(packet.destinationPort)) return Answer.No;
    if (packet.u32(236) !== COOKIE) return Answer.No;
    const type = option(packet, 53, OPTIONS);
    if (type < 0 || packet.u8(type + 2) > 8) return Answer.No;
    const list = option(packet, 55, type);
    const name = option(packet, 12, type);
    if (list >= 0) {
      const numbers = Array.from({ length: packet.u8(list + 1) }, (_, at) => packet.u8(list + 2 + at));
      flow.clientPrint = numbers
        .filter((number) => number >= 0)
        .join(',')
        .slice(0, MOST_PRINT);
    }
    if (name >= 0) flow.setHost(packet.text(name + 2, packet.u8(name + 1)));
    return flow.found('DHCP');
  },
};

function isPort(port: number): boolean {
  return port === 67 || port === 68;
}

/** Where an option stands at or behind `from`; -1 for nowhere. */
function option(packet: PayloadView, wanted: number, from: number): number {
  for (let at = from; at + 1 < packet.size;) {
    const code = packet.u8(at);
    if (code === 0xff) return -1;
    if (code === wanted) return at;
    at += code === 0 ? 1 : 2 + packet.u8(at + 1);
  }
  return -1;
}

/** DHCPv6 (RFC 8415). */
export const dhcpv6 = byOnePacket(
  'DHCPV6',
  Transport.Udp,
  (packet) => {
    const ports = [packet.sourcePort, packet.destinationPort];
    return (
      packet.ipv6 && ports.every((port) => port === 546 || port === 547) && packet.u8(0) >= 1 && packet.u8(0) <= 13
    );
  },
  [546, 547],
);
