/** PPP (RFC 1661) with or without HDLC-like framing (RFC 1662), and the head of its control protocols. */
import { short } from '../../../base/bytes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { always, when, type Protocol } from '../protocol.ts';
import { declare, hex, integer } from '../reading/field.ts';
import { nameText } from '../reading/field-text.ts';
import { hex16 } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';

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
/** Ethertype by PPP protocol number (IANA; MPLS: RFC 3032 section 4.3). All else is control or compressed. */
const ETHERTYPES: ReadonlyMap<number, number> = new Map([
  [0x0021, 0x0800],
  [0x0057, 0x86dd],
  [0x0281, 0x8847],
  [0x0283, 0x8848],
]);
/** Control protocols from IPCP to LCP have the same head; PAP is the first that has not. */
const FIRST_CONTROL = 0x8000;
const PAP = 0xc023;
const ADDRESS_AND_CONTROL = 0xff03;
const CONTROL = 0x03;
/** Link types with a byte of direction: pppd's (LINKTYPE_PPP_PPPD), and LINKTYPE_PPP_WITH_DIR. */
const DIRECTED: readonly number[] = [166, 204];

const F = declare('ppp', {
  direction: integer('Direction', { names: ['received', 'sent'], wireshark: 'ppp.direction' }),
  address: hex('Address', 2, { wireshark: 'ppp.address' }),
  control: hex('Control', 2, { wireshark: 'ppp.control' }),
  protocol: hex('Protocol', 4, { names: PROTOCOLS, wireshark: 'ppp.protocol' }),
  code: integer('Code', { names: CODES, help: 'Of a control protocol.', wireshark: 'ppp.code' }),
  identifier: integer('Identifier', { wireshark: 'ppp.identifier' }),
  length: integer('Length', { unit: 'bytes', wireshark: 'ppp.length' }),
});

/** PPP (RFC 1661), with or without HDLC's address and control (RFC 1662), the protocol in one byte or two. */
export const readPpp: HeaderReader = (bytes, start, end, next) => {
  let at = start;
  if (at + 2 <= end && short(bytes, at) === ADDRESS_AND_CONTROL) at += 2;
  if (at + 2 > end) return FlowlessReason.TooShort;
  const compressed = (bytes[at] & 1) === 1;
  const ethertype = ETHERTYPES.get(compressed ? bytes[at] : short(bytes, at));
  if (ethertype === undefined) return FlowlessReason.NotIp;
  return next.to(By.Ethertype, ethertype, at + (compressed ? 1 : 2));
};

/** A direction byte before the PPP frame, or, as pppd has it, in place of HDLC's address, before its control. */
const readDirectedPpp: HeaderReader = (bytes, at, end, next) => {
  if (at + 2 > end) return FlowlessReason.TooShort;
  return next.to(By.Ppp, 0, bytes[at + 1] === CONTROL ? at + 2 : at + 1);
};

const decodePpp: Decoder = (packet, span, linkType) => {
  const layer = packet.layer('PPP', span);
  if (DIRECTED.includes(linkType)) readDirection(layer);
  const frame = layer.at;
  if (layer.peek16() === ADDRESS_AND_CONTROL) {
    layer.u8(F.address);
    layer.u8(F.control);
  }
  const protocol = readProtocol(layer);
  const control = !layer.broken && isControl(protocol);
  const code = control ? readControl(layer) : 0;
  const info = (): string => `${protocolName(protocol)}${control ? ` ${CODES.get(code) ?? `code ${code}`}` : ''}`;
  packet.say(control && !layer.broken ? nameText(F.protocol, protocol) : 'PPP', info);
  packet.push(layer, info);
  return layer.follow(readPpp, frame);
};

function readDirection(layer: LayerReader): void {
  layer.u8(F.direction);
  if (layer.peek() === CONTROL) layer.u8(F.control);
}

/** One byte if its last bit is set (compressed), else two. */
function readProtocol(layer: LayerReader): number {
  return (layer.peek() & 1) === 1 && layer.peek() >= 0 ? layer.u8(F.protocol) : layer.u16(F.protocol);
}

function isControl(protocol: number): boolean {
  return protocol >= FIRST_CONTROL && protocol < PAP && PROTOCOLS.has(protocol);
}

function readControl(layer: LayerReader): number {
  const code = layer.u8(F.code);
  layer.u8(F.identifier);
  layer.u16(F.length);
  return code;
}

function protocolName(protocol: number): string {
  return PROTOCOLS.get(protocol) ?? `protocol ${hex16(protocol)}`;
}

export const ppp: Protocol = {
  id: 'ppp',
  name: 'PPP',
  fields: F,
  decode: decodePpp,
  places: [
    { by: By.Ppp, read: always(readPpp) },
    { by: By.Link, numbers: DIRECTED, read: when('ppp', readDirectedPpp) },
  ],
};
