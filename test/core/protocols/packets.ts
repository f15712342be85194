/** Packets built from hexadecimal text, one protocol around the other. */

export interface TestPacket {
  readonly linkType: number;
  readonly hex: string;
}

/** Bytes of hexadecimal text; blanks are ignored. */
export function hexToBytes(hex: string): Uint8Array {
  const digits = hex.replaceAll(/\s/g, '');
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

/** Latin-1 text as hexadecimal text. */
export function textHex(text: string): string {
  return Array.from(text, (character) => number(character.charCodeAt(0), 1)).join('');
}

/** A number as `size` bytes, high byte first. */
export function number(value: number, size: number): string {
  return value.toString(16).padStart(2 * size, '0');
}

/** Number of bytes of hexadecimal text. */
export function size(hex: string): number {
  return hex.replaceAll(/\s/g, '').length / 2;
}

export const MAC_A = '020000000001';
export const MAC_B = '020000000002';

export function ethernet(type: number, payload: string): string {
  return `${MAC_B}${MAC_A}${number(type, 2)}${payload}`;
}

/** From 10.0.0.1 to 10.0.0.2. */
export function ipv4(protocol: number, payload: string, flags = '0000'): string {
  return `4500${number(20 + size(payload), 2)}1234${flags}40${number(protocol, 1)}00000a0000010a000002${payload}`;
}

/** From 2001:db8::1 to ::ffff:10.0.0.2. */
export function ipv6(protocol: number, payload: string): string {
  const addresses = `20010db8000000000000000000000001${'0'.repeat(20)}ffff0a000002`;
  return `60000000${number(size(payload), 2)}${number(protocol, 1)}40${addresses}${payload}`;
}

export function udp(source: number, destination: number, payload: string): string {
  return `${number(source, 2)}${number(destination, 2)}${number(8 + size(payload), 2)}0000${payload}`;
}

export function tcp(source: number, destination: number, flags: number, payload: string, options = ''): string {
  const words = 5 + size(options) / 4;
  return `${number(source, 2)}${number(destination, 2)}000000640000000${flags === 2 ? '0' : '7'}${number(words << 4, 1)}${number(flags, 1)}fa0000000000${options}${payload}`;
}

const dnsName = (name: string): string =>
  `${name
    .split('.')
    .map((label) => number(label.length, 1) + textHex(label))
    .join('')}00`;
const question = `${dnsName('www.example.test')}00010001`;
const clientHello = (() => {
  const name = textHex('www.example.test');
  const entry = `00${number(size(name), 2)}${name}`;
  const sni = `0000${number(size(entry) + 2, 2)}${number(size(entry), 2)}${entry}`;
  const body = `0303${'ab'.repeat(32)}00000413011302 0100${number(size(sni), 2)}${sni}`;
  return `160301${number(size(body) + 4, 2)}01${number(size(body), 3)}${body}`;
})();
const dhcp = `0101060000003d1d00000000${'00'.repeat(16)}${MAC_A}${'00'.repeat(10 + 192)}63825363 350103 0c0468 6f7374 3204 0a000009 ff`;
const ntp = `230306ec0000000000000000 0a000001 ${'00'.repeat(24)} e8fb3b0080000000`;
const ptpSync = `000200 2c 00000200 0000000000000000 00000000 0200fffe000001 0a 0001 0007 00 00 0000 65000000 00000001`;
/** UDP from port 1 to port 2, over both versions of IP. */
const inner4 = ipv4(17, udp(1, 2, 'ff'));
const inner6 = ipv6(17, udp(1, 2, 'ff'));
const wifiAddresses = `${MAC_A}${MAC_B}${MAC_A}1000`;
const snap = 'aaaa03000000';
const wifiData = `08010000${wifiAddresses}${snap}0800${inner4}`;
const llcFrame = (llc: string): string => `${MAC_B}${MAC_A}${number(size(llc), 2)}${llc}`;
const prismItem = (did: string, value: string, status = '0000'): string => `${did}${status}0400${value}`;
const avsHeader = `80211001 00000040 0000000100000002 0000000000000003 00000004 00000006 0000006e 00000001 00000000 00000002 ffffffc4 ffffffa1 00000002 00000001`;
const cdp = `02b40000 0001000a${textHex('switch')} 00030008${textHex('Fa01')} 00040008 00000029`;
const quoted = `45000054abcd00004011 0000 0a0000020a000001 c0de0035 0040 0000`;

/** One packet of each kind, by name. */
export const PACKETS: Readonly<Record<string, TestPacket>> = {
  syn: {
    linkType: 1,
    hex: ethernet(0x800, ipv4(6, tcp(51234, 443, 2, '', '020405b4 0402 080a 00000001 00000000 01 030307'))),
  },
  http: {
    linkType: 1,
    hex: ethernet(0x800, ipv4(6, tcp(51234, 80, 0x18, textHex('GET /a HTTP/1.1\r\nHost: example.test\r\n\r\nbody')))),
  },
  tls: { linkType: 101, hex: ipv6(6, tcp(51234, 443, 0x18, clientHello)) },
  ssh: { linkType: 1, hex: ethernet(0x800, ipv4(6, tcp(22, 51234, 0x18, textHex('SSH-2.0-OpenSSH_9.2\r\n')))) },
  dnsQuery: { linkType: 1, hex: ethernet(0x800, ipv4(17, udp(50000, 53, `beef01000001000000000000${question}`))) },
  dnsAnswer: {
    linkType: 1,
    hex: ethernet(
      0x800,
      ipv4(17, udp(53, 50000, `beef81800001000100000000${question}c00c00010001000000 3c0004 0a000050`)),
    ),
  },
  arp: { linkType: 1, hex: ethernet(0x806, `0001080006040001${MAC_A}0a000002${'0'.repeat(12)}0a000001`) },
  dhcp: { linkType: 1, hex: ethernet(0x800, ipv4(17, udp(68, 67, dhcp))) },
  ntp: { linkType: 1, hex: ethernet(0x800, ipv4(17, udp(40000, 123, ntp))) },
  ptp: { linkType: 1, hex: ethernet(0x88f7, ptpSync) },
  echo: { linkType: 1, hex: ethernet(0x800, ipv4(1, '0800000000070001abcdef')) },
  unreachable: { linkType: 1, hex: ethernet(0x800, ipv4(1, `0303000000000000${quoted}`)) },
  neighbour: {
    linkType: 1,
    hex: ethernet(0x86dd, ipv6(58, `8700000000000000fe800000000000000000000000000001 0101${MAC_A}`)),
  },
  fragment: { linkType: 1, hex: ethernet(0x800, ipv4(17, 'abcdef', '00b9')) },
  qinq: { linkType: 1, hex: ethernet(0x88a8, `00648100 2065 0800${ipv4(17, udp(1, 2, 'ff'))}`) },
  mpls: { linkType: 1, hex: ethernet(0x8847, `00010040 00020140${ipv4(17, udp(1, 2, 'ff'))}`) },
  pppoe: { linkType: 1, hex: ethernet(0x8864, `1100abcd${number(2 + 29, 2)}0021${ipv4(17, udp(1, 2, 'ff'))}`) },
  vxlan: {
    linkType: 1,
    hex: ethernet(0x800, ipv4(17, udp(9, 4789, `0800000000002a00${ethernet(0x800, ipv4(17, udp(1, 2, 'ff')))}`))),
  },
  gre: { linkType: 228, hex: ipv4(47, `00000800${ipv4(6, tcp(1, 2, 0x10, ''))}`) },
  stp: {
    linkType: 1,
    hex: `0180c2000000${MAC_A}0026424203 0000000000 8001${MAC_A}00000004 8002${MAC_B}8003 0100 1400 0200 0f00`,
  },
  lldp: {
    linkType: 1,
    hex: ethernet(0x88cc, `020704${MAC_A} 0405 05 ${textHex('eth0')} 06020078 0a03${textHex('sw1')}0000`),
  },
  cooked: { linkType: 113, hex: `000400010006${MAC_A}00000800${ipv4(17, udp(1, 2, 'ff'))}` },
  cooked2: { linkType: 276, hex: `08000000000000020001 0006${MAC_A}0000${ipv4(17, udp(1, 2, 'ff'))}` },
  beacon: { linkType: 105, hex: `80000000ffffffffffff${MAC_A}${MAC_A}1000${'00'.repeat(12)}0005${textHex('hotel')}` },
  loopback: { linkType: 0, hex: `02000000${ipv4(17, udp(1, 2, 'ff'))}` },
  unknown: { linkType: 147, hex: 'abcdef' },
  httpResponse: over(
    80,
    'HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 12\r\nX-Cache: HIT: 3\r\n\r\nno such page',
  ),
  ssdp: {
    linkType: 1,
    hex: ethernet(
      0x800,
      ipv4(17, udp(50000, 1900, textHex('NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n\r\n'))),
    ),
  },
  rtsp: over(554, 'SETUP rtsp://a/b RTSP/1.0\r\nCSeq: 2\r\nTransport: RTP/AVP\r\n\r\n'),
  sip: {
    linkType: 1,
    hex: ethernet(
      0x800,
      ipv4(17, udp(5060, 5060, textHex('SIP/2.0 180 Ringing\r\ni: call@a\r\nCSeq: 1 INVITE\r\n\r\n'))),
    ),
  },
  tlsHello: { linkType: 1, hex: ethernet(0x800, ipv4(6, tcp(51234, 443, 0x18, clientHello))) },
  tlsServerHello: {
    linkType: 1,
    hex: ethernet(
      0x800,
      ipv4(
        6,
        tcp(
          443,
          51234,
          0x18,
          `160303 0040 02 00003c 0303${'cd'.repeat(32)}00 1302 00 0014 002b 0002 0304 0010 0005 0003 02 6832 ff01 0001 00 140303 0001 01 1703030002 abab`,
        ),
      ),
    ),
  },
  tlsAlert: { linkType: 1, hex: ethernet(0x800, ipv4(6, tcp(443, 51234, 0x18, '1503030002 0228'))) },
  tlsFinish: {
    linkType: 1,
    hex: ethernet(
      0x800,
      ipv4(
        6,
        tcp(
          51234,
          443,
          0x18,
          `160303 0008 10 000004 abababab 140303 0001 01 160303 0028 ${'00'.repeat(8)}${'e7'.repeat(32)}`,
        ),
      ),
    ),
  },
  quic: {
    linkType: 1,
    hex: ethernet(0x800, ipv4(17, udp(50000, 443, `d3 6b3343cf 08 0102030405060708 00 ${'aa'.repeat(20)}`))),
  },
  sshKeys: { linkType: 1, hex: ethernet(0x800, ipv4(6, tcp(22, 51234, 0x18, `0000000c 0a 15 ${'00'.repeat(10)}`))) },
  dhcpv6: {
    linkType: 1,
    hex: ethernet(0x86dd, ipv6(17, udp(546, 547, '01 0a0b0c 0001 000e 000100011c39cf88080027fe8f95 0008 0002 0000'))),
  },
  dhcpv6Relay: {
    linkType: 1,
    hex: ethernet(
      0x86dd,
      ipv6(17, udp(547, 547, `0c 01 20010db8${'00'.repeat(11)}01 fe80${'00'.repeat(13)}02 0009 0004 01aabbcc`)),
    ),
  },
  ptpAnnounce: {
    linkType: 1,
    hex: ethernet(
      0x88f7,
      `1b02004000000008 00000000000a8000 00000000 0200fffe00000102 0001 0009 05 fe ${'00'.repeat(10)} 0025 00 80 f8feffff 81 0200fffe00000103 0002 a0`,
    ),
  },
  bootp: { linkType: 1, hex: ethernet(0x800, ipv4(17, udp(68, 67, `01010600000000070000 8000${'00'.repeat(224)}`))) },
  icmpTooBig: { linkType: 228, hex: ipv4(1, `0304000000000578${quoted}`) },
  icmpv6TooBig: { linkType: 229, hex: ipv6(58, `0200000000000500${ipv6(17, udp(1, 2, 'ff'))}`) },
  routerAdvertisement: {
    linkType: 229,
    hex: ipv6(58, `86000000 40c00708 00000000 00000000 0101${MAC_A} 050100 00000005dc`),
  },
  igmp: { linkType: 228, hex: ipv4(2, '22000000 00000001 04000001 ef010203 0a000005') },
  esp: { linkType: 228, hex: ipv4(50, '0000abcd 00000007 0011223344556677') },
  ospf: { linkType: 228, hex: ipv4(89, '0201002c 0a000001 00000000 00000000 0000000000000000') },
  vrrp: { linkType: 228, hex: ipv4(112, '21076401 01000000 0a0000fe') },
  pim: { linkType: 228, hex: ipv4(103, '20000000 0001 0002 0069') },
  sctp: { linkType: 228, hex: ipv4(132, '0b590b59 00000001 00000000 0a000004 0b000004') },
  dccp: { linkType: 228, hex: ipv4(33, '13881389 00000000') },
  geneve: {
    linkType: 228,
    hex: ipv4(17, udp(9, 6081, `0200655800002a00 0102030401020304${ethernet(0x800, ipv4(17, udp(1, 2, 'ff')))}`)),
  },
  vxlanGpe: { linkType: 228, hex: ipv4(17, udp(9, 4790, `0c00000100002a00${ipv4(17, udp(1, 2, 'ff'))}`)) },
  erspan1: { linkType: 228, hex: ipv4(47, `000088be${ethernet(0x800, ipv4(17, udp(1, 2, 'ff')))}`) },
  erspan2: {
    linkType: 228,
    hex: ipv4(47, `100088be00000001 1064a4070000002a${ethernet(0x800, ipv4(17, udp(1, 2, 'ff')))}`),
  },
  erspan3: {
    linkType: 228,
    hex: ipv4(
      47,
      `100022eb00000001 2064a407000000640005000900000000 00000000${ethernet(0x800, ipv4(17, udp(1, 2, 'ff')))}`,
    ),
  },
  gtp: {
    linkType: 228,
    hex: ipv4(17, udp(9, 2152, `32ff${number(33, 2)}0000000a 00010000${ipv4(17, udp(1, 2, 'ff'))}`)),
  },
  gtpEcho: { linkType: 228, hex: ipv4(17, udp(9, 2152, '3201000600000000 00010000 0e05')) },
  teredo: {
    linkType: 228,
    hex: ipv4(17, udp(9, 3544, `0001000001020304050607080000001234 05060708${ipv6(17, udp(1, 2, 'ff'))}`)),
  },
  ayiya: {
    linkType: 228,
    hex: ipv4(17, udp(9, 5072, `4550 01 29 00000001 ${'00'.repeat(16 + 20)}${ipv6(17, udp(1, 2, 'ff'))}`)),
  },
  etherip: { linkType: 228, hex: ipv4(97, `3000${ethernet(0x800, ipv4(17, udp(1, 2, 'ff')))}`) },
  ethernetInIp: { linkType: 228, hex: ipv4(143, ethernet(0x800, ipv4(17, udp(1, 2, 'ff')))) },
  l2tp: { linkType: 228, hex: ipv4(17, udp(9, 1701, `000200010002 ff030021${ipv4(17, udp(1, 2, 'ff'))}`)) },
  l2tpControl: {
    linkType: 228,
    hex: ipv4(17, udp(9, 1701, 'c802001a 00010000 00000001 8008000000000001 000600020100')),
  },
  l2tpAcknowledgement: { linkType: 228, hex: ipv4(17, udp(9, 1701, 'c802000c 00010000 00010001')) },
  l2tp3: {
    linkType: 228,
    hex: ipv4(17, udp(9, 1701, `00030000 00000007 01020304${ethernet(0x800, ipv4(17, udp(1, 2, 'ff')))}`)),
  },
  l2tp3OverIp: { linkType: 228, hex: ipv4(115, `00000007${ethernet(0x800, ipv4(17, udp(1, 2, 'ff')))}`) },
  l2tp3Control: { linkType: 228, hex: ipv4(115, '00000000 c8030014 00000005 00000001 8008000000000006') },
  capwap: {
    linkType: 228,
    hex: ipv4(17, udp(9, 5247, `0020021000000000 04000102ffffffff${ethernet(0x800, ipv4(17, udp(1, 2, 'ff')))}`)),
  },
  capwapEncrypted: { linkType: 228, hex: ipv4(17, udp(9, 5247, '01000000 17fefd0000')) },
  tzsp: {
    linkType: 228,
    hex: ipv4(17, udp(9, 37008, `01000001 0a01ab 00 01${ethernet(0x800, ipv4(17, udp(1, 2, 'ff')))}`)),
  },
  tzspKeepAlive: { linkType: 228, hex: ipv4(17, udp(9, 37008, '01040000 01')) },
  loop: { linkType: 108, hex: `00000018${inner6}` },
  loopbackOfWindows: { linkType: 0, hex: `17000000${inner6}` },
  loopbackEthertype: { linkType: 0, hex: `000086dd${inner6}` },
  pppFramed: { linkType: 9, hex: `ff030021${inner4}` },
  pppShort: { linkType: 50, hex: `57${inner6}` },
  lcp: { linkType: 9, hex: 'ff03c021 0901000c 01020304 05060708' },
  pppWithDirection: { linkType: 204, hex: `01ff030021${inner4}` },
  pppOfPppd: { linkType: 166, hex: `00030057${inner6}` },
  hdlcByByte: { linkType: 50, hex: `8f0086dd${inner6}` },
  hdlc: { linkType: 104, hex: `0f000800${inner4}` },
  rawOld: { linkType: 12, hex: inner4 },
  rawOpenBsd: { linkType: 14, hex: inner6 },
  raw: { linkType: 101, hex: inner6 },
  rawIpv6: { linkType: 229, hex: inner6 },
  wifi: { linkType: 105, hex: wifiData },
  wifiAggregate: {
    linkType: 105,
    hex: `88020000${wifiAddresses}8000${MAC_A}${MAC_B}${number(8 + size(inner4), 2)}${snap}0800${inner4}`,
  },
  wifiFourAddresses: {
    linkType: 105,
    hex: `88830000${wifiAddresses}${MAC_B}0500 00000000${snap}86dd${inner6}`,
  },
  wifiProtected: { linkType: 105, hex: `08410000${wifiAddresses}abcdef` },
  wifiLaterFragment: { linkType: 105, hex: `08010000${MAC_A}${MAC_B}${MAC_A}1100abcdef` },
  wifiAcknowledgement: { linkType: 105, hex: `d4000000${MAC_A}` },
  radiotap: {
    linkType: 127,
    hex: `00001a00 2f080000 0807060504030200 30 0b 6c09a000 c4 00 0000 88010000${wifiAddresses}0000 0000${snap}0800${inner4}abcdef01`,
  },
  radiotapDamaged: { linkType: 127, hex: `00000900 02000000 50 ${wifiData}abcdef01` },
  ppi: { linkType: 192, hex: `00000800 01000000${ethernet(0x800, inner4)}` },
  ppiWifi: {
    linkType: 192,
    hex: `00002000 69000000 0200 1400 ${'00'.repeat(8)} 0100 ${'00'.repeat(10)}${wifiData}abcdef01`,
  },
  prism: {
    linkType: 119,
    hex: `44000000 50000000 ${textHex('wlan0').padEnd(32, '0')} ${prismItem('44000300', '06000000')} ${prismItem('44000600', 'c4ffffff')} ${prismItem('44000700', '00000000', '0100')} ${prismItem('44000800', '0b000000')} 00000000 00000000${wifiData}`,
  },
  prismOtherOrder: {
    linkType: 119,
    hex: `00000041 00000024 ${textHex('wi0').padEnd(32, '0')} 00003041 00000004 0000000b${wifiData}`,
  },
  avs: { linkType: 163, hex: `${avsHeader}${wifiData}` },
  avsUnderPrism: { linkType: 119, hex: `${avsHeader}${wifiData}` },
  pflog: {
    linkType: 117,
    hex: `3d020100${textHex('em0').padEnd(32, '0')}${'00'.repeat(16)}00000007${'00'.repeat(20)}01000000${inner4}`,
  },
  nflog: {
    linkType: 239,
    hex: `02000005 0800 0100 08000003 0700 0a00 ${textHex('in')}00 00 ${number(size(inner4) + 4, 1)}00 0900${inner4}`,
  },
  cookedLlc: { linkType: 113, hex: `000000010006${MAC_A}00000004${snap}0800${inner4}` },
  snap: { linkType: 1, hex: llcFrame(`${snap}86dd${inner6}`) },
  ipSap: { linkType: 1, hex: llcFrame(`060603${inner4}`) },
  cdp: { linkType: 1, hex: llcFrame(`aaaa0300000c2000${cdp}`) },
  cdpEthertype: { linkType: 1, hex: ethernet(0x2000, cdp) },
  vtp: { linkType: 1, hex: llcFrame('aaaa0300000c2003 0101') },
  pvst: {
    linkType: 1,
    hex: llcFrame(`aaaa0300000c010b 0000 02 02 3d 800a${MAC_A}00000004 800a${MAC_B}8003 0100 1400 0200 0f00`),
  },
  topologyChange: { linkType: 1, hex: llcFrame('424203 0000 00 80') },
  eoip: { linkType: 1, hex: ethernet(0x6400, `002b 0700${ethernet(0x800, inner4)}`) },
  backbone: { linkType: 1, hex: ethernet(0x88e7, `30123456${ethernet(0x86dd, inner6)}`) },
  pseudoWire: { linkType: 1, hex: ethernet(0x8848, `00020140 00000007${ethernet(0x86dd, inner6)}`) },
  pseudoWireBare: { linkType: 1, hex: ethernet(0x8847, `00020140${ethernet(0x800, inner4)}`) },
  underNoGuess: { linkType: 1, hex: ethernet(0x8847, '00020140 10000021 abcdef') },
  mplsOverIp: { linkType: 228, hex: ipv4(137, `00020140${inner4}`) },
  mplsOverUdp: { linkType: 228, hex: ipv4(17, udp(50000, 6635, `00020140${inner6}`)) },
  padi: { linkType: 1, hex: ethernet(0x8863, `11090000 0010 01010000 01020003${textHex('ac1')} 01030001 61`) },
  pppoeOtherCode: { linkType: 1, hex: ethernet(0x8864, `1101abcd${number(2 + size(inner4), 2)}0021${inner4}`) },
  eapIdentity: { linkType: 1, hex: ethernet(0x888e, `01000009 0201 0009 01 ${textHex('user')}`) },
  eapolKey: { linkType: 1, hex: ethernet(0x88c7, '01030003 02 008a') },
};

function over(port: number, text: string): TestPacket {
  return { linkType: 1, hex: ethernet(0x800, ipv4(6, tcp(51234, port, 0x18, textHex(text)))) };
}
