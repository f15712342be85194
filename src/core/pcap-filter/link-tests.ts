import * as EtherType from '../model/ethertypes.ts';
import { NULL } from '../model/link-types.ts';
import { equals, moved, read } from './place.ts';
import type { Decoding } from './layout.ts';
import { AccessPoint } from './names.ts';
import { all, and, any, ALWAYS, NEVER, not, or } from './test.ts';
import type { Test } from './test.ts';
import { FilterError } from './syntax.ts';
import { isDataFrame } from './wifi-frames.ts';

/** Largest length of an Ethernet frame that has LLC instead of a type. */
const ETHERNET_MTU = 1500;
/** `protocol` fields of Linux cooked captures for frames without an Ethernet type (linux/if_ether.h). */
const SLL_8023 = 1;
const SLL_8022 = 4;

const PPP_TYPES: ReadonlyMap<number, number> = new Map<number, number>([
  [EtherType.IPV4, 0x21],
  [AccessPoint.Iso, 0x23],
  [EtherType.DECNET, 0x27],
  [EtherType.APPLETALK, 0x29],
  [AccessPoint.Ipx, 0x2b],
  [AccessPoint.Stp, 0x31],
  [EtherType.IPV6, 0x57],
  [EtherType.XNS, 0x25],
]);

/** BSD address families of IPv6: NetBSD and OpenBSD 24, FreeBSD 28, macOS 30. */
const IPV6_FAMILIES = [30, 24, 28];

/** Packets whose link layer carries a protocol: an Ethernet type, or an LLC access point up to 1500. */
export function carries(decoding: Decoding, protocol: number, at: number): Test {
  if (decoding.labels > 0) return carriesUnderMpls(decoding, protocol, at);
  switch (decoding.kind) {
    case 'ethernet':
      return ethernetCarries(decoding, protocol, at);
    case 'sll':
      return cookedCarries(decoding, protocol, at);
    case 'sll2':
      // libpcap does not look into LLC here.
      return equals(decoding.type, 2, protocol);
    case 'ppp':
      return equals(decoding.type, 2, PPP_TYPES.get(protocol) ?? protocol);
    case 'hdlc':
      return equals(decoding.type, 2, protocol === AccessPoint.Iso ? 0xfefe : protocol);
    case 'wifi':
      return and(isDataFrame(decoding), llcCarries(decoding, protocol));
    case 'pflog':
      return pflogCarries(decoding, protocol);
    case 'loopback':
      return loopbackCarries(decoding, protocol);
    case 'raw':
      return versionIs(decoding, protocol);
    case 'ipv4':
      return protocol === EtherType.IPV4 ? ALWAYS : NEVER;
    case 'ipv6':
      return protocol === EtherType.IPV6 ? ALWAYS : NEVER;
  }
}

/** MPLS does not say what it carries: at the bottom of the stack, the IP version tells. */
function carriesUnderMpls(decoding: Decoding, protocol: number, at: number): Test {
  const bottom = equals(decoding.net(-2), 1, 1, 1);
  const version = versionIs(decoding, protocol);
  if (version === NEVER) throw new FilterError('unsupported protocol over mpls', at);
  return and(bottom, version);
}

function versionIs(decoding: Decoding, protocol: number): Test {
  if (protocol === EtherType.IPV4) return equals(decoding.net(0), 1, 0x40, 0xf0);
  if (protocol === EtherType.IPV6) return equals(decoding.net(0), 1, 0x60, 0xf0);
  return NEVER;
}

function isLengthField(decoding: Decoding): Test {
  const type = read(decoding.type, 2);
  return (packet) => type(packet) <= ETHERNET_MTU;
}

function ethernetCarries(decoding: Decoding, protocol: number, at: number): Test {
  if (protocol > 0xffff) throw new FilterError(`EtherType ${protocol} greater than maximum 65535`, at);
  const llc = decoding.payload;
  const isType = equals(decoding.type, 2, protocol);
  switch (protocol) {
    case AccessPoint.Iso:
    case AccessPoint.Netbeui:
    case AccessPoint.Ip:
      return and(isLengthField(decoding), equals(llc, 2, (protocol << 8) | protocol));
    case AccessPoint.Ipx: {
      const ipx = any(snap(decoding, 0, EtherType.IPX), equals(llc, 1, protocol), equals(llc, 2, 0xffff));
      return or(equals(decoding.type, 2, EtherType.IPX), and(isLengthField(decoding), ipx));
    }
    case EtherType.APPLETALK:
    case EtherType.AARP:
      return or(isType, and(isLengthField(decoding), snap(decoding, organisation(protocol), protocol)));
  }
  return protocol > ETHERNET_MTU ? isType : and(isLengthField(decoding), equals(llc, 1, llcPoint(protocol, at)));
}

function cookedCarries(decoding: Decoding, protocol: number, at: number): Test {
  const llc = decoding.payload;
  const isLlc = equals(decoding.type, 2, SLL_8022);
  const isType = equals(decoding.type, 2, protocol);
  switch (protocol) {
    case AccessPoint.Iso:
    case AccessPoint.Netbeui:
    case AccessPoint.Ip:
      return and(isLlc, equals(llc, 2, (protocol << 8) | protocol));
    case AccessPoint.Ipx: {
      const ipx = and(isLlc, or(snap(decoding, 0, EtherType.IPX), equals(llc, 1, protocol)));
      return any(equals(decoding.type, 2, EtherType.IPX), equals(decoding.type, 2, SLL_8023), ipx);
    }
    case EtherType.APPLETALK:
    case EtherType.AARP:
      return or(isType, and(isLlc, snap(decoding, organisation(protocol), protocol)));
  }
  return protocol > ETHERNET_MTU ? isType : and(isLlc, equals(llc, 1, llcPoint(protocol, at)));
}

/** LLC alone, as 802.11 has it: an access point up to 1500, else a SNAP type, whose organisation is not looked at. */
function llcCarries(decoding: Decoding, protocol: number): Test {
  const llc = decoding.payload;
  switch (protocol) {
    case AccessPoint.Iso:
    case AccessPoint.Netbeui:
    case AccessPoint.Ip:
      return equals(llc, 2, (protocol << 8) | protocol);
    case EtherType.APPLETALK:
      return snap(decoding, organisation(protocol), protocol);
  }
  return protocol > ETHERNET_MTU ? equals(decoding.type, 2, protocol) : equals(llc, 1, protocol);
}

/** The address family of a pf log entry, one byte, in the numbers of the BSDs. */
function pflogCarries(decoding: Decoding, protocol: number): Test {
  const families = protocol === EtherType.IPV4 ? [2] : protocol === EtherType.IPV6 ? IPV6_FAMILIES : [];
  return families.map((family) => equals(decoding.type, 1, family)).reduce(or, NEVER);
}

function llcPoint(protocol: number, at: number): number {
  if (protocol > 255) throw new FilterError(`LLC DSAP ${protocol} greater than maximum 255`, at);
  return protocol;
}

function organisation(protocol: number): number {
  return protocol === EtherType.APPLETALK ? 0x080007 : 0;
}

/** LLC with a SNAP header: aa aa 03, organisation, type; compared from behind as libpcap does. */
function snap({ payload }: Decoding, organisationCode: number, type: number): Test {
  const high = (0xaaaa0300 | (organisationCode >>> 16)) >>> 0;
  const low = (((organisationCode & 0xffff) << 16) | type) >>> 0;
  return and(equals(moved(payload, 4), 4, low), equals(payload, 4, high));
}

/** Link type 0 has the family in the byte order of the machine that captured, which nothing tells: both are taken. */
function loopbackCarries(decoding: Decoding, protocol: number): Test {
  const families = protocol === EtherType.IPV4 ? [2] : protocol === EtherType.IPV6 ? IPV6_FAMILIES : [];
  const swapped = decoding.linkType === NULL ? families.map((family) => (family << 24) >>> 0) : [];
  return [...families, ...swapped].map((family) => equals(decoding.type, 4, family)).reduce(or, NEVER);
}

function isLlcFrame(decoding: Decoding): Test {
  return and(isLengthField(decoding), not(equals(decoding.payload, 2, 0xffff)));
}

/** `llc`, alone or with a kind of frame (IEEE 802.2): Ethernet and 802.11 data frames. */
export function llcTest(decoding: Decoding, frame: string | undefined, at: number): Test {
  if (decoding.kind !== 'ethernet' && decoding.kind !== 'wifi')
    throw new FilterError('“llc” is supported on Ethernet and 802.11 only', at);
  const isLlc = decoding.kind === 'wifi' ? isDataFrame(decoding) : isLlcFrame(decoding);
  if (frame === undefined) return isLlc;
  const wanted = LLC_FRAMES[frame];
  if (wanted === undefined) throw new FilterError(`there is no kind of LLC frame named “${frame}”`, at);
  const control = moved(decoding.payload, 2);
  return all(isLlc, equals(control, 1, wanted[0], wanted[1]));
}

/** Control byte and its mask. */
const LLC_FRAMES: Readonly<Record<string, readonly [number, number] | undefined>> = {
  i: [0, 1],
  s: [1, 3],
  u: [3, 3],
  rr: [0x01, 0x0f],
  rnr: [0x05, 0x0f],
  rej: [0x09, 0x0f],
  ui: [0x03, 0xef],
  ua: [0x63, 0xef],
  disc: [0x43, 0xef],
  dm: [0x0f, 0xef],
  sabme: [0x6f, 0xef],
  test: [0xe3, 0xef],
  xid: [0xaf, 0xef],
  frmr: [0x87, 0xef],
};
