import * as EtherType from '../../model/ethertypes.ts';
import * as LinkType from '../../model/link-types.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { short, word } from '../nfstream/link-layer.ts';
import { By, type HeaderReader } from '../../protocols/headers/next.ts';

const LLC = 4;
const NOVELL_RAW = 1;

/** Linux cooked capture 2 (LINKTYPE_LINUX_SLL2): the protocol comes first; 4 is 802.2. */
export const readCooked2: HeaderReader = (bytes, at, end, next) => {
  if (at + 20 > end) return FlowlessReason.TooShort;
  const protocol = short(bytes, at);
  if (protocol === NOVELL_RAW) return FlowlessReason.NotIp;
  return protocol === LLC ? next.to(By.Llc, 0, at + 20) : next.to(By.Ethertype, protocol, at + 20);
};

/** Per-Packet Information (LINKTYPE_PPI): little-endian length of all its fields, and the link type behind them. */
export const readPpi: HeaderReader = (bytes, at, end, next) => {
  if (at + 8 > end) return FlowlessReason.TooShort;
  const length = bytes[at + 2] | (bytes[at + 3] << 8);
  const linkType = bytes[at + 4] | (bytes[at + 5] << 8) | (bytes[at + 6] << 16) | (bytes[at + 7] << 24);
  if (length < 8 || linkType === LinkType.PPI) return FlowlessReason.NotIp;
  return next.to(By.Link, linkType, at + length);
};

/** Address families: IPv4 is 2 everywhere; IPv6 is 10 (Linux), 23 (Windows), 24 (NetBSD, OpenBSD), 28 (FreeBSD), 30 (macOS). */
const FAMILIES: ReadonlySet<number> = new Set([2, 10, 23, 24, 28, 30]);

/**
 * BSD loopback (LINKTYPE_NULL, LINKTYPE_LOOP): an address family in the byte order of the writer or of the network; some
 * writers put an ethertype into the last two bytes.
 */
export const readLoopback: HeaderReader = (bytes, at, end, next) => {
  if (at + 4 > end) return FlowlessReason.TooShort;
  const little = short(bytes, at) !== 0 && short(bytes, at + 2) === 0;
  const family = little ? bytes[at] | (bytes[at + 1] << 8) : word(bytes, at);
  if (FAMILIES.has(family)) return next.to(By.IpVersion, 0, at + 4);
  const type = short(bytes, at + 2);
  return type >= EtherType.LEAST ? next.to(By.Ethertype, type, at + 4) : FlowlessReason.NotIp;
};

/** OpenBSD's packet filter log (LINKTYPE_PFLOG): its first byte is its length without padding to 4 bytes. */
export const readPflog: HeaderReader = (bytes, at, end, next) => {
  if (at + 4 > end) return FlowlessReason.TooShort;
  const inside = at + ((bytes[at] + 3) & ~3);
  return inside < at + 4 ? FlowlessReason.NotIp : next.to(By.IpVersion, 0, inside);
};

const NFLOG_PAYLOAD = 9;

/**
 * Linux netfilter log (LINKTYPE_NFLOG): four bytes, then pieces of length and type in the writer's byte order, padded to
 * 4 bytes; types are below 256, so the zero byte tells the order. One piece is the packet.
 */
export const readNflog: HeaderReader = (bytes, start, end, next) => {
  let at = start + 4;
  while (at + 4 <= end) {
    const little = bytes[at + 3] === 0;
    const length = little ? bytes[at] | (bytes[at + 1] << 8) : short(bytes, at);
    const type = little ? bytes[at + 2] : bytes[at + 3];
    if (length < 4) return FlowlessReason.NotIp;
    if (type === NFLOG_PAYLOAD) {
      next.cut(at + length);
      return next.to(By.IpVersion, 0, at + 4);
    }
    at += (length + 3) & ~3;
  }
  return FlowlessReason.TooShort;
};
