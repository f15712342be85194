import { Answer } from '../answer.ts';
import type { PayloadView } from '../payload-view.ts';
import { byOnePacket, Transport, type Recogniser } from '../recogniser.ts';

/** IKE (RFC 2408, 7296), also behind four zero bytes. */
export const ike = byOnePacket('IPSec', Transport.Udp, (packet) => {
  const at = packet.u32(0) === 0 ? 4 : 0;
  if (packet.size - at < 28 || packet.u32(at + 24) !== packet.size - at) return false;
  const version = packet.u8(at + 17);
  if (version !== 0x10 && version !== 0x20) return false;
  if (packet.usesPort(500) || packet.usesPort(4500)) return true;
  return version === 0x10 ? isFirstVersion(packet, at) : isSecondVersion(packet, at);
});

function isFirstVersion(packet: PayloadView, at: number): boolean {
  const [payload, exchange, flags] = [packet.u8(at + 16), packet.u8(at + 18), packet.u8(at + 19)];
  return (payload < 14 || payload > 127) && (exchange < 6 || exchange > 30) && flags < 8;
}

function isSecondVersion(packet: PayloadView, at: number): boolean {
  const [payload, exchange, flags] = [packet.u8(at + 16), packet.u8(at + 18), packet.u8(at + 19)];
  if ((payload >= 1 && payload <= 32) || (payload >= 49 && payload <= 127)) return false;
  return exchange > 33 && (exchange < 38 || exchange > 239) && (flags & 0xc7) === 0;
}

const TLS_CRYPT: Readonly<Record<number, readonly number[]>> = { 112: [168, 192], 80: [88, 160, 168, 184, 200] };

/** OpenVPN: a reset of the client, and one of the server that quotes its session. */
export const openvpn: Recogniser = {
  names: ['OpenVPN'],
  transport: Transport.Both,
  look(packet, flow, mark) {
    const at = packet.tcp ? 2 : 0;
    const code = packet.u8(at) >> 3;
    if (!packet.tcp && flow.payloads === 1) {
      if (TLS_CRYPT[packet.size]?.includes(packet.u8(0) & 0xf8) === true) return flow.found('OpenVPN');
    }
    if (code === 1 || code === 7) {
      const digest = digestSize(packet, at);
      if (digest === 0) return mark > 0 ? mark : Answer.No;
      flow.room = packet.text(at + 1, 8);
      return digest;
    }
    if (mark === 0) return Answer.No;
    if (code !== 2 && code !== 8) return flow.payloads > 4 ? Answer.No : mark;
    const quoted = at + 9 + mark + 8 + 1 + 4;
    return typeof flow.room === 'string' && packet.find(flow.room, quoted, quoted + 16) > 0
      ? flow.found('OpenVPN')
      : Answer.No;
  },
};

/** Bytes of the digest behind the session, by the packet number 1 that follows it; 0 if there is none. */
function digestSize(packet: PayloadView, at: number): number {
  return [16, 20].find((size) => packet.u32(at + 9 + size) === 1) ?? 0;
}

/** WireGuard: a handshake and its answer, or four data messages of one index. */
export const wireguard: Recogniser = {
  names: ['WireGuard'],
  transport: Transport.Udp,
  look(packet, flow, mark) {
    const type = packet.le32(0);
    if (type === 1 && packet.size === 148) {
      flow.room = packet.text(4, 4);
      return 100;
    }
    if (type === 2 && packet.size === 92)
      return mark === 100 && packet.text(8, 4) === flow.room ? flow.found('WireGuard') : Answer.No;
    if (type === 3 && packet.size === 64) return mark;
    if (type !== 4 || packet.size < 32 || packet.size % 16 !== 0) return Answer.No;
    if (mark >= 100) return mark;
    flow.halfName = 'WireGuard';
    return mark >= 3 ? flow.found('WireGuard') : mark + 1;
  },
};

/** PPTP (RFC 2637). */
export const pptp = byOnePacket(
  'PPTP',
  Transport.Tcp,
  (packet) => packet.size >= 10 && packet.u32(4) === 0x1a2b3c4d && packet.u16(0) === packet.size,
);

/** AFS's Rx: the answer has the same first eight bytes. */
export const rx: Recogniser = {
  names: ['RX'],
  transport: Transport.Udp,
  look(packet, flow, mark) {
    if (packet.size < 28) return Answer.No;
    if (packet.u8(20) < 1 || packet.u8(20) > 13 || packet.u8(23) > 3) return Answer.No;
    const way = packet.fromClient ? 1 : 2;
    const ids = packet.text(0, 8);
    if (mark === 0 || mark === way) {
      flow.room = ids;
      return flow.payloads > 6 ? Answer.No : way;
    }
    return flow.room === ids ? flow.found('RX') : Answer.No;
  },
};
