import type { Decoding } from '../../../../src/core/model/parameters.ts';
import { ethernet, ipv4, ipv6, MAC_A, MAC_B, number, size, tcp, udp } from '../../protocols/packets.ts';

/** A packet that one option opens, and what is found in it. */
export interface Opened {
  readonly option: Decoding;
  readonly hex: string;
  /** 1, Ethernet, if left out. */
  readonly linkType?: number;
  readonly line: string;
}

const V4 = ipv4(17, udp(1, 2, 'ff'));
const V6 = ipv6(6, tcp(3, 4, 0x12, ''));
const INNER4 = '10.0.0.1:1 > 10.0.0.2:2 17';
const INNER6 = '2001:db8::1:3 > ::ffff:10.0.0.2:4 6';
const FRAME4 = ethernet(0x0800, V4);
const FRAME6 = ethernet(0x86dd, V6);
const SNAP = 'aaaa03000000';

function overUdp(option: Decoding, port: number, payload: string, line: string): Opened {
  return { option, hex: ethernet(0x0800, ipv4(17, udp(40000, port, payload))), line };
}

function overIp(option: Decoding, protocol: number, payload: string, line: string): Opened {
  return { option, hex: ethernet(0x0800, ipv4(protocol, payload)), line };
}

function link(option: Decoding, linkType: number, hex: string, line = INNER4): Opened {
  return { option, linkType, hex, line };
}

/** Receiver, transmitter and third address of 802.11, then sequence control. */
const ADDRESSES = `${MAC_A}${MAC_B}${MAC_A}1000`;
const WIFI = `08010000${ADDRESSES}${SNAP}0800${V4}`;
const pppoe = (ppp: string): string => `1100abcd${number(size(ppp), 2)}${ppp}`;
const authentication = (next: number): string => `${number(next, 1)}040000${'11'.repeat(20)}`;

/** One or more for each option. */
export const FRAMES: Readonly<Record<string, Opened>> = {
  '802.1ad': { option: 'qinq', hex: ethernet(0x88a8, `00648100 2065 0800${V4}`), line: `${INNER4} vlan 101` },
  'the old number of QinQ': { option: 'qinq', hex: ethernet(0x9100, `0064 86dd${V6}`), line: `${INNER6} vlan 100` },
  '802.1ah': { option: 'qinq', hex: ethernet(0x88e7, `00123456${FRAME6}`), line: `${INNER6} tunnel 11` },
  VXLAN: overUdp('vxlan', 4789, `0800000000002a00${FRAME4}`, `${INNER4} tunnel 5`),
  'VXLAN on the port of Linux': overUdp('vxlan', 8472, `0800000000002a00${FRAME6}`, `${INNER6} tunnel 5`),
  'VXLAN-GPE': overUdp('vxlan', 4790, `0c00000200002a00${V6}`, `${INNER6} tunnel 5`),
  'VXLAN over IPv6 with a tag inside': {
    option: 'vxlan',
    hex: ethernet(0x86dd, ipv6(17, udp(40000, 4789, `0800000000002a00${ethernet(0x8100, `0007 0800${V4}`)}`))),
    line: `${INNER4} tunnel 5 vlan 7`,
  },
  GRE: overIp('gre', 47, `00000800${V4}`, `${INNER4} tunnel 6`),
  'GRE with checksum, key and sequence number': overIp(
    'gre',
    47,
    `b00086dd abcd0000 00000001 00000002${V6}`,
    `${INNER6} tunnel 6`,
  ),
  'GRE with routes': overIp('gre', 47, `40000800 00000000 0800000401020304 00000000${V4}`, `${INNER4} tunnel 6`),
  'bridging over GRE': overIp('gre', 47, `00006558${FRAME6}`, `${INNER6} tunnel 6`),
  'PPTP over GRE': overIp('gre', 47, `3081880b 00200001 00000005 00000004 ff030021${V4}`, `${INNER4} tunnel 6`),
  'EoIP over GRE': overIp('gre', 47, `20016400 00400100${FRAME4}`, `${INNER4} tunnel 6`),
  'GRE in UDP': overUdp('gre', 4754, `000086dd${V6}`, `${INNER6} tunnel 6`),
  'WCCP over GRE': overIp('gre', 47, `0000883e 00000000${V4}`, `${INNER4} tunnel 6`),
  '802.11 over GRE': overIp('gre', 47, `00008200${WIFI}`, `${INNER4} tunnel 6`),
  'Geneve with options': overUdp('geneve', 6081, `02006558 00002a00 0102030401020304${FRAME6}`, `${INNER6} tunnel 7`),
  'Geneve with IP': overUdp('geneve', 6081, `00000800 00002a00${V4}`, `${INNER4} tunnel 7`),
  'ERSPAN I': overIp('erspan', 47, `000088be${FRAME4}`, `${INNER4} tunnel 8`),
  'ERSPAN II': overIp('erspan', 47, `100088be 00000001 1000000000000000${FRAME4}`, `${INNER4} tunnel 8`),
  'ERSPAN III': overIp('erspan', 47, `100022eb 00000001 200000000000000000000000${FRAME6}`, `${INNER6} tunnel 8`),
  'ERSPAN III with platform bytes and IP': overIp(
    'erspan',
    47,
    `100022eb 00000001 200000000000000000000809 0000000000000000${V4}`,
    `${INNER4} tunnel 8`,
  ),
  'L2TP 2': overUdp('l2tp', 1701, `0002 0001 0002 ff03 0021${V4}`, `${INNER4} tunnel 4`),
  'L2TP 2 with all fields': overUdp(
    'l2tp',
    1701,
    `4a02 ${number(18 + size(V6), 2)} 0001 0002 0003 0004 0002 abcd 0057${V6}`,
    `${INNER6} tunnel 4`,
  ),
  'L2TP 3 in UDP with a cookie': overUdp('l2tp', 1701, `00030000 00000007 01020304${FRAME4}`, `${INNER4} tunnel 4`),
  'L2TP 3 over IP': overIp('l2tp', 115, `00000007 00000000${FRAME6}`, `${INNER6} tunnel 4`),
  Teredo: overUdp('teredo', 3544, V6, `${INNER6} tunnel 9`),
  'Teredo with authentication and origin': overUdp(
    'teredo',
    3544,
    `0001 0202 aaaa bbbb 0102030405060708 00 0000 1234 05060708${V6}`,
    `${INNER6} tunnel 9`,
  ),
  AYIYA: overUdp('teredo', 5072, `4550 01 29 00000000 ${'00'.repeat(16 + 20)}${V6}`, `${INNER6} tunnel 9`),
  'IPv6 under MPLS': { option: 'mpls', hex: ethernet(0x8847, `00010040 00020140${V6}`), line: INNER6 },
  'Ethernet under MPLS': {
    option: 'mpls',
    hex: ethernet(0x8847, `00020140${FRAME4}`),
    line: `${INNER4} tunnel 10`,
  },
  'Ethernet under MPLS with a control word': {
    option: 'mpls',
    hex: ethernet(0x8848, `00020140 00000007${FRAME6}`),
    line: `${INNER6} tunnel 10`,
  },
  'MPLS in IP': overIp('mpls', 137, `00020140${V4}`, `${INNER4} tunnel 13`),
  'MPLS in UDP': overUdp('mpls', 6635, `00020140${V6}`, `${INNER6} tunnel 13`),
  'PPPoE with a protocol of one byte': { option: 'pppoe', hex: ethernet(0x8864, pppoe(`21${V4}`)), line: INNER4 },
  'cooked capture 2': link('sll2', 276, `0800000000000002 0001 0006${MAC_A}0000${V4}`),
  'cooked capture 2 with 802.2': link('sll2', 276, `0004000000000002 0001 0006${MAC_A}0000${SNAP}0800${V4}`),
  PPI: link('ppi', 192, `00000800 01000000${FRAME4}`),
  'bare 802.11': link('wifi', 105, WIFI),
  '802.11 with QoS': link('wifi', 105, `88020000${ADDRESSES}0000${SNAP}0800${V4}`),
  '802.11 with four addresses and HT control': link(
    'wifi',
    105,
    `88830000${ADDRESSES}${MAC_B}0000 00000000${SNAP}86dd${V6}`,
    INNER6,
  ),
  '802.11 aggregate': link(
    'wifi',
    105,
    `88010000${ADDRESSES}8000${MAC_A}${MAC_B}${number(8 + size(V4), 2)}${SNAP}0800${V4}`,
  ),
  'radiotap with padding and check sequence': link(
    'wifi',
    127,
    `0000 1100 2f000000 0000000000000000 30 88010000${ADDRESSES}0000 0000${SNAP}0800${V4}abcdef01`,
  ),
  'radiotap with two bitmaps': link('wifi', 127, `0000 0e00 22000080 00000000 0000${WIFI}`),
  Prism: link('wifi', 119, `44000000 10000000 0000000000000000${WIFI}`),
  AVS: link('wifi', 163, `80211001 00000010 0000000000000000${WIFI}`),
  'AVS under the number of Prism': link('wifi', 119, `80211001 00000010 0000000000000000${WIFI}`),
  'raw IP of OpenBSD': link('loopback', 14, V6, INNER6),
  'loopback of OpenBSD': link('loopback', 108, `00000018${V6}`, INNER6),
  'packet filter log': link('pflog', 117, `3d020000${'00'.repeat(60)}${V4}`),
  'netfilter log': link('nflog', 239, `02000001 0800 0100 08000003 ${number(size(V4) + 4, 1)}00 0900${V4}`),
  PPP: link('ppp', 9, `ff030057${V6}`, INNER6),
  'PPP with direction': link('ppp', 204, `010021${V4}`),
  'PPP of pppd, with direction for an address': link('ppp', 166, `00030057${V6}`, INNER6),
  SNAP: {
    option: 'snap',
    hex: `${MAC_B}${MAC_A}${number(8 + 4 + size(V4), 2)}aaaa03000000 8100 0005 0800${V4}`,
    line: `${INNER4} vlan 5`,
  },
  'cooked capture with 802.2': link('snap', 113, `000000010006${MAC_A}00000004${SNAP}0800${V4}`),
  'IP over 802.2': { option: 'snap', hex: `${MAC_B}${MAC_A}${number(3 + size(V4), 2)}060603${V4}`, line: INNER4 },
  'GTP-U over IPv6': {
    option: 'gtp',
    hex: ethernet(0x86dd, ipv6(17, udp(2152, 2152, `34ff${number(size(V4) + 8, 2)}0000000a 00000085 01100900${V4}`))),
    line: `${INNER4} tunnel 1`,
  },
  'CAPWAP with Ethernet': overUdp('capwap', 5247, `0010000000000000${FRAME4}`, `${INNER4} tunnel 2`),
  'CAPWAP with swapped 802.11': overUdp(
    'capwap',
    5247,
    `0010010000000000 0108 0000${ADDRESSES}${SNAP}86dd${V6}`,
    `${INNER6} tunnel 2`,
  ),
  'TZSP with tags': overUdp('tzsp', 37008, `01000001 0a01ab 00 01${FRAME4}`, `${INNER4} tunnel 3`),
  EtherIP: overIp('etherip', 97, `3000${FRAME6}`, `${INNER6} tunnel 12`),
  'authentication header': overIp('ah', 51, `${authentication(17)}${udp(5, 6, 'ff')}`, '10.0.0.1:5 > 10.0.0.2:6 17'),
  'authentication header before IP': overIp('ah', 51, `${authentication(41)}${V6}`, INNER6),
};
