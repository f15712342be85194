/** PPP (RFC 1661) with or without HDLC-like framing (RFC 1662), and the head of its control protocols. */
import { hex16, hex8, named } from '../reading/format.ts';
import { after } from '../reading/span.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder, Next, Packet } from '../reading/packet.ts';

const PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [0x0021, 'IPv4'],
  [0x002d, 'Compressed TCP/IP'],
  [0x003d, 'Multilink'],
  [0x0057, 'IPv6'],
  [0x00fd, 'Compressed data'],
  [0x0281, 'MPLS'],
  [0x0283, 'MPLS multicast'],
  [0x8021, 'IPCP'],
  [0x8057, 'IPV6CP'],
  [0x80fd, 'CCP'],
  [0x8281, 'MPLSCP'],
  [0xc021, 'LCP'],
  [0xc023, 'PAP'],
  [0xc025, 'LQR'],
  [0xc223, 'CHAP'],
  [0xc227, 'EAP'],
]);
const CODES: ReadonlyMap<number, string> = new Map([
  [1, 'Configure-Request'],
  [2, 'Configure-Ack'],
  [3, 'Configure-Nak'],
  [4, 'Configure-Reject'],
  [5, 'Terminate-Request'],
  [6, 'Terminate-Ack'],
  [7, 'Code-Reject'],
  [8, 'Protocol-Reject'],
  [9, 'Echo-Request'],
  [10, 'Echo-Reply'],
  [11, 'Discard-Request'],
]);
const FOLLOWING: ReadonlyMap<number, number> = new Map([
  [0x0021, 0x0800],
  [0x0057, 0x86dd],
  [0x0281, 0x8847],
  [0x0283, 0x8848],
]);
const HDLC_ADDRESS_CONTROL = 0xff03;

/** A PPP frame that may begin with HDLC's address and control. */
export const decodePpp: Decoder = (packet, span) => {
  const layer = packet.layer('PPP', span);
  if (layer.peek16() === HDLC_ADDRESS_CONTROL) layer.u16('Address and control', hex16);
  const protocol = readProtocol(layer);
  const name = PROTOCOLS.get(protocol) ?? `protocol ${hex16(protocol)}`;
  const info = isControl(protocol) ? `${name} ${readControl(layer)}` : name;
  packet.say('PPP', info);
  packet.push(layer, info);
  return layer.broken ? undefined : follow(packet, protocol, name, layer);
};

/** One byte if its last bit is set (compressed), else two. */
function readProtocol(layer: LayerReader): number {
  return (layer.peek() & 1) === 1 && layer.peek() >= 0
    ? layer.u8('Protocol', named(PROTOCOLS, hex8))
    : layer.u16('Protocol', named(PROTOCOLS, hex16));
}

function isControl(protocol: number): boolean {
  return protocol >= 0x8000 && PROTOCOLS.has(protocol) && protocol < 0xc023;
}

function readControl(layer: LayerReader): string {
  const code = layer.u8('Code', named(CODES));
  layer.u8('Identifier');
  layer.u16('Length');
  return CODES.get(code) ?? `code ${code}`;
}

function follow(packet: Packet, protocol: number, name: string, layer: LayerReader): Next {
  const ethertype = FOLLOWING.get(protocol);
  if (ethertype !== undefined) return { by: 'ethertype', number: ethertype, span: after(layer) };
  if (isControl(protocol)) packet.say(name, packet.info);
  return { by: 'data', number: 0, span: after(layer) };
}
