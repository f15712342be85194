/** UDP (RFC 768) and UDP-Lite (RFC 3828), whose third field is another one. */
import { hex16 } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { portText } from '../ports.ts';
import { after } from '../reading/span.ts';
import type { Span } from '../reading/span.ts';
import type { Decoder } from '../reading/packet.ts';

const HEADER = 8;
const UDP_LITE = 136;

export const decodeUdp: Decoder = (packet, span, protocol) => {
  const lite = protocol === UDP_LITE;
  const layer = packet.layer(lite ? 'UDP-Lite' : 'UDP', span);
  const source = layer.u16('Source port', portText);
  const destination = layer.u16('Destination port', portText);
  const length = layer.u16(lite ? 'Checksum coverage' : 'Length');
  layer.u16('Checksum', hex16);
  const rest = lite ? after(layer) : payload(layer, span, length, packet.fragment);
  const ports = `${source} → ${destination}`;
  packet.say(layer.name, `${ports} Len=${rest.wireEnd - rest.start}`);
  packet.push(layer, ports);
  if (layer.broken || rest.end <= rest.start) return undefined;
  return { by: 'udp', number: source, other: destination, span: rest };
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
