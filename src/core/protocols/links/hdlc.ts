/** Cisco HDLC (tcpdump.org LINKTYPE_C_HDLC), and the link type that is PPP or Cisco HDLC by its first byte. */
import { hex16, hex8, named } from '../reading/format.ts';
import { ETHERTYPES, ethertypeName } from '../names.ts';
import { after } from '../reading/span.ts';
import { decodePpp } from './ppp.ts';
import type { Decoder } from '../reading/packet.ts';

const UNICAST = 0x0f;
const MULTICAST = 0x8f;

export const decodeCiscoHdlc: Decoder = (packet, span) => {
  const layer = packet.layer('Cisco HDLC', span);
  layer.u8('Address', hex8);
  layer.u8('Control', hex8);
  const number = layer.u16('Protocol', named(ETHERTYPES, hex16));
  packet.say('C-HDLC', ethertypeName(number));
  packet.push(layer, ethertypeName(number));
  return layer.broken ? undefined : { by: 'ethertype', number, span: after(layer) };
};

export const decodePppOrHdlc: Decoder = (packet, span, number) => {
  const first = packet.bytes[span.start] ?? 0;
  const cisco = span.end > span.start && (first === UNICAST || first === MULTICAST);
  return cisco ? decodeCiscoHdlc(packet, span, number) : decodePpp(packet, span, number);
};
