import type { PayloadView } from '../payload-view.ts';
import { byOnePacket, Transport } from '../recogniser.ts';

/** Modbus over TCP: the length fills the segment. */
export const modbus = byOnePacket(
  'Modbus',
  Transport.Tcp,
  (packet) => packet.usesPort(502) && packet.size >= 8 && packet.u16(4) - 1 === packet.size - 7,
  [502],
);

/** DNP3 (IEEE 1815). */
export const dnp3 = byOnePacket('DNP3', Transport.Tcp, (packet) => packet.size >= 10 && packet.u16(0) === 0x0564);

/** Any TPKT on port 102. */
export const s7 = byOnePacket(
  's7comm',
  Transport.Tcp,
  (packet) => packet.usesPort(102) && packet.u16(0) === 0x0300,
  [102],
);

/** IEC 60870-5-104: frames that fill the segment. */
export const iec104 = byOnePacket('IEC60870', Transport.Tcp, (packet) => {
  let at = 0;
  while (at < packet.size && packet.u8(at) === 0x68 && packet.u8(at + 1) >= 4) at += 2 + packet.u8(at + 1);
  return at === packet.size && packet.size >= 6;
});

/** EtherNet/IP. */
export const ethernetIp = byOnePacket(
  'EthernetIP',
  Transport.Tcp,
  (packet) => packet.usesPort(44_818) && packet.size >= 24 && packet.le16(2) + 24 === packet.size,
  [44_818],
);

/** CoAP (RFC 7252). */
export const coap = byOnePacket('COAP', Transport.Udp, (packet) => {
  const isPort = (port: number): boolean => port === 5683 || (port >= 61_616 && port <= 61_631);
  if (!isPort(packet.sourcePort) && !isPort(packet.destinationPort)) return false;
  if (packet.size < 4 || packet.u8(0) >> 6 !== 1 || (packet.u8(0) & 15) >= 8) return false;
  const code = packet.u8(1);
  return (
    code <= 5 ||
    (code >= 65 && code <= 69) ||
    (code >= 128 && code <= 134) ||
    (code >= 140 && code <= 143) ||
    (code >= 160 && code <= 165)
  );
});

/** MQTT (3.1.1, 5.0): a packet that fills the segment, with the flags of its type. */
export const mqtt = byOnePacket('MQTT', Transport.Tcp, (packet) => {
  const type = packet.u8(0) >> 4;
  const flags = packet.u8(0) & 15;
  if (packet.size < 2 || type < 1 || type > 14) return false;
  const rest = remaining(packet);
  if (rest !== packet.size) return false;
  if (((type >= 4 && type <= 7) || type === 11) && packet.size !== 4) return false;
  if (type >= 12 && packet.size !== 2) return false;
  if (type === 6 || type === 8 || type === 10) return flags === 2;
  return type === 3 ? (flags & 6) !== 6 : flags === 0;
});

/** Size of the whole packet by its remaining length. */
function remaining(packet: PayloadView): number {
  let value = 0;
  for (let at = 1; at <= 4; at++) {
    const byte = packet.u8(at);
    if (byte < 0) return -1;
    value += (byte & 0x7f) * 128 ** (at - 1);
    if (byte < 128) return value + at + 1;
  }
  return -1;
}

const SOMEIP_TYPES = new Set([0, 1, 2, 0x40, 0x41, 0x42, 0x80, 0x81, 0xc0, 0xc1]);

/** SOME/IP (AUTOSAR). */
export const someip = byOnePacket(
  'SOMEIP',
  Transport.Both,
  (packet) =>
    packet.size >= 16 &&
    packet.u32(4) + 8 === packet.size &&
    packet.u8(12) === 1 &&
    SOMEIP_TYPES.has(packet.u8(14) & 0xdf) &&
    packet.u8(15) < 0x40,
);

/** TP-Link's smart devices: JSON, each byte combined with the one before. */
export const tplink = byOnePacket(
  'TPLINK_SHP',
  Transport.Both,
  (packet) => {
    const at = packet.tcp ? 4 : 0;
    return packet.usesPort(9999) && (packet.u8(at) ^ 171) === 0x7b && (packet.u8(at + 1) ^ packet.u8(at)) === 0x22;
  },
  [9999],
);
