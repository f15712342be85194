/** VXLAN (RFC 7348) and Geneve (RFC 8926): Ethernet and others within UDP. */
import { hex, hex16, hex8, named } from '../reading/format.ts';
import { ETHERTYPES } from '../names.ts';
import { after } from '../reading/span.ts';
import type { Decoder } from '../reading/packet.ts';

const ETHERNET = 1;
/** RFC 7348 section 5: must be set. */
const VALID_ID = 8;
const BRIDGING = 0x6558;

export const decodeVxlan: Decoder = (packet, span) => {
  const layer = packet.layer('VXLAN', span);
  const flags = layer.u8('Flags', hex8);
  layer.u24('Reserved', (value) => hex(value, 6));
  const id = layer.u24('Network identifier');
  layer.u8('Reserved', hex8);
  if ((flags & VALID_ID) === 0) layer.complain('The flag of a valid network identifier is not set.');
  packet.say('VXLAN', `VNI ${id}`);
  packet.push(layer, `VNI ${id}`);
  return layer.broken ? undefined : { by: 'link', number: ETHERNET, span: after(layer) };
};

export const decodeGeneve: Decoder = (packet, span) => {
  const layer = packet.layer('Geneve', span);
  const options = layer.u8('Version and options length', (value) => `${value >> 6}, ${(value & 63) * 4}`) & 63;
  layer.u8('Flags', hex8);
  const protocol = layer.u16('Protocol', named(ETHERTYPES, hex16));
  const id = layer.u24('Network identifier');
  layer.u8('Reserved', hex8);
  if (options > 0) layer.raw('Options', options * 4);
  packet.say('Geneve', `VNI ${id}`);
  packet.push(layer, `VNI ${id}`);
  if (layer.broken) return undefined;
  const inner = after(layer);
  return protocol === BRIDGING
    ? { by: 'link', number: ETHERNET, span: inner }
    : { by: 'ethertype', number: protocol, span: inner };
};
