/** IPv4 (RFC 791) with its options; fragments after the first are data, since their transport header is elsewhere. */
import { ipProtocolName } from '../../model/ip-protocols.ts';
import { byteCount, decimal, hex, hex16, hex8, named } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { after } from '../reading/span.ts';
import type { Span } from '../reading/span.ts';
import type { Decoder, Next, Packet } from '../reading/packet.ts';

const LEAST_HEADER = 20;
const MORE_FRAGMENTS = 0x2000;
const DONT_FRAGMENT = 0x4000;
const OFFSET_MASK = 0x1fff;
/** Offsets count units of eight bytes. */
const OFFSET_UNIT = 8;

const OPTIONS: ReadonlyMap<number, string> = new Map([
  [7, 'Record route'],
  [68, 'Time stamp'],
  [130, 'Security'],
  [131, 'Loose source route'],
  [136, 'Stream ID'],
  [137, 'Strict source route'],
  [148, 'Router alert'],
]);

export const decodeIpv4: Decoder = (packet, span) => {
  const layer = packet.layer('IPv4', span);
  const headerLength = readHeaderLength(layer);
  layer.u8('Differentiated services', hex8);
  const total = layer.u16('Total length');
  const id = layer.u16('Identification', hex16);
  const fragment = layer.u16('Flags and offset', fragmentText);
  layer.u8('Time to live');
  const protocol = layer.u8('Protocol', named(ipProtocolName));
  layer.u16('Header checksum', hex16);
  const source = layer.ipv4('Source');
  const destination = layer.ipv4('Destination');
  if (!layer.broken) packet.between(source, destination);
  readOptions(layer, span.start + headerLength);
  packet.say('IPv4', layer.broken ? 'Cut short' : `${ipProtocolName(protocol)}`);
  const rest = payload(layer, span, headerLength, total);
  packet.push(layer, `${source} > ${destination}`);
  return layer.broken ? undefined : follow(packet, rest, protocol, id, fragment);
};

function readHeaderLength(layer: LayerReader): number {
  const first = layer.u8('Version and header length', (value) => `${value >> 4}, ${byteCount((value & 15) * 4)}`);
  const length = (first & 15) * 4;
  if (!layer.broken && first >> 4 !== 4) layer.complain(`The version says ${first >> 4}, not 4.`);
  if (!layer.broken && length < LEAST_HEADER)
    layer.fail(`The header length says ${length} bytes; the least is ${LEAST_HEADER}.`);
  return length;
}

function fragmentText(value: number): string {
  const flags = [
    ...((value & DONT_FRAGMENT) === 0 ? [] : ["don't fragment"]),
    ...((value & MORE_FRAGMENTS) === 0 ? [] : ['more fragments']),
  ];
  return `${flags.join(', ') || 'none'}, offset ${(value & OFFSET_MASK) * OFFSET_UNIT}`;
}

function readOptions(layer: LayerReader, end: number): void {
  while (!layer.broken && layer.at < end) {
    const type = layer.peek();
    if (type === 0) return layer.skip(end - layer.at, 'end of options');
    if (type === 1) {
      layer.u8('Option', () => 'No operation');
      continue;
    }
    const length = layer.peek(1);
    if (length < 2 || layer.at + length > end)
      return layer.fail(`An option claims ${Math.max(0, length)} bytes, which does not fit the header.`);
    layer.raw(OPTIONS.get(type) ?? `Option ${type}`, length);
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

function follow(packet: Packet, span: Span, protocol: number, id: number, fragment: number): Next {
  const offset = (fragment & OFFSET_MASK) * OFFSET_UNIT;
  if ((fragment & MORE_FRAGMENTS) !== 0) packet.fragment = true;
  if (offset === 0) return { by: 'ip', number: protocol, span };
  packet.say('IPv4', fragmentInfo(ipProtocolName(protocol), offset, hex(id, 4)));
  return { by: 'data', number: 0, span };
}

/** "Fragment of UDP, offset 1480, ID 0x1a2b" */
export function fragmentInfo(protocol: string, offset: number, id: string): string {
  return `Fragment of ${protocol}, offset ${decimal(offset)}, ID ${id}`;
}
