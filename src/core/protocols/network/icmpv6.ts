/** ICMPv6 (RFC 4443), neighbour discovery (RFC 4861) and multicast listener discovery (RFC 2710, RFC 3810). */
import { By } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { address, declare, hex, integer, text, together } from '../reading/field.ts';
import { hex16 } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';
import { after } from '../reading/span.ts';
import { ICMPV6_OPTION_FIELDS, NEIGHBOUR_FIELDS, readNeighbour } from './icmpv6-neighbours.ts';

const TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'Destination unreachable'],
  [2, 'Packet too big'],
  [3, 'Time exceeded'],
  [4, 'Parameter problem'],
  [128, 'Echo (ping) request'],
  [129, 'Echo (ping) reply'],
  [130, 'Multicast listener query'],
  [131, 'Multicast listener report'],
  [132, 'Multicast listener done'],
  [133, 'Router solicitation'],
  [134, 'Router advertisement'],
  [135, 'Neighbor solicitation'],
  [136, 'Neighbor advertisement'],
  [137, 'Redirect'],
  [143, 'Multicast listener report v2'],
  [148, 'Certification path solicitation'],
  [149, 'Certification path advertisement'],
]);
const UNREACHABLE = [
  'no route',
  'administratively prohibited',
  'beyond scope',
  'address unreachable',
  'port unreachable',
  'failed policy',
  'route rejected',
];
const UNREACHED = 1;
const TOO_BIG = 2;
const LAST_ERROR = 4;

const F = declare('icmpv6', {
  type: integer('Type', { names: TYPES, wireshark: 'icmpv6.type' }),
  code: integer('Code', { wireshark: 'icmpv6.code' }),
  reason: text('Reason', { help: 'What the code says of an error: “no route”, “port unreachable”.' }),
  checksum: hex('Checksum', 4, { wireshark: 'icmpv6.checksum' }),
  ident: hex('Identifier', 4, { wireshark: 'icmpv6.echo.identifier' }),
  seq: integer('Sequence number', { wireshark: 'icmpv6.echo.sequence_number' }),
  mtu: integer('MTU', { unit: 'bytes', wireshark: 'icmpv6.mtu' }),
  rest: hex('Rest of header', 8),
  delay: integer('Maximum response delay', { unit: 'ms', wireshark: 'icmpv6.mld.maximum_response_delay' }),
  multicast: address('Multicast address', { wireshark: 'icmpv6.mld.multicast_address' }),
});

const decodeIcmpv6: Decoder = (packet, span) => {
  const layer = packet.layer('ICMPv6', span);
  const type = layer.u8(F.type);
  const code = layer.u8(F.code);
  const reason = type === UNREACHED ? UNREACHABLE[code] : undefined;
  if (reason !== undefined) layer.part(F.reason, reason);
  layer.u16(F.checksum);
  const cut = layer.broken;
  const body = readBody(layer, type, reason);
  const name = (): string => TYPES.get(type) ?? `Type ${type}, code ${code}`;
  const info = (): string => (cut ? 'Cut short' : `${name()}${body()}`);
  packet.say('ICMPv6', info);
  packet.push(layer, info);
  if (layer.broken || type === 0 || type > LAST_ERROR) return layer.goOn(By.Data);
  return { by: By.IpVersion, number: 0, span: after(layer), quoted: true };
};

function readBody(layer: LayerReader, type: number, reason: string | undefined): () => string {
  if (type <= LAST_ERROR) return readError(layer, type, reason);
  if (type === 128 || type === 129) return readEcho(layer);
  if (type >= 130 && type <= 132) return readListener(layer);
  return type >= 133 && type <= 137 ? readNeighbour(layer, type) : () => '';
}

function readError(layer: LayerReader, type: number, reason: string | undefined): () => string {
  const value = layer.u32(type === TOO_BIG ? F.mtu : F.rest);
  if (type === TOO_BIG) return () => `, MTU ${value}`;
  return () => (reason === undefined ? '' : ` (${reason})`);
}

function readEcho(layer: LayerReader): () => string {
  const id = layer.u16(F.ident);
  const sequence = layer.u16(F.seq);
  return () => `  id=${hex16(id)}, seq=${sequence}`;
}

function readListener(layer: LayerReader): () => string {
  layer.u16(F.delay);
  layer.skip(2);
  const group = layer.ipv6(F.multicast);
  return () => `  ${group}`;
}

export const icmpv6: Protocol = {
  id: 'icmpv6',
  name: 'ICMPv6',
  fields: together(F, NEIGHBOUR_FIELDS, ICMPV6_OPTION_FIELDS),
  decode: decodeIcmpv6,
  places: [{ by: By.Ip, numbers: [58] }],
};
