/** VXLAN (RFC 7348) and VXLAN-GPE (draft-ietf-nvo3-vxlan-gpe): Ethernet and others within UDP. */
import { FlowlessReason } from '../../model/packet-table.ts';
import { TunnelId } from '../../model/tunnels.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { when, type Protocol } from '../protocol.ts';
import { declare, hex, integer } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';

/** RFC 7348 section 5: must be set. */
const VALID_NETWORK = 0x08;
const GPE_PORT = 4790;
const IPV4 = 0x0800;
const IPV6 = 0x86dd;
const MPLS = 0x8847;
const NEXT_PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [1, 'IPv4'],
  [2, 'IPv6'],
  [3, 'Ethernet'],
  [4, 'NSH'],
  [5, 'MPLS'],
]);

const F = declare('vxlan', {
  flags: hex('Flags', 2),
  reserved: hex('Reserved', 6),
  next: integer('Next protocol', { names: NEXT_PROTOCOLS, wireshark: 'vxlan.next_proto' }),
  vni: integer('Network identifier', { wireshark: 'vxlan.vni' }),
  last: hex('Reserved', 2),
});

/** VXLAN (RFC 7348 section 5): 8 bytes, the flag of a valid network identifier set, then an Ethernet frame. */
const readVxlan: HeaderReader = (bytes, at, end, next) => {
  if (at + 8 > end) return FlowlessReason.TooShort;
  if ((bytes[at] & VALID_NETWORK) === 0) return FlowlessReason.BadTunnel;
  return next.into(TunnelId.Vxlan, By.Ethernet, 0, at + 8);
};

/**
 * VXLAN-GPE (draft-ietf-nvo3-vxlan-gpe section 3): as VXLAN, with a next protocol: 1 IPv4, 2 IPv6, 3 Ethernet, 5 MPLS. Not
 * every writer sets the flag that says so; where VXLAN has nothing, it is Ethernet.
 */
const readVxlanGpe: HeaderReader = (bytes, at, end, next) => {
  if (at + 8 > end) return FlowlessReason.TooShort;
  next.packet.tunnel = TunnelId.Vxlan;
  const inside = at + 8;
  switch (bytes[at + 3]) {
    case 1:
      return next.to(By.Ethertype, IPV4, inside);
    case 2:
      return next.to(By.Ethertype, IPV6, inside);
    case 0:
    case 3:
      return next.to(By.Ethernet, 0, inside);
    case 5:
      return next.to(By.Ethertype, MPLS, inside);
    default:
      return FlowlessReason.NotIp;
  }
};

const decodeVxlan: Decoder = (packet, span, port) => {
  const extended = port === GPE_PORT;
  const layer = packet.layer(extended ? 'VXLAN-GPE' : 'VXLAN', span);
  const set = layer.u8(F.flags);
  readReserved(layer, extended);
  const id = layer.u24(F.vni);
  layer.u8(F.last);
  const valid = (set & VALID_NETWORK) !== 0;
  if (!valid) layer.complain('The flag of a valid network identifier is not set.');
  packet.say(layer.name, () => `VNI ${id}`);
  packet.push(layer, () => `VNI ${id}`);
  if (extended) return layer.follow(readVxlanGpe);
  // The meter does not go on without the flag.
  return valid ? layer.follow(readVxlan) : layer.goOn(By.Ethernet);
};

/** Three bytes; of GPE the last one names what is carried. */
function readReserved(layer: LayerReader, extended: boolean): void {
  const word = layer.bits(3, 'Reserved');
  if (extended) layer.part(F.next, word & 0xff, 2, 1);
  else layer.part(F.reserved, word);
}

export const vxlan: Protocol = {
  id: 'vxlan',
  name: 'VXLAN',
  fields: F,
  decode: decodeVxlan,
  places: [
    { by: By.Udp, numbers: [4789, 8472], read: when('vxlan', readVxlan) },
    { by: By.Udp, numbers: [GPE_PORT], read: when('vxlan', readVxlanGpe) },
  ],
};
