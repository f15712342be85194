/** Which decoder reads which number. The only file that knows them all. */
import { chooseApplication } from './applications.ts';
import type { Chosen } from './applications.ts';
import { decodeArp } from './arp.ts';
import { decodeCdp } from './cdp.ts';
import { decodeCooked, decodeCooked2 } from './cooked.ts';
import { decodeData } from './data.ts';
import { decodeEapol } from './eapol.ts';
import { decodeBackboneBridge, decodeEoip } from './ethernet-tunnels.ts';
import { decodeEthernet } from './ethernet.ts';
import { decodeErspan, decodeGre } from './gre.ts';
import { decodeCiscoHdlc, decodePppOrHdlc } from './hdlc.ts';
import { decodeIcmp } from './icmp.ts';
import { decodeIcmpv6 } from './icmpv6.ts';
import { decodeIgmp } from './igmp.ts';
import { decodeEsp, decodeEtherIp, decodeOspf, decodePim, decodeVrrp } from './ip-others.ts';
import { decodeIpv4 } from './ipv4.ts';
import { decodeIpv6, decodeIpv6Extension } from './ipv6.ts';
import { decodeCiscoProtocol, decodeLlc } from './llc.ts';
import { decodeLldp } from './lldp.ts';
import { decodeLoopback } from './loopback.ts';
import { decodeMpls } from './mpls.ts';
import { decodeNflog } from './nflog.ts';
import type { Decoder, Next, Numbering } from './packet.ts';
import { decodePflog } from './pflog.ts';
import { decodePpp } from './ppp.ts';
import { decodePppoe } from './pppoe.ts';
import { decodePtp } from './ptp.ts';
import { decodePpi, decodeRadiotap } from './radiotap.ts';
import { decodeByVersion } from './raw-ip.ts';
import { decodeDccp, decodeSctp } from './sctp.ts';
import { decodeStp } from './stp.ts';
import { decodeTcp } from './tcp.ts';
import { decodeUdp } from './udp.ts';
import { decodeVlan } from './vlan.ts';
import { decodeWifi } from './wifi.ts';

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
