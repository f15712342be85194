/**
 * Ethernet types (https://www.iana.org/assignments/ieee-802-numbers and common practice): what an Ethernet frame, and all
 * that borrows its numbers, carries. Read them as `EtherType.IPV4`, after `import * as EtherType`: bundlers then write the
 * numbers themselves, which the hot path wants.
 */

export const XNS = 0x0600;
export const IPV4 = 0x0800;
export const ARP = 0x0806;
export const CDP = 0x2000;
export const ERSPAN_III = 0x22eb;
/** DEC's maintenance protocol: loading and dumping. */
export const MOP_DUMP = 0x6001;
/** DEC's maintenance protocol: remote console. */
export const MOP_CONSOLE = 0x6002;
export const DECNET = 0x6003;
export const LAT = 0x6004;
/** DEC clusters, which tcpdump calls SCA. */
export const LAVC = 0x6007;
/** MikroTik's Ethernet over IP, in GRE. */
export const EOIP = 0x6400;
/** A whole Ethernet frame inside of a tunnel (RFC 1701). */
export const BRIDGING = 0x6558;
export const RARP = 0x8035;
export const APPLETALK = 0x809b;
export const AARP = 0x80f3;
export const VLAN = 0x8100;
export const IPX = 0x8137;
export const IPV6 = 0x86dd;
export const PPP = 0x880b;
/** Redirected packets in GRE. */
export const WCCP = 0x883e;
export const MPLS = 0x8847;
export const MPLS_MULTICAST = 0x8848;
export const PPPOE_DISCOVERY = 0x8863;
export const PPPOE_SESSION = 0x8864;
export const EAPOL = 0x888e;
/** 802.1ad. */
export const PROVIDER_VLAN = 0x88a8;
export const ERSPAN_II = 0x88be;
export const PRE_AUTHENTICATION = 0x88c7;
export const LLDP = 0x88cc;
/** 802.1AE. */
export const MACSEC = 0x88e5;
/** 802.1ah. */
export const BACKBONE = 0x88e7;
export const PTP = 0x88f7;
export const LOOPBACK = 0x9000;
export const OLD_PROVIDER_VLAN = 0x9100;
export const OLDER_PROVIDER_VLAN = 0x9200;

/** Below this the field after an Ethernet frame's addresses is a length (IEEE 802.3, section 3.2.6). */
export const LEAST = 0x0600;

/** Names for people, by number. */
export const ETHERTYPES: ReadonlyMap<number, string> = new Map([
  [0x0101, 'Experimental'],
  [0x0200, 'PUP'],
  [XNS, 'XNS'],
  [IPV4, 'IPv4'],
  [0x0805, 'X.25'],
  [ARP, 'ARP'],
  [0x0842, 'Wake-on-LAN'],
  [CDP, 'CDP'],
  [0x22ea, 'SRP'],
  [ERSPAN_III, 'ERSPAN III'],
  [0x22f0, 'AVTP'],
  [0x22f3, 'TRILL'],
  [MOP_DUMP, 'DEC MOP dump'],
  [MOP_CONSOLE, 'DEC MOP'],
  [DECNET, 'DECnet'],
  [LAT, 'DEC LAT'],
  [LAVC, 'DEC LAVC'],
  [EOIP, 'EoIP'],
  [BRIDGING, 'Ethernet bridging'],
  [RARP, 'RARP'],
  [APPLETALK, 'AppleTalk'],
  [AARP, 'AARP'],
  [VLAN, 'VLAN'],
  [IPX, 'IPX'],
  [IPV6, 'IPv6'],
  [0x8808, 'Ethernet flow control'],
  [0x8809, 'Slow protocols'],
  [PPP, 'PPP'],
  [0x8819, 'CobraNet'],
  [WCCP, 'WCCP'],
  [MPLS, 'MPLS'],
  [MPLS_MULTICAST, 'MPLS multicast'],
  [PPPOE_DISCOVERY, 'PPPoE discovery'],
  [PPPOE_SESSION, 'PPPoE session'],
  [0x886d, 'Intel ANS'],
  [0x887b, 'HomePlug'],
  [EAPOL, 'EAPOL'],
  [0x8892, 'PROFINET'],
  [0x889a, 'HyperSCSI'],
  [0x88a2, 'ATA over Ethernet'],
  [0x88a4, 'EtherCAT'],
  [PROVIDER_VLAN, 'VLAN, provider'],
  [0x88ab, 'Powerlink'],
  [0x88b8, 'GOOSE'],
  [0x88ba, 'Sampled values'],
  [ERSPAN_II, 'ERSPAN II'],
  [PRE_AUTHENTICATION, '802.11i pre-authentication'],
  [LLDP, 'LLDP'],
  [0x88cd, 'SERCOS III'],
  [0x88e1, 'HomePlug AV'],
  [0x88e3, 'MRP'],
  [MACSEC, 'MACsec'],
  [BACKBONE, 'Provider backbone bridging'],
  [PTP, 'PTP'],
  [0x88fb, 'PRP'],
  [0x8902, 'CFM'],
  [0x8906, 'FCoE'],
  [0x8914, 'FCoE initialisation'],
  [0x8915, 'RoCE'],
  [0x891d, 'TTEthernet'],
  [0x892f, 'HSR'],
  [0x894f, 'NSH'],
  [LOOPBACK, 'Loopback test'],
  [OLD_PROVIDER_VLAN, 'VLAN, old provider'],
  [OLDER_PROVIDER_VLAN, 'VLAN, old provider'],
]);

/** "IPv4", or "ethertype 0x1234" without a name. */
export function ethertypeName(ethertype: number): string {
  return ETHERTYPES.get(ethertype) ?? `ethertype 0x${ethertype.toString(16).padStart(4, '0')}`;
}
