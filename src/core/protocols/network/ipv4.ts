/** IPv4 (RFC 791) with its options; fragments after the first are data, since their transport header is elsewhere. */
import { ipProtocolName } from '../../model/ip-protocols.ts';
import { By } from '../headers/next.ts';
import { when, type Protocol } from '../protocol.ts';
import { address, boolean, bytes, declare, either, hex, integer } from '../reading/field.ts';
import { decimal, hex16 } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Following } from '../reading/following.ts';
import type { Decoder, Packet } from '../reading/packet.ts';
import { after, type Span } from '../reading/span.ts';
import { readIpInIp } from './ip-in-ip.ts';

const LEAST_HEADER = 20;
const MORE_FRAGMENTS = 0x2000;
const DONT_FRAGMENT = 0x4000;
const OFFSET_MASK = 0x1fff;
/** Offsets count units of eight bytes. */
const OFFSET_UNIT = 8;

const OPTIONS: ReadonlyMap<number, string> = new Map([
  [0, 'End of options'],
  [1, 'No operation'],
  [7, 'Record route'],
  [68, 'Time stamp'],
  [130, 'Security'],
  [131, 'Loose source route'],
  [136, 'Stream ID'],
  [137, 'Strict source route'],
  [148, 'Router alert'],
]);

const F = declare('ip', {
  version: integer('Version', { wireshark: 'ip.version' }),
  hdr_len: integer('Header length', { unit: 'bytes', wireshark: 'ip.hdr_len' }),
  dscp: integer('Differentiated services', { help: 'Code point, RFC 2474.', wireshark: 'ip.dsfield.dscp' }),
  ecn: integer('Congestion notification', { help: 'RFC 3168.', wireshark: 'ip.dsfield.ecn' }),
  len: integer('Total length', { unit: 'bytes', wireshark: 'ip.len' }),
  id: hex('Identification', 4, { wireshark: 'ip.id' }),
  df: boolean("Don't fragment", { wireshark: 'ip.flags.df' }),
  mf: boolean('More fragments', { wireshark: 'ip.flags.mf' }),
  frag_offset: integer('Fragment offset', { unit: 'bytes', wireshark: 'ip.frag_offset' }),
  ttl: integer('Time to live', { wireshark: 'ip.ttl' }),
  proto: integer('Protocol', { names: ipProtocolName, wireshark: 'ip.proto' }),
  checksum: hex('Header checksum', 4, { wireshark: 'ip.checksum' }),
  src: address('Source', { wireshark: 'ip.src', unsaid: true }),
  dst: address('Destination', { wireshark: 'ip.dst', unsaid: true }),
  option: integer('Option', { names: OPTIONS, wireshark: 'ip.opt.type' }),
  'option.data': bytes('Option data'),
});

const decodeIpv4: Decoder = (packet, span) => {
  const layer = packet.layer('IPv4', span);
  const headerLength = readHeaderLength(layer);
  const service = layer.bits(1, 'Differentiated services');
  layer.part(F.dscp, service >> 2);
  layer.part(F.ecn, service & 3);
  const total = layer.u16(F.len);
  const id = layer.u16(F.id);
  const fragment = readFragment(layer);
  layer.u8(F.ttl);
  const protocol = layer.u8(F.proto);
  layer.u16(F.checksum);
  const source = layer.ipv4(F.src);
  const destination = layer.ipv4(F.dst);
  readOptions(layer, span.start + headerLength);
  packet.say('IPv4', () => (layer.broken ? 'Cut short' : ipProtocolName(protocol)));
  const rest = payload(layer, span, headerLength, total);
  packet.push(layer, () => `${source} > ${destination}`);
  return layer.broken ? undefined : follow(packet, rest, protocol, id, fragment);
};

function readHeaderLength(layer: LayerReader): number {
  const first = layer.bits(1, 'Version');
  const length = (first & 15) * 4;
  layer.part(F.version, first >> 4);
  layer.part(F.hdr_len, length);
  if (!layer.broken && first >> 4 !== 4) layer.complain(`The version says ${first >> 4}, not 4.`);
  if (!layer.broken && length < LEAST_HEADER)
    layer.fail(`The header length says ${length} bytes; the least is ${LEAST_HEADER}.`);
  return length;
}

/** Flags and offset, two bytes that share a byte. */
function readFragment(layer: LayerReader): number {
  const word = layer.bits(2, 'Flags and offset');
  layer.part(F.df, (word & DONT_FRAGMENT) === 0 ? 0 : 1, 0, 1);
  layer.part(F.mf, (word & MORE_FRAGMENTS) === 0 ? 0 : 1, 0, 1);
  layer.part(F.frag_offset, (word & OFFSET_MASK) * OFFSET_UNIT);
  return word;
}

function readOptions(layer: LayerReader, end: number): void {
  while (!layer.broken && layer.at < end) {
    const type = layer.peek();
    if (type === 0) return layer.skip(end - layer.at, 'end of options');
    const length = type === 1 ? 1 : layer.peek(1);
    if (length < 1 || (type !== 1 && length < 2) || layer.at + length > end)
      return layer.fail(`An option claims ${Math.max(0, length)} bytes, which does not fit the header.`);
    layer.u8(F.option);
    if (length > 1) layer.raw(F['option.data'], length - 1);
  }
}

/** What the header leaves for the payload. A total length of 0 comes from cards that split packets themselves. */
function payload(layer: LayerReader, span: Span, headerLength: number, total: number): Span {
  const rest = after(layer);
  if (layer.broken || total === 0) return rest;
  if (total < headerLength) {
    layer.complain(`Total length ${total} is less than the header’s ${headerLength} bytes.`);
    return rest;
  }
  const wireEnd = span.start + total;
  if (wireEnd > span.wireEnd)
    layer.complain(`Total length ${total} is more than the ${span.wireEnd - span.start} bytes on the wire.`);
  return { start: rest.start, end: Math.min(rest.end, Math.max(rest.start, wireEnd)), wireEnd };
}

function follow(packet: Packet, span: Span, protocol: number, id: number, fragment: number): Following {
  const offset = (fragment & OFFSET_MASK) * OFFSET_UNIT;
  if ((fragment & MORE_FRAGMENTS) !== 0) packet.fragment = true;
  if (offset === 0) return { by: By.Ip, number: protocol, span };
  packet.say('IPv4', () => fragmentInfo(ipProtocolName(protocol), offset, hex16(id)));
  return { by: By.Data, number: 0, span };
}

/** "Fragment of UDP, offset 1480, ID 0x1a2b" */
export function fragmentInfo(protocol: string, offset: number, id: string): string {
  return `Fragment of ${protocol}, offset ${decimal(offset)}, ID ${id}`;
}

export const ipv4: Protocol = {
  id: 'ip',
  name: 'IPv4',
  fields: F,
  either: [either('ip.address', 'Address', [F.src, F.dst], 'ip.addr')],
  decode: decodeIpv4,
  places: [
    { by: By.Ethertype, numbers: [0x0800] },
    { by: By.LlcSap, numbers: [0x06] },
    // NFStream passes IP in IP by itself, but not behind an authentication header.
    { by: By.Ip, numbers: [4], read: when('ah', readIpInIp) },
  ],
};
