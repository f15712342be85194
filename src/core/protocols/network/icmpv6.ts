/** ICMPv6 (RFC 4443), neighbour discovery (RFC 4861) and multicast listener discovery (RFC 2710, RFC 3810). */
import { hex16, hex32, hex8, named } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { dataAfter } from '../reading/packet.ts';
import { after } from '../reading/span.ts';
import type { Decoder } from '../reading/packet.ts';

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
const OPTIONS: ReadonlyMap<number, string> = new Map([
  [1, 'Source link-layer address'],
  [2, 'Target link-layer address'],
  [3, 'Prefix information'],
  [4, 'Redirected header'],
  [5, 'MTU'],
  [25, 'DNS servers'],
  [31, 'DNS search list'],
]);
const LAST_ERROR = 4;

export const decodeIcmpv6: Decoder = (packet, span) => {
  const layer = packet.layer('ICMPv6', span);
  const type = layer.u8('Type', named(TYPES));
  const code = layer.u8(
    'Code',
    named((value) => (type === 1 ? UNREACHABLE[value] : undefined)),
  );
  layer.u16('Checksum', hex16);
  const name = TYPES.get(type) ?? `Type ${type}, code ${code}`;
  const info = layer.broken ? 'Cut short' : `${name}${readBody(layer, type, code)}`;
  packet.say('ICMPv6', info);
  packet.push(layer, info);
  if (layer.broken || type === 0 || type > LAST_ERROR) return dataAfter(layer);
  return { by: 'ip-version', number: 0, span: after(layer), quoted: true };
};

function readBody(layer: LayerReader, type: number, code: number): string {
  if (type <= LAST_ERROR) return readError(layer, type, code);
  if (type === 128 || type === 129) {
    const id = layer.u16('Identifier', hex16);
    return `  id=${hex16(id)}, seq=${layer.u16('Sequence number')}`;
  }
  if (type >= 130 && type <= 132) return readListener(layer);
  return type >= 133 && type <= 137 ? readNeighbour(layer, type) : '';
}

function readError(layer: LayerReader, type: number, code: number): string {
  const value = layer.u32(type === 2 ? 'MTU' : 'Rest of header');
  if (type === 2) return `, MTU ${value}`;
  const detail = type === 1 ? UNREACHABLE[code] : undefined;
  return detail === undefined ? '' : ` (${detail})`;
}

function readListener(layer: LayerReader): string {
  layer.u16('Maximum response delay', (value) => `${value} ms`);
  layer.skip(2);
  return `  ${layer.ipv6('Multicast address')}`;
}

function readNeighbour(layer: LayerReader, type: number): string {
  if (type === 134) return readRouter(layer);
  layer.u32(type === 136 ? 'Flags' : 'Reserved', hex32);
  const target = type === 133 ? '' : layer.ipv6('Target');
  if (type === 137) layer.ipv6('Destination');
  const link = readOptions(layer);
  if (type === 135) return ` for ${target}${link === '' ? '' : ` from ${link}`}`;
  if (type === 136) return ` ${target}${link === '' ? '' : ` is at ${link}`}`;
  return type === 137 ? `, use ${target}` : link === '' ? '' : ` from ${link}`;
}

function readRouter(layer: LayerReader): string {
  layer.u8('Hop limit');
  layer.u8('Flags', hex8);
  layer.u16('Router lifetime', (value) => `${value} s`);
  layer.u32('Reachable time', (value) => `${value} ms`);
  layer.u32('Retransmission time', (value) => `${value} ms`);
  const link = readOptions(layer);
  return link === '' ? '' : ` from ${link}`;
}

/** Reads the options; gives the link-layer address if one of them has it. */
function readOptions(layer: LayerReader): string {
  let link = '';
  while (layer.left >= 2) {
    const type = layer.peek();
    const length = layer.peek(1) * 8;
    if (length === 0) {
      layer.fail('An option has the length 0.');
      return link;
    }
    layer.skip(2);
    const name = OPTIONS.get(type) ?? `Option ${type}`;
    if ((type === 1 || type === 2) && length === 8) link = layer.mac(name);
    else layer.raw(name, length - 2);
  }
  return link;
}
