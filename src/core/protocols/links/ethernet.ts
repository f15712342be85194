/** Ethernet II and IEEE 802.3 (IEEE 802.3-2018, section 3.2). Preamble and check sequence are not captured. */
import { ETHERTYPES, ethertypeName } from '../names.ts';
import { hex16, named } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { after, firstOf } from '../reading/span.ts';
import type { Decoder, Next } from '../reading/packet.ts';

/** Below this the field is a length, not a type (IEEE 802.3 section 3.2.6). */
const LEAST_ETHERTYPE = 0x600;
/** Novell's old framing: an IPX header whose checksum is all ones stands where 802.2 belongs. */
const NOVELL_RAW = 0xffff;

export const decodeEthernet: Decoder = (packet, span) => {
  const layer = packet.layer('Ethernet II', span);
  const destination = layer.mac('Destination');
  const source = layer.mac('Source');
  packet.between(source, destination);
  if (layer.peek16() >= 0 && layer.peek16() < LEAST_ETHERTYPE) layer.name = 'IEEE 802.3';
  const next = typeOrLength(layer);
  packet.say('Ethernet', layer.broken ? 'Cut short' : ethernetInfo(layer, next));
  packet.push(layer, `${source} > ${destination}`);
  return next;
};

function ethernetInfo(layer: LayerReader, next: Next | undefined): string {
  return next?.by === 'ethertype' ? ethertypeName(next.number) : layer.name;
}

/** Reads the field that is a type or a length, also behind VLAN tags, and says what follows. */
export function typeOrLength(layer: LayerReader): Next | undefined {
  if (layer.peek16() >= LEAST_ETHERTYPE || layer.peek16() < 0) {
    const number = layer.u16('Type', named(ETHERTYPES, hex16));
    return layer.broken ? undefined : { by: 'ethertype', number, span: after(layer) };
  }
  const length = layer.u16('Length');
  if (length > layer.promised) layer.complain(`Length ${length} is more than the ${layer.promised} bytes that follow.`);
  const span = firstOf(after(layer), length);
  return { by: layer.peek16() === NOVELL_RAW ? 'data' : 'llc', number: 0, span };
}
