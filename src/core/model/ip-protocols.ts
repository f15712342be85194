/**
 * IP protocol numbers (https://www.iana.org/assignments/protocol-numbers), which IPv6 has for next headers too. Read them
 * as `IpProtocol.TCP`, after `import * as IpProtocol`: bundlers then write the numbers themselves, which the hot path wants.
 */

/** Options for every router on the way (RFC 8200), an IPv6 extension header as ROUTING, FRAGMENT, DESTINATION, MOBILITY, HIP and SHIM6. */
export const HOP_BY_HOP = 0;
export const ICMP = 1;
export const IGMP = 2;
/** An IPv4 packet in an IP packet. */
export const IPV4 = 4;
export const TCP = 6;
/** Any interior gateway protocol; tcpdump calls it IGRP. */
export const IGRP = 9;
export const UDP = 17;
export const DCCP = 33;
/** An IPv6 packet in an IP packet. */
export const IPV6 = 41;
export const ROUTING = 43;
export const FRAGMENT = 44;
export const GRE = 47;
export const ESP = 50;
export const AH = 51;
export const ICMPV6 = 58;
export const NO_NEXT_HEADER = 59;
export const DESTINATION = 60;
export const OSPF = 89;
export const ETHERIP = 97;
export const PIM = 103;
export const VRRP = 112;
export const L2TP = 115;
export const SCTP = 132;
export const MOBILITY = 135;
export const UDP_LITE = 136;
export const MPLS = 137;
export const HIP = 139;
export const SHIM6 = 140;
export const ETHERNET = 143;

/** Names by number, as the protocol column writes them. */
const IP_PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [HOP_BY_HOP, 'HOPOPT'],
  [ICMP, 'ICMP'],
  [IGMP, 'IGMP'],
  [3, 'GGP'],
  [IPV4, 'IPv4'],
  [5, 'ST'],
  [TCP, 'TCP'],
  [7, 'CBT'],
  [8, 'EGP'],
  [IGRP, 'IGP'],
  [12, 'PUP'],
  [15, 'XNET'],
  [16, 'CHAOS'],
  [UDP, 'UDP'],
  [18, 'MUX'],
  [20, 'HMP'],
  [22, 'XNS-IDP'],
  [27, 'RDP'],
  [28, 'IRTP'],
  [29, 'ISO-TP4'],
  [DCCP, 'DCCP'],
  [35, 'IDPR'],
  [36, 'XTP'],
  [37, 'DDP'],
  [38, 'IDPR-CMTP'],
  [IPV6, 'IPv6'],
  [42, 'SDRP'],
  [ROUTING, 'IPv6-Route'],
  [FRAGMENT, 'IPv6-Frag'],
  [45, 'IDRP'],
  [46, 'RSVP'],
  [GRE, 'GRE'],
  [48, 'DSR'],
  [49, 'BNA'],
  [ESP, 'ESP'],
  [AH, 'AH'],
  [54, 'NARP'],
  [55, 'MOBILE'],
  [57, 'SKIP'],
  [ICMPV6, 'ICMPv6'],
  [NO_NEXT_HEADER, 'IPv6-NoNxt'],
  [DESTINATION, 'IPv6-Opts'],
  [73, 'CPHB'],
  [83, 'VINES'],
  [84, 'IPTM'],
  [88, 'EIGRP'],
  [OSPF, 'OSPF'],
  [91, 'LARP'],
  [92, 'MTP'],
  [93, 'AX.25'],
  [94, 'IPIP'],
  [ETHERIP, 'ETHERIP'],
  [98, 'ENCAP'],
  [102, 'PNNI'],
  [PIM, 'PIM'],
  [105, 'SCPS'],
  [108, 'IPComp'],
  [111, 'IPX-in-IP'],
  [VRRP, 'VRRP'],
  [113, 'PGM'],
  [L2TP, 'L2TP'],
  [118, 'STP'],
  [121, 'SMP'],
  [123, 'PTP'],
  [124, 'IS-IS'],
  [126, 'CRTP'],
  [127, 'CRUDP'],
  [131, 'PIPE'],
  [SCTP, 'SCTP'],
  [133, 'FC'],
  [134, 'RSVP-E2E-IGNORE'],
  [MOBILITY, 'Mobility'],
  [UDP_LITE, 'UDPLite'],
  [MPLS, 'MPLS-in-IP'],
  [138, 'MANET'],
  [HIP, 'HIP'],
  [SHIM6, 'Shim6'],
  [141, 'WESP'],
  [142, 'ROHC'],
  [ETHERNET, 'Ethernet'],
  [144, 'AGGFRAG'],
  [145, 'NSH'],
  [146, 'Homa'],
]);

/** Name of an IP protocol number (0 to 255): "TCP"; "IP 200" where the number has no name here. */
export function ipProtocolName(protocol: number): string {
  return IP_PROTOCOLS.get(protocol) ?? `IP ${protocol}`;
}

/** The number of a name of this list, in upper or lower case; undefined if it is none of them. */
export function ipProtocolNumber(name: string): number | undefined {
  const wanted = name.toLowerCase();
  for (const [number, known] of IP_PROTOCOLS) if (known.toLowerCase() === wanted) return number;
  return undefined;
}
