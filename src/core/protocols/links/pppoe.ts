/** PPP over Ethernet (RFC 2516): discovery (0x8863) and session (0x8864). */
import { hex16, hex8, named } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { after, firstOf } from '../reading/span.ts';
import { dataAfter } from '../reading/packet.ts';
import type { Decoder } from '../reading/packet.ts';

const SESSION = 0x8864;
const CODES: ReadonlyMap<number, string> = new Map([
  [0x00, 'Session data'],
  [0x07, 'Active Discovery Offer (PADO)'],
  [0x09, 'Active Discovery Initiation (PADI)'],
  [0x19, 'Active Discovery Request (PADR)'],
  [0x65, 'Active Discovery Session-confirmation (PADS)'],
  [0xa7, 'Active Discovery Terminate (PADT)'],
]);
const TAGS: ReadonlyMap<number, string> = new Map([
  [0x0101, 'Service name'],
  [0x0102, 'Access concentrator'],
  [0x0201, 'Service name error'],
  [0x0203, 'Generic error'],
]);

export const decodePppoe: Decoder = (packet, span, ethertype) => {
  const session = ethertype === SESSION;
  const layer = packet.layer(session ? 'PPPoE session' : 'PPPoE discovery', span);
  layer.u8('Version and type', hex8);
  const code = layer.u8('Code', named(CODES, hex8));
  const id = layer.u16('Session', hex16);
  const length = layer.u16('Length');
  if (length > layer.promised) layer.complain(`Length ${length} is more than the ${layer.promised} bytes that follow.`);
  if (!session) readTags(layer, length);
  packet.say('PPPoE', CODES.get(code) ?? `Code ${hex8(code)}`);
  packet.push(layer, session ? `Session ${hex16(id)}` : (CODES.get(code) ?? hex8(code)));
  if (layer.broken) return undefined;
  return session ? { by: 'ppp', number: 0, span: firstOf(after(layer), length) } : noRest(layer, length);
};

function readTags(layer: LayerReader, length: number): void {
  const end = layer.at + length;
  while (layer.left >= 4 && layer.at + 4 <= end) {
    const type = layer.peek16();
    const size = layer.peek16(2);
    layer.skip(4);
    if (size > 0) layer.text(TAGS.get(type) ?? `Tag ${hex16(type)}`, size);
  }
}

/** What follows the tags is Ethernet's padding unless the length says otherwise. */
function noRest(layer: LayerReader, length: number): ReturnType<typeof dataAfter> {
  return layer.at - layer.start < 6 + length ? dataAfter(layer) : undefined;
}
