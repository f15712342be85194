/** Names of ports, protocols and Ethernet types: small tables, as no names are looked up in the system's files. */

interface PortName {
  readonly port: number;
  /** IP protocols under which the name is registered: 6 TCP, 17 UDP, 132 SCTP. */
  readonly protocols: readonly number[];
}

const BOTH =
  'echo 7, discard 9, daytime 13, chargen 19, time 37, tacacs 49, domain 53, kerberos 88, sunrpc 111, snmp 161, ' +
  'snmp-trap 162, ldap 389, svrloc 427, https 443, ldp 646, ldaps 636, domain-s 853, openvpn 1194, radius 1812, ' +
  'radius-acct 1813, nfs 2049, sip 5060, sip-tls 5061';
const TCP =
  'tcpmux 1, systat 11, netstat 15, qotd 17, ftp-data 20, ftp 21, ssh 22, telnet 23, smtp 25, whois 43, gopher 70, ' +
  'finger 79, http 80, www 80, iso-tsap 102, pop3 110, auth 113, nntp 119, epmap 135, netbios-ssn 139, imap2 143, ' +
  'imap 143, bgp 179, microsoft-ds 445, kpasswd 464, submissions 465, rtsp 554, submission 587, ipp 631, rsync 873, ' +
  'exec 512, login 513, shell 514, printer 515, klogin 543, kshell 544, afpovertcp 548, ftps-data 989, ftps 990, ' +
  'telnets 992, imaps 993, pop3s 995, socks 1080, ms-sql-s 1433, iscsi-target 3260, mysql 3306, ms-wbt-server 3389, ' +
  'svn 3690, xmpp-client 5222, xmpp-server 5269, postgresql 5432, amqps 5671, x11 6000, redis 6379, ircd 6667, ' +
  'http-alt 8080, git 9418';
const UDP =
  'bootps 67, bootpc 68, tftp 69, ntp 123, netbios-ns 137, netbios-dgm 138, xdmcp 177, ptp-event 319, ptp-general 320, ' +
  'isakmp 500, syslog 514, route 520, dhcpv6-client 546, dhcpv6-server 547, asf-rmcp 623, ms-sql-m 1434, l2f 1701, ' +
  'ipsec-nat-t 4500, mdns 5353';

const PORTS: ReadonlyMap<string, PortName> = new Map([
  ...portNames(BOTH, [6, 17]),
  ...portNames(TCP, [6]),
  ...portNames(UDP, [17]),
  ...portNames('amqp 5672', [6, 132]),
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

const IP_PROTOCOLS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ip: 0,
    hopopt: 0,
    icmp: 1,
    igmp: 2,
    ggp: 3,
    ipencap: 4,
    st: 5,
    tcp: 6,
    egp: 8,
    igp: 9,
    pup: 12,
    udp: 17,
    hmp: 20,
    'xns-idp': 22,
    rdp: 27,
    'iso-tp4': 29,
    dccp: 33,
    xtp: 36,
    ddp: 37,
    'idpr-cmtp': 38,
    ipv6: 41,
    'ipv6-route': 43,
    'ipv6-frag': 44,
    idrp: 45,
    rsvp: 46,
    gre: 47,
    esp: 50,
    ah: 51,
    skip: 57,
    'ipv6-icmp': 58,
    icmp6: 58,
    'ipv6-nonxt': 59,
    'ipv6-opts': 60,
    eigrp: 88,
    ospf: 89,
    ipip: 94,
    etherip: 97,
    encap: 98,
    pim: 103,
    ipcomp: 108,
    vrrp: 112,
    l2tp: 115,
    isis: 124,
    sctp: 132,
    udplite: 136,
    'mpls-in-ip': 137,
    hip: 139,
    shim6: 140,
  }),
);

/** An IP protocol's number by its name (IANA protocol numbers). */
export function ipProtocolNamed(name: string): number | undefined {
  return IP_PROTOCOLS.get(name);
}

/** Ethernet types, and below 1501 the LLC access points (IEEE 802.2), that filters name. */
export const LinkProtocol = {
  Stp: 0x42,
  Ipx: 0xe0,
  Netbeui: 0xf0,
  Iso: 0xfe,
  IpLlc: 0x06,
  Ipv4: 0x0800,
  Arp: 0x0806,
  MopDl: 0x6001,
  MopRc: 0x6002,
  Decnet: 0x6003,
  Lat: 0x6004,
  Sca: 0x6007,
  Rarp: 0x8035,
  Appletalk: 0x809b,
  Aarp: 0x80f3,
  Vlan: 0x8100,
  NovellIpx: 0x8137,
  Ipv6: 0x86dd,
  Mpls: 0x8847,
  PppoeDiscovery: 0x8863,
  PppoeSession: 0x8864,
  ServiceVlan: 0x88a8,
  OldServiceVlan: 0x9100,
  Loopback: 0x9000,
  Lldp: 0x88cc,
} as const;

const LINK_PROTOCOLS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ip: LinkProtocol.Ipv4,
    ip6: LinkProtocol.Ipv6,
    arp: LinkProtocol.Arp,
    rarp: LinkProtocol.Rarp,
    atalk: LinkProtocol.Appletalk,
    aarp: LinkProtocol.Aarp,
    decnet: LinkProtocol.Decnet,
    lat: LinkProtocol.Lat,
    sca: LinkProtocol.Sca,
    mopdl: LinkProtocol.MopDl,
    moprc: LinkProtocol.MopRc,
    iso: LinkProtocol.Iso,
    stp: LinkProtocol.Stp,
    ipx: LinkProtocol.Ipx,
    netbeui: LinkProtocol.Netbeui,
    loopback: LinkProtocol.Loopback,
    lldp: LinkProtocol.Lldp,
  }),
);

/** An Ethernet type or LLC access point by its name. */
export function linkProtocolNamed(name: string): number | undefined {
  return LINK_PROTOCOLS.get(name);
}
