/** GRE (RFC 2784, RFC 2890), its enhanced form of PPTP (RFC 2637), and ERSPAN, which mirrors Ethernet through it. */
import { hex16, hex32, named } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { ETHERTYPES, ethertypeName } from '../names.ts';
import { after } from '../reading/span.ts';
import type { Decoder, Next } from '../reading/packet.ts';

const CHECKSUM = 0x8000;
const ROUTING = 0x4000;
const KEY = 0x2000;
const SEQUENCE = 0x1000;
const ACKNOWLEDGEMENT = 0x0080;
const BRIDGING = 0x6558;
const PPP = 0x880b;
/** Its length and tunnel number stand where the key would be: they belong to the EoIP layer. */
const EOIP = 0x6400;
const ERSPAN_II = 0x88be;
const ERSPAN_III = 0x22eb;
/** Aruba's access points send whole 802.11 frames under these numbers. */
const ARUBA_FIRST = 0x8200;
const ARUBA_LAST = 0x8370;
const ETHERNET = 1;

export const decodeGre: Decoder = (packet, span) => {
  const layer = packet.layer('GRE', span);
  const flags = layer.u16('Flags and version', hex16);
  const protocol = layer.u16('Protocol', named(ETHERTYPES, hex16));
  readOptional(layer, flags, protocol);
  packet.say('GRE', ethertypeName(protocol));
  packet.push(layer, ethertypeName(protocol));
  return layer.broken ? undefined : follow(layer, protocol, flags);
};

function readOptional(layer: LayerReader, flags: number, protocol: number): void {
  const enhanced = (flags & 7) === 1;
  if (protocol === EOIP) return;
  if ((flags & (CHECKSUM | ROUTING)) !== 0) {
    layer.u16('Checksum', hex16);
    layer.u16('Offset');
  }
  if ((flags & KEY) !== 0 && enhanced) {
    layer.u16('Payload length');
    layer.u16('Call');
  } else if ((flags & KEY) !== 0) layer.u32('Key', hex32);
  if ((flags & SEQUENCE) !== 0) layer.u32('Sequence number');
  if (enhanced && (flags & ACKNOWLEDGEMENT) !== 0) layer.u32('Acknowledgement number');
  if ((flags & ROUTING) !== 0) readRouting(layer);
}

/** RFC 1701: entries of family, offset, length, information, up to one of family 0 and length 0. */
function readRouting(layer: LayerReader): void {
  while (!layer.broken) {
    const family = layer.u16('Route family');
    layer.skip(1);
    const length = layer.u8('Route length');
    if (family === 0 && length === 0) return;
    layer.skip(length, 'route');
  }
}

function follow(layer: LayerReader, protocol: number, flags: number): Next {
  const span = after(layer);
  if (protocol === BRIDGING) return { by: 'link', number: ETHERNET, span };
  if (protocol >= ARUBA_FIRST && protocol <= ARUBA_LAST) return { by: 'wifi', number: 0, span };
  if (protocol === PPP) return { by: 'ppp', number: 0, span };
  if (protocol !== ERSPAN_II && protocol !== ERSPAN_III) return { by: 'ethertype', number: protocol, span };
  const bare = protocol === ERSPAN_II && (flags & SEQUENCE) === 0;
  return bare ? { by: 'link', number: ETHERNET, span } : { by: 'ethertype', number: protocol, span };
}

/** ERSPAN types II and III: eight or twelve bytes (and eight more by a flag) before the mirrored frame. */
export const decodeErspan: Decoder = (packet, span, protocol) => {
  const third = protocol === ERSPAN_III;
  const layer = packet.layer(third ? 'ERSPAN III' : 'ERSPAN II', span);
  layer.u16('Version and VLAN', hex16);
  const session = layer.u16('Session', (value) => `${value & 0x3ff}`);
  if (third) layer.u32('Time stamp');
  const word = layer.u32(third ? 'Group tag and flags' : 'Index', hex32);
  if (third && (word & 1) === 1) layer.raw('Platform', 8);
  packet.say('ERSPAN', `Session ${session & 0x3ff}`);
  packet.push(layer, `Session ${session & 0x3ff}`);
  return layer.broken ? undefined : { by: 'link', number: ETHERNET, span: after(layer) };
};
