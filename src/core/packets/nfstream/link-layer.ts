import * as EtherType from '../../model/ethertypes.ts';
import * as LinkType from '../../model/link-types.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import type { DecodedPacket } from '../../protocols/headers/decoded.ts';

/**
 * Link headers by NFStream's rules (reference: lib_engine.c of NFStream 6.5.4, packet_process; quirks kept because its
 * numbers depend on them). Each decoder gets the packet, where the header begins, where the captured bytes end, and
 * leaves ethertype and network offset in the cursor.
 */
export class LinkCursor {
  /** Ethertype, or 0 where the link does not tell. */
  type = 0;
  /** Where the network header begins. */
  network = 0;
}

/** Takes the link header that begins at `at`. Returns why the packet is ignored, or None. */
export function decodeLink(
  bytes: Uint8Array,
  at: number,
  end: number,
  linkType: number,
  cursor: LinkCursor,
  packet: DecodedPacket,
): FlowlessReason {
  // NFStream's least: link offset + 28 captured bytes.
  if (end < at + 28 && LINK_TYPES.has(linkType)) return FlowlessReason.TooShort;
  cursor.type = 0;
  switch (linkType) {
    case LinkType.ETHERNET:
      return ethernet(bytes, at, cursor, packet);
    case LinkType.NULL:
      // BSD loopback: address family 2 read big-endian is IPv4, everything else counts as IPv6.
      cursor.type = word(bytes, at) === 2 ? EtherType.IPV4 : EtherType.IPV6;
      cursor.network = at + 4;
      return FlowlessReason.None;
    case LinkType.COOKED:
      cursor.type = short(bytes, at + 14);
      cursor.network = at + 16;
      return FlowlessReason.None;
    case LinkType.RAW:
    case LinkType.RAW_OLD:
      cursor.type = bytes[at] >> 4 === 6 ? EtherType.IPV6 : EtherType.IPV4;
      cursor.network = at;
      return FlowlessReason.None;
    case LinkType.IPV4:
    case LinkType.IPV6:
      cursor.type = linkType === LinkType.IPV4 ? EtherType.IPV4 : EtherType.IPV6;
      cursor.network = at;
      return FlowlessReason.None;
    case LinkType.PPP:
    case LinkType.CISCO_HDLC:
      return pppOrHdlc(bytes, at, cursor);
    case LinkType.PPP_HDLC:
      cursor.type = short(bytes, at + 2);
      cursor.network = at + 4;
      return FlowlessReason.None;
    case LinkType.RADIOTAP:
      return radiotap(bytes, at, end, cursor, packet);
    default:
      return FlowlessReason.LinkType;
  }
}

/** LINKTYPE numbers that `decodeLink` takes. */
export const LINK_TYPES: ReadonlySet<number> = new Set([
  LinkType.NULL,
  LinkType.ETHERNET,
  LinkType.PPP,
  LinkType.RAW_OLD,
  LinkType.PPP_HDLC,
  LinkType.RAW,
  LinkType.CISCO_HDLC,
  LinkType.COOKED,
  LinkType.RADIOTAP,
  LinkType.IPV4,
  LinkType.IPV6,
]);

function ethernet(bytes: Uint8Array, at: number, cursor: LinkCursor, packet: DecodedPacket): FlowlessReason {
  packet.destinationMac = at;
  packet.sourceMac = at + 6;
  cursor.network = at + 14;
  const field = short(bytes, at + 12);
  if (field >= EtherType.LEAST) cursor.type = field;
  else if (field <= 1500 && field !== 0) return llc(bytes, cursor);
  return FlowlessReason.None;
}

/** 802.3 with LLC: SNAP is followed (its type read without byte swap, as NFStream does), spanning tree is ignored. */
function llc(bytes: Uint8Array, cursor: LinkCursor): FlowlessReason {
  const at = cursor.network;
  const dsap = bytes[at];
  const ssap = bytes[at + 1];
  if (dsap === 0xaa || ssap === 0xaa) {
    cursor.type = bytes[at + 6] | (bytes[at + 7] << 8);
    cursor.network = at + 8;
  } else if (dsap === 0x42 || ssap === 0x42) {
    return FlowlessReason.Skipped8023;
  }
  return FlowlessReason.None;
}

function pppOrHdlc(bytes: Uint8Array, at: number, cursor: LinkCursor): FlowlessReason {
  const hdlc = bytes[at] === 0x0f || bytes[at] === 0x8f;
  cursor.type = hdlc ? short(bytes, at + 2) : short(bytes, at);
  cursor.network = at + (hdlc ? 4 : 2);
  return FlowlessReason.None;
}

/** 802.11 with radiotap: undamaged data frames only; the header is 26 bytes if exactly one DS bit is set, else 0. */
function radiotap(
  bytes: Uint8Array,
  at: number,
  end: number,
  cursor: LinkCursor,
  packet: DecodedPacket,
): FlowlessReason {
  if ((bytes[at + 16] & 0x50) === 0x50) return FlowlessReason.Wifi;
  const wifi = at + (bytes[at + 2] | (bytes[at + 3] << 8));
  if (wifi + 34 > end) return FlowlessReason.TooShort;
  const control = bytes[wifi] | (bytes[wifi + 1] << 8);
  if ((control & 0x0c) !== 0x08) return FlowlessReason.Wifi;
  const toDs = (control & 0x100) !== 0;
  const fromDs = (control & 0x200) !== 0;
  packet.sourceMac = wifi + 10;
  packet.destinationMac = wifi + 16;
  const header = wifi + (toDs !== fromDs ? 26 : 0);
  if (bytes[header] === 0xaa) cursor.type = short(bytes, header + 6);
  cursor.network = header + 8;
  return FlowlessReason.None;
}

/** Big-endian 16 bits; bytes beyond the array read as 0 (undefined in a bit operation). */
export function short(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 8) | bytes[at + 1];
}

/** Big-endian 32 bits as a signed integer. */
export function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
}
