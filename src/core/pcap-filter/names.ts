import * as EtherType from '../model/ethertypes.ts';
import * as IpProtocol from '../model/ip-protocols.ts';

/**
 * Names of ports, protocols and Ethernet types, as filters spell them: small tables, as no names are looked up in the
 * system's files. A port's number is part of its name here, for each of them stands beside the protocols it is
 * registered for.
 */

interface PortName {
  readonly port: number;
  /** IP protocols under which the name is registered: TCP, UDP, SCTP. */
  readonly protocols: readonly number[];
}

const BOTH =
  'echo 7, discard 9, daytime 13, chargen 19, time 37, tacacs 49, domain 53, kerberos 88, sunrpc 111, snmp 161, ' +
  'snmp-trap 162, ldap 389, svrloc 427, https 443, ldp 646, ldaps 636, domain-s 853, openvpn 1194, radius 1812, ' +
  'radius-acct 1813, nfs 2049, sip 5060, sip-tls 5061';
const ONLY_TCP =
  'tcpmux 1, systat 11, netstat 15, qotd 17, ftp-data 20, ftp 21, ssh 22, telnet 23, smtp 25, whois 43, gopher 70, ' +
  'finger 79, http 80, www 80, iso-tsap 102, pop3 110, auth 113, nntp 119, epmap 135, netbios-ssn 139, imap2 143, ' +
  'imap 143, bgp 179, microsoft-ds 445, kpasswd 464, submissions 465, rtsp 554, submission 587, ipp 631, rsync 873, ' +
  'exec 512, login 513, shell 514, printer 515, klogin 543, kshell 544, afpovertcp 548, ftps-data 989, ftps 990, ' +
  'telnets 992, imaps 993, pop3s 995, socks 1080, ms-sql-s 1433, iscsi-target 3260, mysql 3306, ms-wbt-server 3389, ' +
  'svn 3690, xmpp-client 5222, xmpp-server 5269, postgresql 5432, amqps 5671, x11 6000, redis 6379, ircd 6667, ' +
  'http-alt 8080, git 9418';
const ONLY_UDP =
  'bootps 67, bootpc 68, tftp 69, ntp 123, netbios-ns 137, netbios-dgm 138, xdmcp 177, ptp-event 319, ptp-general 320, ' +
  'isakmp 500, syslog 514, route 520, dhcpv6-client 546, dhcpv6-server 547, asf-rmcp 623, ms-sql-m 1434, l2f 1701, ' +
  'ipsec-nat-t 4500, mdns 5353';

const PORTS: ReadonlyMap<string, PortName> = new Map([
  ...portNames(BOTH, [IpProtocol.TCP, IpProtocol.UDP]),
  ...portNames(ONLY_TCP, [IpProtocol.TCP]),
  ...portNames(ONLY_UDP, [IpProtocol.UDP]),
  ...portNames('amqp 5672', [IpProtocol.TCP, IpProtocol.SCTP]),
]);

function portNames(text: string, protocols: readonly number[]): readonly (readonly [string, PortName])[] {
  return text.split(', ').map((entry) => {
    const [name = '', port = ''] = entry.split(' ');
    return [name, { port: Number(port), protocols }] as const;
  });
}

/** A port by its name. */
export function portNamed(name: string): PortName | undefined {
  return PORTS.get(name);
}

/** Names that /etc/protocols spells as everybody does, but for capital letters. */
const COMMON_PROTOCOLS =
  'hopopt icmp igmp ggp st tcp egp igp pup udp hmp xns-idp rdp iso-tp4 dccp xtp ddp idpr-cmtp ipv6 ipv6-route ipv6-frag ' +
  'idrp rsvp gre esp ah skip ipv6-nonxt ipv6-opts eigrp ospf ipip etherip encap pim ipcomp vrrp l2tp sctp udplite ' +
  'mpls-in-ip hip shim6';

const IP_PROTOCOLS: ReadonlyMap<string, number | undefined> = new Map([
  ...COMMON_PROTOCOLS.split(' ').map((name) => [name, IpProtocol.ipProtocolNumber(name)] as const),
  ['ip', IpProtocol.HOP_BY_HOP],
  ['ipencap', IpProtocol.IPV4],
  ['ipv6-icmp', IpProtocol.ICMPV6],
  ['icmp6', IpProtocol.ICMPV6],
  ['isis', IpProtocol.ipProtocolNumber('IS-IS')],
]);

/** An IP protocol's number by its name (IANA protocol numbers). */
export function ipProtocolNamed(name: string): number | undefined {
  return IP_PROTOCOLS.get(name);
}

/** LLC access points (IEEE 802.2), which filters name as they name Ethernet types: they are below 1501. */
export const AccessPoint = { Ip: 0x06, Stp: 0x42, Ipx: 0xe0, Netbeui: 0xf0, Iso: 0xfe } as const;

const LINK_PROTOCOLS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ip: EtherType.IPV4,
    ip6: EtherType.IPV6,
    arp: EtherType.ARP,
    rarp: EtherType.RARP,
    atalk: EtherType.APPLETALK,
    aarp: EtherType.AARP,
    decnet: EtherType.DECNET,
    lat: EtherType.LAT,
    sca: EtherType.LAVC,
    mopdl: EtherType.MOP_DUMP,
    moprc: EtherType.MOP_CONSOLE,
    iso: AccessPoint.Iso,
    stp: AccessPoint.Stp,
    ipx: AccessPoint.Ipx,
    netbeui: AccessPoint.Netbeui,
    loopback: EtherType.LOOPBACK,
    lldp: EtherType.LLDP,
  }),
);

/** An Ethernet type or LLC access point by its name. */
export function linkProtocolNamed(name: string): number | undefined {
  return LINK_PROTOCOLS.get(name);
}
