/** IPv6 (RFC 8200). */
import { ipProtocolName } from '../../model/ip-protocols.ts';
import { By } from '../headers/next.ts';
import { when, type Protocol } from '../protocol.ts';
import { address, declare, either, hex, integer } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';
import { after, type Span } from '../reading/span.ts';
import { readIpInIp } from './ip-in-ip.ts';

const HEADER = 40;

const F = declare('ipv6', {
  version: integer('Version', { wireshark: 'ipv6.version' }),
  class: hex('Traffic class', 2, { wireshark: 'ipv6.tclass' }),
  flow: hex('Flow label', 5, { wireshark: 'ipv6.flow' }),
  plen: integer('Payload length', { unit: 'bytes', wireshark: 'ipv6.plen' }),
  nxt: integer('Next header', { names: ipProtocolName, wireshark: 'ipv6.nxt' }),
  hlim: integer('Hop limit', { wireshark: 'ipv6.hlim' }),
  src: address('Source', { wireshark: 'ipv6.src', unsaid: true }),
  dst: address('Destination', { wireshark: 'ipv6.dst', unsaid: true }),
});

const decodeIpv6: Decoder = (packet, span) => {
  const layer = packet.layer('IPv6', span);
  const first = layer.bits(4, 'Version');
  layer.part(F.version, first >>> 28, 0, 1);
  layer.part(F.class, (first >>> 20) & 0xff, 0, 2);
  layer.part(F.flow, first & 0xfffff, 1, 3);
  if (!layer.broken && first >>> 28 !== 6) layer.complain(`The version says ${first >>> 28}, not 6.`);
  const length = layer.u16(F.plen);
  const protocol = layer.u8(F.nxt);
  layer.u8(F.hlim);
  const source = layer.ipv6(F.src);
  const destination = layer.ipv6(F.dst);
  packet.say('IPv6', () => (layer.broken ? 'Cut short' : ipProtocolName(protocol)));
  const rest = payload(layer, span, length);
  packet.push(layer, () => `${source} > ${destination}`);
  return layer.broken ? undefined : { by: By.Ip, number: protocol, span: rest };
};

/** A payload length of 0 means a jumbo payload or a card that splits packets itself: all that is there. */
function payload(layer: LayerReader, span: Span, length: number): Span {
  const rest = after(layer);
  if (layer.broken || length === 0) return rest;
  const wireEnd = rest.start + length;
  if (wireEnd > span.wireEnd)
    layer.complain(
      `Payload length ${length} is more than the ${Math.max(0, span.wireEnd - span.start - HEADER)} bytes on the wire.`,
    );
  return { start: rest.start, end: Math.min(rest.end, wireEnd), wireEnd };
}

export const ipv6: Protocol = {
  id: 'ipv6',
  name: 'IPv6',
  fields: F,
  either: [either('ipv6.address', 'Address', [F.src, F.dst], 'ipv6.addr')],
  decode: decodeIpv6,
  places: [
    { by: By.Ethertype, numbers: [0x86dd] },
    // NFStream passes IP in IP by itself, but not behind an authentication header.
    { by: By.Ip, numbers: [41], read: when('ah', readIpInIp) },
  ],
};
