/** UDP (RFC 768) and UDP-Lite (RFC 3828), whose third field is another one. */
import { By } from '../headers/next.ts';
import { PORTS } from '../names.ts';
import type { Protocol } from '../protocol.ts';
import { declare, either, hex, integer } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';
import { after, type Span } from '../reading/span.ts';

const HEADER = 8;
const UDP_LITE = 136;

const F = declare('udp', {
  srcport: integer('Source port', { names: PORTS, wireshark: 'udp.srcport' }),
  dstport: integer('Destination port', { names: PORTS, wireshark: 'udp.dstport' }),
  length: integer('Length', { unit: 'bytes', wireshark: 'udp.length' }),
  coverage: integer('Checksum coverage', { unit: 'bytes', wireshark: 'udplite.checksum_coverage' }),
  checksum: hex('Checksum', 4, { wireshark: 'udp.checksum' }),
});

const decodeUdp: Decoder = (packet, span, protocol) => {
  const lite = protocol === UDP_LITE;
  const layer = packet.layer(lite ? 'UDP-Lite' : 'UDP', span);
  const source = layer.u16(F.srcport);
  const destination = layer.u16(F.dstport);
  const length = layer.u16(lite ? F.coverage : F.length);
  layer.u16(F.checksum);
  const rest = lite ? after(layer) : payload(layer, span, length, packet.fragment);
  packet.say(layer.name, () => `${source} → ${destination} Len=${rest.wireEnd - rest.start}`);
  packet.push(layer, () => `${source} → ${destination}`);
  if (layer.broken || rest.end <= rest.start) return undefined;
  return { by: By.Udp, number: source, other: destination, span: rest };
};

/** A length of 0 is that of a jumbo packet (RFC 2675): all that is there. */
function payload(layer: LayerReader, span: Span, length: number, fragment: boolean): Span {
  const rest = after(layer);
  if (layer.broken || length === 0) return rest;
  if (length < HEADER) layer.complain(`Length ${length} is less than the header’s ${HEADER} bytes.`);
  const wireEnd = span.start + Math.max(HEADER, length);
  if (wireEnd > span.wireEnd && !fragment)
    layer.complain(`Length ${length} is more than the ${span.wireEnd - span.start} bytes that IP leaves.`);
  return { start: rest.start, end: Math.min(rest.end, wireEnd), wireEnd };
}

export const udp: Protocol = {
  id: 'udp',
  name: 'UDP',
  fields: F,
  either: [either('udp.port', 'Port', [F.srcport, F.dstport], 'udp.port')],
  decode: decodeUdp,
  places: [{ by: By.Ip, numbers: [17, UDP_LITE] }],
};
