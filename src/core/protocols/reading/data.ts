/** Bytes without a decoder, and the padding after what the headers count. */
import { By } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { bytes, declare, type Field } from './field.ts';
import { byteCount, hex } from './format.ts';
import { ipProtocolName } from '../../model/ip-protocols.ts';
import { linkTypeName } from '../../model/link-types.ts';
import { ethertypeName } from '../names.ts';
import type { Following } from './following.ts';
import type { Decoder, Packet } from './packet.ts';
import type { Span } from './span.ts';

const F = declare('data', { bytes: bytes('Bytes', { wireshark: 'data.data', unsaid: true }) });
const { bytes: BYTES } = F;
/** Padding is nothing that a packet says: no field of its own. */
const PADDING: Field = { ...BYTES, id: '' };

/** A "Data" layer over what was captured of the span. */
export const decodeData: Decoder = (packet, span) => {
  const size = Math.max(0, span.end - span.start);
  const promised = Math.max(size, span.wireEnd - span.start);
  if (promised === 0) return undefined;
  const layer = packet.layer('Data', span);
  layer.raw(BYTES, size);
  if (size < promised) layer.complain(`${byteCount(promised)} by the headers’ word, ${size} captured.`);
  packet.push(layer, () => byteCount(size));
  return undefined;
};

/** Bytes after the end that the headers state: Ethernet's filling, trailers, a check sequence. */
export function pushPadding(packet: Packet, start: number): void {
  const end = packet.bytes.length;
  if (start >= end) return;
  const layer = packet.layer('Padding', { start, end, wireEnd: end });
  layer.raw(PADDING, end - start);
  packet.push(layer, () => byteCount(end - start));
}

/** What the packet's line says of a number without a decoder. */
export function sayUnknown(packet: Packet, next: Following): void {
  if (next.by === By.Ethertype)
    packet.say(ethertypeName(next.number), () => `${ethertypeName(next.number)}, ${size(next.span)}`);
  else if (next.by === By.Ip)
    packet.say(
      ipProtocolName(next.number),
      () => `IP protocol ${next.number} (${ipProtocolName(next.number)}), ${size(next.span)}`,
    );
  else if (next.by === By.Cisco) packet.say('Cisco', () => `Cisco protocol ${hex(next.number, 4)}`);
}

function size(span: Span): string {
  return byteCount(Math.max(0, span.wireEnd - span.start));
}

/** The one layer of a packet whose link type has no decoder. */
export function pushUnknownLink(packet: Packet, span: Span, linkType: number): void {
  const name = linkTypeName(linkType);
  const text = `Unknown link type ${linkType}${name === undefined ? '' : ` (${name.title})`}`;
  const layer = packet.layer(text, span);
  layer.raw(BYTES, span.end - span.start);
  packet.say(name?.name ?? `link type ${linkType}`, () => text);
  packet.push(layer, () => byteCount(span.end - span.start));
}

export const data: Protocol = {
  id: 'data',
  name: 'Data',
  fields: F,
  decode: decodeData,
  places: [{ by: By.Data }],
};
