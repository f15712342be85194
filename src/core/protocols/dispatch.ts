/** Which decoder reads which number. The only file that knows them all. */
import { chooseApplication } from './choose-application.ts';
import type { Chosen } from './choose-application.ts';
import { decodeArp } from './network/arp.ts';
import { decodeCdp } from './links/cdp.ts';
import { decodeCooked, decodeCooked2 } from './links/cooked.ts';
import { decodeData } from './reading/data.ts';
import { decodeEapol } from './links/eapol.ts';
import { decodeBackboneBridge, decodeEoip } from './links/ethernet-tunnels.ts';
import { decodeEthernet } from './links/ethernet.ts';
import { decodeErspan, decodeGre } from './tunnels/gre.ts';
import { decodeCiscoHdlc, decodePppOrHdlc } from './links/hdlc.ts';
import { decodeIcmp } from './network/icmp.ts';
import { decodeIcmpv6 } from './network/icmpv6.ts';
import { decodeIgmp } from './network/igmp.ts';
import { decodeEsp, decodeEtherIp, decodeOspf, decodePim, decodeVrrp } from './network/ip-others.ts';
import { decodeIpv4 } from './network/ipv4.ts';
import { decodeIpv6, decodeIpv6Extension } from './network/ipv6.ts';
import { decodeCiscoProtocol, decodeLlc } from './links/llc.ts';
import { decodeLldp } from './links/lldp.ts';
import { decodeLoopback } from './links/loopback.ts';
import { decodeMpls } from './links/mpls.ts';
import { decodeNflog } from './links/nflog.ts';
import type { Decoder, Next, Numbering } from './reading/packet.ts';
import { decodePflog } from './links/pflog.ts';
import { decodePpp } from './links/ppp.ts';
import { decodePppoe } from './links/pppoe.ts';
import { decodePtp } from './applications/ptp.ts';
import { decodePpi, decodeRadiotap } from './links/radiotap.ts';
import { decodeByVersion } from './links/raw-ip.ts';
import { decodeDccp, decodeSctp } from './transport/sctp.ts';
import { decodeStp } from './links/stp.ts';
import { decodeTcp } from './transport/tcp.ts';
import { decodeUdp } from './transport/udp.ts';
import { decodeVlan } from './links/vlan.ts';
import { decodeWifi } from './links/wifi.ts';

type Table = ReadonlyMap<number, Decoder>;

const LINKS: Table = new Map([
  [0, decodeLoopback],
  [1, decodeEthernet],
  [9, decodePppOrHdlc],
  [12, decodeByVersion],
  [14, decodeByVersion],
  [50, decodePppOrHdlc],
  [101, decodeByVersion],
  [104, decodeCiscoHdlc],
  [105, decodeWifi],
  [108, decodeLoopback],
  [113, decodeCooked],
  [117, decodePflog],
  [127, decodeRadiotap],
  [192, decodePpi],
  [228, decodeByVersion],
  [229, decodeByVersion],
  [239, decodeNflog],
  [276, decodeCooked2],
]);

const ETHERTYPES: Table = new Map([
  [0x0800, decodeIpv4],
  [0x0806, decodeArp],
  [0x2000, decodeCdp],
  [0x22eb, decodeErspan],
  [0x6400, decodeEoip],
  [0x6558, decodeEthernet],
  [0x8035, decodeArp],
  [0x8100, decodeVlan],
  [0x86dd, decodeIpv6],
  [0x8847, decodeMpls],
  [0x8848, decodeMpls],
  [0x8863, decodePppoe],
  [0x8864, decodePppoe],
  [0x888e, decodeEapol],
  [0x88a8, decodeVlan],
  [0x88be, decodeErspan],
  [0x88c7, decodeEapol],
  [0x88cc, decodeLldp],
  [0x88e7, decodeBackboneBridge],
  [0x88f7, decodePtp],
  [0x9100, decodeVlan],
  [0x9200, decodeVlan],
]);

const IP_PROTOCOLS: Table = new Map([
  [0, decodeIpv6Extension],
  [1, decodeIcmp],
  [2, decodeIgmp],
  [4, decodeIpv4],
  [6, decodeTcp],
  [17, decodeUdp],
  [33, decodeDccp],
  [41, decodeIpv6],
  [43, decodeIpv6Extension],
  [44, decodeIpv6Extension],
  [47, decodeGre],
  [50, decodeEsp],
  [51, decodeIpv6Extension],
  [58, decodeIcmpv6],
  [60, decodeIpv6Extension],
  [89, decodeOspf],
  [97, decodeEtherIp],
  [103, decodePim],
  [112, decodeVrrp],
  [132, decodeSctp],
  [135, decodeIpv6Extension],
  [136, decodeUdp],
  [137, decodeMpls],
  [139, decodeIpv6Extension],
  [140, decodeIpv6Extension],
  [143, decodeEthernet],
]);

const LLC_SAPS: Table = new Map([
  [0x06, decodeIpv4],
  [0x42, decodeStp],
]);

const PVST = 0x010b;
const CISCO: Table = new Map([
  [PVST, decodeStp],
  [0x0104, decodeCiscoProtocol],
  [0x0111, decodeCiscoProtocol],
  [0x2000, decodeCdp],
  [0x2003, decodeCiscoProtocol],
  [0x2004, decodeCiscoProtocol],
]);

const TABLES: Partial<Record<Numbering, Table>> = {
  link: LINKS,
  ethertype: ETHERTYPES,
  ip: IP_PROTOCOLS,
  'llc-sap': LLC_SAPS,
  cisco: CISCO,
};

/** Numberings that have one decoder for all numbers. */
const ALONE: Partial<Record<Numbering, Decoder>> = {
  llc: decodeLlc,
  ppp: decodePpp,
  'ip-version': decodeByVersion,
  wifi: decodeWifi,
  data: decodeData,
};

/** The decoder of what comes next; undefined: nobody reads that number. */
export function chooseDecoder(bytes: Uint8Array, next: Next): Chosen | undefined {
  if (next.by === 'tcp' || next.by === 'udp') return chooseApplication(bytes, next);
  const decode = ALONE[next.by] ?? TABLES[next.by]?.get(next.number);
  return decode === undefined ? undefined : { decode, number: next.number };
}
