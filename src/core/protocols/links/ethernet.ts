/** Ethernet II and IEEE 802.3 (IEEE 802.3-2018, section 3.2). Preamble and check sequence are not captured. */
import { short } from '../../../base/bytes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { TunnelId } from '../../model/tunnels.ts';
import { By, type HeaderReader, type Next } from '../headers/next.ts';
import { ETHERTYPES, ethertypeName } from '../names.ts';
import { always, when, type Protocol } from '../protocol.ts';
import { address, declare, either, hex, integer, type Field } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Following } from '../reading/following.ts';
import type { Decoder } from '../reading/packet.ts';
import { after, firstOf } from '../reading/span.ts';

/** Below this the field after the addresses is a length, not a type (IEEE 802.3 section 3.2.6). */
export const LEAST_ETHERTYPE = 0x600;
/** Novell's old framing: an IPX header whose checksum is all ones stands where 802.2 belongs. */
const NOVELL_RAW = 0xffff;
const ETHERNET = 1;

const F = declare('eth', {
  dst: address('Destination', { wireshark: 'eth.dst', unsaid: true }),
  src: address('Source', { wireshark: 'eth.src', unsaid: true }),
  type: hex('Type', 4, { names: ETHERTYPES, wireshark: 'eth.type' }),
  len: integer('Length', { unit: 'bytes', wireshark: 'eth.len' }),
});

/** Addresses, then a type or a length. */
export const readEthernet: HeaderReader = (bytes, at, end, next) => {
  if (at + 14 > end) return FlowlessReason.TooShort;
  next.packet.destinationMac = at;
  next.packet.sourceMac = at + 6;
  return readTypeOrLength(bytes, at + 12, end, next);
};

/** Ethernet in IP without a header between (RFC 8986 section 11.1). */
const readEthernetInIp: HeaderReader = (_bytes, at, _end, next) => next.into(TunnelId.EtherIp, By.Ethernet, 0, at);

/** The field that is a type, or the length of an 802.2 frame. */
export function readTypeOrLength(bytes: Uint8Array, at: number, end: number, next: Next): FlowlessReason {
  const field = short(bytes, at);
  if (field >= LEAST_ETHERTYPE) return next.to(By.Ethertype, field, at + 2);
  if (at + 2 + field < end) next.cut(at + 2 + field);
  return next.to(By.Llc, 0, at + 2);
}

const decodeEthernet: Decoder = (packet, span) => {
  const layer = packet.layer('Ethernet II', span);
  const destination = layer.mac(F.dst);
  const source = layer.mac(F.src);
  if (layer.peek16() >= 0 && layer.peek16() < LEAST_ETHERTYPE) layer.name = 'IEEE 802.3';
  const next = typeOrLength(layer, F);
  packet.say('Ethernet', () => (layer.broken ? 'Cut short' : ethernetInfo(layer, next)));
  packet.push(layer, () => `${source} > ${destination}`);
  return next;
};

function ethernetInfo(layer: LayerReader, next: Following | undefined): string {
  return next?.by === By.Ethertype ? ethertypeName(next.number) : layer.name;
}

/** The two readings of that field. */
interface TypeOrLength {
  readonly type: Field;
  readonly len: Field;
}

/** Reads the field that is a type or a length, also behind VLAN tags, and says what follows. */
export function typeOrLength(layer: LayerReader, { type, len }: TypeOrLength): Following | undefined {
  if (layer.peek16() >= LEAST_ETHERTYPE || layer.peek16() < 0) {
    const number = layer.u16(type);
    return layer.goOn(By.Ethertype, number);
  }
  const length = layer.u16(len);
  if (length > layer.promised) layer.complain(`Length ${length} is more than the ${layer.promised} bytes that follow.`);
  const span = firstOf(after(layer), length);
  return { by: layer.peek16() === NOVELL_RAW ? By.Data : By.Llc, number: 0, span };
}

export const ethernet: Protocol = {
  id: 'eth',
  name: 'Ethernet',
  fields: F,
  either: [either('eth.address', 'Address', [F.src, F.dst], 'eth.addr')],
  decode: decodeEthernet,
  places: [
    { by: By.Ethernet, read: always(readEthernet) },
    { by: By.Link, numbers: [ETHERNET], read: when('snap', readEthernet) },
    { by: By.Ethertype, numbers: [0x6558] },
    { by: By.Ip, numbers: [143], read: when('etherip', readEthernetInIp) },
  ],
};
