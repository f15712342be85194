import { Answer } from '../answer.ts';
import type { PayloadView } from '../payload-view.ts';
import { byOnePacket, Transport, type Recogniser } from '../recogniser.ts';

/** VXLAN (RFC 7348), plain. */
export const vxlan = byOnePacket(
  'VXLAN',
  Transport.Udp,
  (packet) => packet.destinationPort === 4789 && packet.u32(0) === 0x08000000 && packet.u8(7) === 0,
  [4789],
);

/** BGP (RFC 4271): marker, length, type. */
export const bgp = byOnePacket('BGP', Transport.Tcp, (packet) => {
  if (packet.size <= 18 || packet.u8(18) >= 5) return false;
  for (let at = 0; at < 16; at++) if (packet.u8(at) !== 0xff) return false;
  return packet.u16(16) <= packet.size;
});

/** NTP (RFC 5905) on its port. */
export const ntp = byOnePacket(
  'NTP',
  Transport.Udp,
  (packet) => packet.usesPort(123) && (packet.u8(0) & 0x38) >> 3 <= 4,
  [123],
);

/** RADIUS (RFC 2865, 2866) on its ports. */
export const radius = byOnePacket(
  'Radius',
  Transport.Udp,
  (packet) => {
    const port = [1812, 1813, 18_013].some((number) => packet.usesPort(number));
    return (
      port &&
      packet.u8(0) >= 1 &&
      packet.u8(0) <= 13 &&
      packet.u16(2) === packet.size &&
      packet.size >= 20 &&
      packet.size <= 4096
    );
  },
  [1812, 1813, 18_013],
);

/** Teredo (RFC 4380) on its port. */
export const teredo = byOnePacket(
  'Teredo',
  Transport.Udp,
  (packet) => !packet.ipv6 && packet.usesPort(3544) && packet.size >= 40 && !packet.toMany,
  [3544],
);

/** GTP (TS 29.060, 29.274, 32.295) where it was not followed as a tunnel. */
export const gtp: Recogniser = {
  names: ['GTP'],
  transport: Transport.Udp,
  ports: [2152, 2123, 3386],
  look(packet, flow) {
    const version = packet.u8(0) >> 5;
    const fits = packet.size > 8 && packet.u16(2) <= packet.size - 8;
    if (packet.usesPort(2152) && version === 1 && (packet.u8(0) & 0x10) !== 0 && fits)
      return flow.found('GTP', 'GTP_U');
    if (
      packet.usesPort(2123) &&
      (version === 1 || version === 2) &&
      packet.size > 8 &&
      packet.u16(2) <= packet.size - 4
    )
      return flow.found('GTP', 'GTP_C');
    return packet.usesPort(3386) && version < 3 && packet.size >= 6 && packet.u16(2) <= packet.size
      ? flow.found('GTP', 'GTP_PRIME')
      : Answer.No;
  },
};

/** HSRP (RFC 2281) to its groups. */
export const hsrp = byOnePacket(
  'HSRP',
  Transport.Udp,
  (packet) => {
    if (!packet.usesPort(1985) && !packet.usesPort(2029)) return false;
    if (packet.ipv6) return packet.destination0 === (0xff020000 | 0) && packet.destination3 === 0x66;
    const to = packet.destination0 >>> 0;
    if (to === 0xe0000002) return packet.size >= 20 && packet.u8(0) === 0 && packet.u8(7) === 0;
    return to === 0xe0000066 && packet.size >= 42 && packet.u8(0) >= 1 && packet.u8(0) <= 4;
  },
  [1985, 2029],
);

/** NetFlow (versions 1 to 10): records that fill the packet, or a sound export time. */
export const netflow: Recogniser = {
  names: ['NetFlow'],
  transport: Transport.Udp,
  look(packet, flow) {
    if (isNetflow(packet)) return flow.found('NetFlow');
    if (flow.portName === 'NetFlow') flow.portName = '';
    return Answer.No;
  },
};

function isNetflow(packet: PayloadView): boolean {
  const version = packet.u16(0);
  const count = packet.u16(2);
  const time = packet.u32(version === 10 ? 4 : 8);
  if (time < 946_684_800 || time > packet.seconds + 400_000_000) return false;
  if (version === 9) return count >= 1 && count <= 30;
  if (version === 10) return count === packet.size;
  const sizes: Readonly<Record<number, readonly [number, number]>> = { 1: [16, 52], 5: [24, 48], 7: [24, 52] };
  const [header, record] = sizes[version] ?? [0, 0];
  return header > 0 && count > 0 && count <= 30 && packet.size === header + count * record;
}

/** sFlow version 5, at its second packet. */
export const sflow: Recogniser = {
  names: ['sFlow'],
  transport: Transport.Udp,
  look(packet, flow, mark) {
    if (packet.size < 24 || packet.u32(0) !== 5 || (packet.u32(4) !== 1 && packet.u32(4) !== 2)) return Answer.No;
    return mark > 0 ? flow.found('sFlow') : 1;
  },
};

/** CAPWAP (RFC 5415). */
export const capwap = byOnePacket(
  'CAPWAP',
  Transport.Udp,
  (packet) => {
    if (packet.destinationPort === 5246) {
      const to = packet.destination0 >>> 0;
      if (!packet.ipv6 && (to === 0xffffffff || to === 0xe000018c)) return true;
    }
    if (packet.usesPort(5246)) return capwapControl(packet);
    return packet.sourcePort === 5247 && packet.size >= 16 && (packet.u8(9) & 0x0c) === 0x08;
  },
  [5246, 5247],
);

function capwapControl(packet: PayloadView): boolean {
  if (packet.u8(0) === 0) return packet.u16(13) + 13 === packet.size;
  return packet.u8(0) === 1 && packet.u16(15) + 17 === packet.size;
}

/** LISP (RFC 9300): its port on both sides. */
export const lisp = byOnePacket(
  'LISP',
  Transport.Udp,
  (packet) => [4341, 4342].includes(packet.sourcePort) && [4341, 4342].includes(packet.destinationPort),
  [4341, 4342],
);

/** DNSCrypt: the magic of its answers, or the question for a certificate. */
export const dnscrypt: Recogniser = {
  names: ['DNScrypt'],
  transport: Transport.Both,
  look(packet, flow) {
    if (packet.size >= 64 && packet.has('r6fnvWj8')) return flow.found('DNScrypt');
    if (packet.has('2\rdnscrypt', 13) || packet.has('2\rdnscrypt', 12)) return flow.found('DNScrypt');
    return !packet.tcp && flow.payloads < 4 ? 0 : Answer.No;
  },
};

/** collectd's binary protocol: parts of type and length that chain. */
export const collectd: Recogniser = {
  names: ['collectd'],
  transport: Transport.Udp,
  look(packet, flow) {
    let at = 0;
    let parts = 0;
    while (at + 4 <= packet.size) {
      const type = packet.u16(at);
      const length = packet.u16(at + 2);
      const known = type <= 9 || (type >= 0x100 && type <= 0x101) || type === 0x200 || type === 0x210;
      if (!known || length < 5 || at + length > packet.size) return Answer.No;
      if (type === 0) flow.setHost(packet.text(at + 4, length - 5));
      parts++;
      at += length;
      if (parts > 2) return flow.found('collectd');
    }
    return Answer.No;
  },
};

/** TFTP (RFC 1350): a request, or the fourth packet of a transfer. */
export const tftp: Recogniser = {
  names: ['TFTP'],
  transport: Transport.Udp,
  look(packet, flow, mark) {
    const code = packet.u16(0);
    if (packet.size < 4) return Answer.No;
    if (code === 1 || code === 2) {
      const text = packet.text(2, packet.size - 2).toLowerCase();
      return /\0(netascii|octet|mail)\0$/.test(text) ? flow.found('TFTP') : Answer.No;
    }
    const fits =
      (code === 3 && packet.size <= 516) ||
      (code === 4 && packet.size === 4) ||
      (code === 5 && packet.u8(packet.size - 1) === 0);
    if (!fits) return Answer.No;
    return mark >= 3 ? flow.found('TFTP') : mark + 1;
  },
};
