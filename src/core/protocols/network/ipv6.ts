/** IPv6 (RFC 8200) and its extension headers. */
import { ipProtocolName } from '../../model/ip-protocols.ts';
import { decimal, hex, hex32, named } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { fragmentInfo } from './ipv4.ts';
import { after } from '../reading/span.ts';
import type { Span } from '../reading/span.ts';
import type { Decoder, Next, Packet } from '../reading/packet.ts';

const HEADER = 40;
const FRAGMENT = 44;
const AUTHENTICATION = 51;

export const decodeIpv6: Decoder = (packet, span) => {
  const layer = packet.layer('IPv6', span);
  const first = layer.u32(
    'Version, class, flow label',
    (value) => `${value >>> 28}, ${(value >>> 20) & 0xff}, ${hex(value & 0xfffff, 5)}`,
  );
  if (!layer.broken && first >>> 28 !== 6) layer.complain(`The version says ${first >>> 28}, not 6.`);
  const length = layer.u16('Payload length');
  const protocol = layer.u8('Next header', named(ipProtocolName));
  layer.u8('Hop limit');
  const source = layer.ipv6('Source');
  const destination = layer.ipv6('Destination');
  if (!layer.broken) packet.between(source, destination);
  packet.say('IPv6', layer.broken ? 'Cut short' : ipProtocolName(protocol));
  const rest = payload(layer, span, length);
  packet.push(layer, `${source} > ${destination}`);
  return layer.broken ? undefined : { by: 'ip', number: protocol, span: rest };
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

const NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'IPv6 hop-by-hop options'],
  [43, 'IPv6 routing'],
  [44, 'IPv6 fragment'],
  [51, 'Authentication header'],
  [60, 'IPv6 destination options'],
  [135, 'IPv6 mobility'],
  [139, 'Host identity'],
  [140, 'Shim6'],
]);

/** Every extension header, AH included: next header, length, then what is not spelled out here. */
export const decodeIpv6Extension: Decoder = (packet, span, number) => {
  const layer = packet.layer(NAMES.get(number) ?? 'IPv6 extension', span);
  const protocol = layer.u8('Next header', named(ipProtocolName));
  if (number === FRAGMENT) return decodeFragment(packet, layer, protocol);
  const units = layer.u8('Header length', decimal);
  const length = number === AUTHENTICATION ? (units + 2) * 4 : (units + 1) * 8;
  if (number === AUTHENTICATION) readAuthentication(layer);
  layer.skip(Math.max(0, length - (layer.at - span.start)), 'options');
  packet.say(packet.protocol, ipProtocolName(protocol));
  packet.push(layer, `${length} bytes, then ${ipProtocolName(protocol)}`);
  return layer.broken ? undefined : { by: 'ip', number: protocol, span: after(layer) };
};

function readAuthentication(layer: LayerReader): void {
  layer.skip(2);
  layer.u32('Security parameters index', hex32);
  layer.u32('Sequence number');
}

function decodeFragment(packet: Packet, layer: LayerReader, protocol: number): Next | undefined {
  layer.skip(1);
  const word = layer.u16(
    'Offset and flag',
    (value) => `${value & 0xfff8}${(value & 1) === 1 ? ', more fragments' : ''}`,
  );
  const id = layer.u32('Identification', hex32);
  const offset = word & 0xfff8;
  packet.push(layer, `Offset ${offset}, ID ${hex32(id)}`);
  if (layer.broken) return undefined;
  if ((word & 1) === 1) packet.fragment = true;
  if (offset === 0) return { by: 'ip', number: protocol, span: after(layer) };
  packet.say('IPv6', fragmentInfo(ipProtocolName(protocol), offset, hex32(id)));
  return { by: 'data', number: 0, span: after(layer) };
}
