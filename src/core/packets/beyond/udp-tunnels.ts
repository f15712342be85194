import * as EtherType from '../../model/ethertypes.ts';
import * as IpProtocol from '../../model/ip-protocols.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { TunnelId } from '../../model/tunnels.ts';
import { short } from '../nfstream/link-layer.ts';
import { By, type HeaderReader } from '../../protocols/headers/next.ts';

const VALID_NETWORK = 0x08;

/** VXLAN (RFC 7348 section 5): 8 bytes, the flag of a valid network identifier set, then an Ethernet frame. */
export const readVxlan: HeaderReader = (bytes, at, end, next) => {
  if (at + 8 > end) return FlowlessReason.TooShort;
  if ((bytes[at] & VALID_NETWORK) === 0) return FlowlessReason.BadTunnel;
  return next.into(TunnelId.Vxlan, By.Ethernet, 0, at + 8);
};

/**
 * VXLAN-GPE (draft-ietf-nvo3-vxlan-gpe section 3): as VXLAN, with a next protocol: 1 IPv4, 2 IPv6, 3 Ethernet, 5 MPLS. Not
 * every writer sets the flag that says so; where VXLAN has nothing, it is Ethernet.
 */
export const readVxlanGpe: HeaderReader = (bytes, at, end, next) => {
  if (at + 8 > end) return FlowlessReason.TooShort;
  next.packet.tunnel = TunnelId.Vxlan;
  const inside = at + 8;
  switch (bytes[at + 3]) {
    case 1:
      return next.to(By.Ethertype, EtherType.IPV4, inside);
    case 2:
      return next.to(By.Ethertype, EtherType.IPV6, inside);
    case 0:
    case 3:
      return next.to(By.Ethernet, 0, inside);
    case 5:
      return next.to(By.Ethertype, EtherType.MPLS, inside);
    default:
      return FlowlessReason.NotIp;
  }
};

/** Geneve (RFC 8926 section 3.4): version 0, options of 4-byte units, Ethernet or what the ethertype names. */
export const readGeneve: HeaderReader = (bytes, at, end, next) => {
  if (at + 8 > end) return FlowlessReason.TooShort;
  if (bytes[at] >> 6 !== 0) return FlowlessReason.BadTunnel;
  const type = short(bytes, at + 2);
  const inside = at + 8 + (bytes[at] & 63) * 4;
  return next.into(TunnelId.Geneve, type === EtherType.BRIDGING ? By.Ethernet : By.Ethertype, type, inside);
};

/** Teredo (RFC 4380 section 5.1.1): authentication and origin indication, if any, before IPv6. */
export const readTeredo: HeaderReader = (bytes, start, end, next) => {
  let at = start;
  if (at + 4 <= end && short(bytes, at) === 1) at += 13 + bytes[at + 2] + bytes[at + 3];
  if (at + 8 <= end && short(bytes, at) === 0) at += 8;
  if (at >= end || bytes[at] >> 4 !== 6) return FlowlessReason.NotIp;
  return next.into(TunnelId.Teredo, By.Ethertype, EtherType.IPV6, at);
};

/** AYIYA (draft-massar-v6ops-ayiya): the first two bytes state the sizes of identity and signature. */
export const readAyiya: HeaderReader = (bytes, at, end, next) => {
  if (at + 8 > end) return FlowlessReason.TooShort;
  if (bytes[at + 3] !== IpProtocol.IPV6) return FlowlessReason.NotIp;
  const inside = at + 8 + 2 ** (bytes[at] >> 4) + (bytes[at + 1] >> 4) * 4;
  return next.into(TunnelId.Teredo, By.Ethertype, EtherType.IPV6, inside);
};
