import { Answer } from '../answer.ts';
import type { PayloadView } from '../payload-view.ts';
import { byOnePacket, Transport, type Recogniser } from '../recogniser.ts';

/** BitTorrent (BEP 3, 5, 29): its handshake, DHT, µTP. */
export const bittorrent: Recogniser = {
  names: ['BitTorrent'],
  transport: Transport.Both,
  look(packet, flow) {
    if (packet.tcp) return overTcp(packet) ? flow.found('BitTorrent') : Answer.No;
    if (packet.sourcePort < 1024 || packet.destinationPort < 1024) return Answer.No;
    return overUdp(packet) ? flow.found('BitTorrent') : flow.payloads < 3 ? 0 : Answer.No;
  },
};

function overTcp(packet: PayloadView): boolean {
  if (packet.has('\x13BitTorrent protocol')) return true;
  return packet.has('GET ') && packet.find('info_hash=') > 0;
}

function overUdp(packet: PayloadView): boolean {
  if (
    packet.find('d1:ad2:id20:', 0, 64) >= 0 ||
    packet.find('d1:rd2:id20:', 0, 64) >= 0 ||
    packet.has('BT-SEARCH * HTTP/1.1')
  )
    return true;
  if (packet.size < 20) return false;
  const [type, extension] = [packet.u8(0) >> 4, packet.u8(1)];
  const window = packet.u32(12);
  const version = (packet.u8(0) & 15) === 1 && type <= 4 && extension <= 2;
  if (version && window > 0 && window <= 65_565 && packet.size < 800) return true;
  const time = packet.u32(4);
  return time > 1_000_000_000 && Math.abs(time - packet.seconds) < 86_400;
}

/** Syncthing's search for others on the network. */
export const syncthing = byOnePacket('Syncthing', Transport.Udp, (packet) => packet.u32(0) === 0x2ea7d90b);

/** Coins: Bitcoin's magic, Ethereum's search, any JSON of pools. */
export const mining: Recogniser = {
  names: ['Mining'],
  transport: Transport.Both,
  look(packet, flow) {
    if (!packet.tcp)
      return packet.usesPort(30_303) && packet.size > 98 && packet.u8(97) <= 4 ? flow.found('Mining') : Answer.No;
    if (packet.u32(0) === 0xf9beb4d9 && packet.usesPort(8333)) return flow.found('Mining');
    if (
      packet.size > 10 &&
      packet.has('{') &&
      ['"method":', '"worker":', '"blob":'].some((text) => packet.find(text, 0, 512) > 0)
    ) {
      return flow.found('Mining');
    }
    return Answer.No;
  },
};

/** WebSocket (RFC 6455) seen from its middle: a frame that fills the packet. Weak. */
export const websocket = byOnePacket('WebSocket', Transport.Tcp, (packet) => {
  const code = packet.u8(0) & 0x7f;
  if (![1, 2, 8, 9, 10].includes(code)) return false;
  const length = packet.u8(1) & 0x7f;
  const extra = length === 126 ? 2 : length === 127 ? 8 : 0;
  const size = length === 126 ? packet.u16(2) : length === 127 ? packet.u32(6) : length;
  return size + 2 + extra === packet.size;
});

/** RTMP: 3 or 6 first, then an answer. */
export const rtmp: Recogniser = {
  names: ['RTMP'],
  transport: Transport.Tcp,
  look(packet, flow, mark) {
    const way = packet.fromClient ? 1 : 2;
    const first = packet.u8(0);
    if (packet.size < 4) return Answer.No;
    if (mark === 0) return first === 3 || first === 6 ? way : Answer.No;
    if (mark === way) return flow.payloads < 5 ? mark : Answer.No;
    return [3, 6, 8, 9, 10].includes(first) ? flow.found('RTMP') : Answer.No;
  },
};

/** Apple's push service: 17.0.0.0/8 on its ports. */
export const applePush = byOnePacket(
  'ApplePush',
  Transport.Tcp,
  (packet) => {
    const apple = packet.source0 >>> 24 === 17 || packet.destination0 >>> 24 === 17;
    return !packet.ipv6 && apple && (packet.usesPort(5223) || packet.usesPort(2197));
  },
  [5223, 2197],
);

/** Amazon's video. */
export const amazonVideo = byOnePacket(
  'AmazonVideo',
  Transport.Both,
  (packet) => packet.size > 4 && packet.u32(0) === (packet.tcp ? 0xfeedface : 0xdeadbeef),
);
