/** Extension headers of IPv6 (RFC 8200 section 4), and the authentication header (RFC 4302), which IPv4 has too. */
import { ipProtocolName } from '../../model/ip-protocols.ts';
import { By } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { boolean, declare, hex, integer } from '../reading/field.ts';
import { hex32 } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Following } from '../reading/following.ts';
import type { Decoder, Packet } from '../reading/packet.ts';
import { fragmentInfo } from './ipv4.ts';

const FRAGMENT = 44;
const AUTHENTICATION = 51;

const NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'IPv6 hop-by-hop options'],
  [43, 'IPv6 routing'],
  [FRAGMENT, 'IPv6 fragment'],
  [AUTHENTICATION, 'Authentication header'],
  [60, 'IPv6 destination options'],
  [135, 'IPv6 mobility'],
  [139, 'Host identity'],
  [140, 'Shim6'],
]);

const F = declare('ipv6.ext', {
  nxt: integer('Next header', { names: ipProtocolName }),
  len: integer('Header length', { unit: 'bytes' }),
  spi: hex('Security parameters index', 8, { wireshark: 'ah.spi' }),
  seq: integer('Sequence number', { wireshark: 'ah.sequence' }),
  frag_offset: integer('Fragment offset', { unit: 'bytes', wireshark: 'ipv6.fraghdr.offset' }),
  mf: boolean('More fragments', { wireshark: 'ipv6.fraghdr.more' }),
  id: hex('Identification', 8, { wireshark: 'ipv6.fraghdr.ident' }),
});

/** Every one of them: next header, length, then what is not spelled out here. */
const decodeExtension: Decoder = (packet, span, number) => {
  const layer = packet.layer(NAMES.get(number) ?? 'IPv6 extension', span);
  const protocol = layer.u8(F.nxt);
  if (number === FRAGMENT) return decodeFragment(packet, layer, protocol);
  const length = layer.u8(F.len, (units) => (number === AUTHENTICATION ? (units + 2) * 4 : (units + 1) * 8));
  if (number === AUTHENTICATION) readAuthentication(layer);
  layer.skip(Math.max(0, length - (layer.at - span.start)), 'options');
  packet.say(packet.protocol, () => ipProtocolName(protocol));
  packet.push(layer, () => `${length} bytes, then ${ipProtocolName(protocol)}`);
  return layer.goOn(By.Ip, protocol);
};

function readAuthentication(layer: LayerReader): void {
  layer.skip(2);
  layer.u32(F.spi);
  layer.u32(F.seq);
}

function decodeFragment(packet: Packet, layer: LayerReader, protocol: number): Following | undefined {
  layer.skip(1);
  const word = layer.bits(2, 'Offset and flag');
  const offset = word & 0xfff8;
  layer.part(F.frag_offset, offset);
  layer.part(F.mf, word & 1, 1, 1);
  const id = layer.u32(F.id);
  packet.push(layer, () => `Offset ${offset}, ID ${hex32(id)}`);
  if ((word & 1) === 1 && !layer.broken) packet.fragment = true;
  if (offset === 0) return layer.goOn(By.Ip, protocol);
  packet.say('IPv6', () => fragmentInfo(ipProtocolName(protocol), offset, hex32(id)));
  return layer.goOn(By.Data);
}

export const ipv6Extensions: Protocol = {
  id: 'ipv6.ext',
  name: 'IPv6 extension header',
  fields: F,
  decode: decodeExtension,
  places: [{ by: By.Ip, numbers: [...NAMES.keys()] }],
};
