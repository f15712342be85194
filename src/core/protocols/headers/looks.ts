import { short } from '../../../base/bytes.ts';
import * as EtherType from '../../model/ethertypes.ts';

/** Ethertypes that make bytes look like a frame, besides those of IP, whose version is looked at too. */
const KNOWN_TYPES: ReadonlySet<number> = new Set([
  EtherType.ARP,
  EtherType.VLAN,
  EtherType.MPLS,
  EtherType.MPLS_MULTICAST,
  EtherType.PPPOE_DISCOVERY,
  EtherType.PPPOE_SESSION,
  EtherType.EAPOL,
  EtherType.PROVIDER_VLAN,
  EtherType.LLDP,
  EtherType.MACSEC,
  EtherType.BACKBONE,
  EtherType.OLD_PROVIDER_VLAN,
]);

/** Whether bytes[at..end) may be an Ethernet frame: where nothing says what is carried, that is asked. */
export function looksLikeEthernet(bytes: Uint8Array, at: number, end: number): boolean {
  if (at + 15 > end) return false;
  const type = short(bytes, at + 12);
  if (type === EtherType.IPV4) return bytes[at + 14] >> 4 === 4;
  if (type === EtherType.IPV6) return bytes[at + 14] >> 4 === 6;
  return KNOWN_TYPES.has(type) || looksLikeLlc(bytes, at, end, type);
}

/** 802.3: a length that fits, and 802.2 with SNAP. */
function looksLikeLlc(bytes: Uint8Array, at: number, end: number, length: number): boolean {
  return length >= 8 && at + 14 + length <= end && short(bytes, at + 14) === 0xaaaa;
}

/** Whether bytes[at..end) begin with an IP header whose version and length can be. */
export function looksLikeIp(bytes: Uint8Array, at: number, end: number): boolean {
  if (at + 20 > end) return false;
  if (bytes[at] >> 4 === 6) return at + 40 <= end;
  const header = (bytes[at] & 15) * 4;
  return bytes[at] >> 4 === 4 && header >= 20 && short(bytes, at + 2) >= header;
}
