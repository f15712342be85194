import * as EtherType from '../../model/ethertypes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { TunnelId } from '../../model/tunnels.ts';
import { short } from '../nfstream/link-layer.ts';
import { By, type HeaderReader, type Next } from '../../protocols/headers/next.ts';

/** Novell's old framing: an IPX header, whose checksum is all ones, stands where 802.2 belongs. */
const NOVELL_RAW = 0xffff;
const SNAP = 0xaa;
const SPANNING_TREE = 0x42;
const IP = 0x06;
const UNNUMBERED = 3;

/** Ethernet II and 802.3: addresses, then a type or a length. */
export const readEthernet: HeaderReader = (bytes, at, end, next) => {
  if (at + 14 > end) return FlowlessReason.TooShort;
  next.packet.destinationMac = at;
  next.packet.sourceMac = at + 6;
  return readTypeOrLength(bytes, at + 12, end, next);
};

/** An 802.1Q or 802.1ad tag before a type, as NFStream reads it; the innermost one wins. */
export const readTypedVlan: HeaderReader = (bytes, at, end, next) => {
  if (at + 4 > end) return FlowlessReason.TooShort;
  next.packet.vlan = short(bytes, at) & 0xfff;
  return next.to(By.Ethertype, short(bytes, at + 2), at + 4);
};

/** The same, before a type or a length. */
export const readVlan: HeaderReader = (bytes, at, end, next) => {
  if (at + 4 > end) return FlowlessReason.TooShort;
  next.packet.vlan = short(bytes, at) & 0xfff;
  return readTypeOrLength(bytes, at + 2, end, next);
};

/** Provider backbone bridging (IEEE 802.1ah section 9.7): four bytes of service tag, then the customer's frame. */
export const readBackbone: HeaderReader = (_bytes, at, _end, next) =>
  next.into(TunnelId.Backbone, By.Ethernet, 0, at + 4);

/**
 * IEEE 802.2 and SNAP (RFC 1042): bare ethertypes under the organisations 00-00-00 and 00-00-F8, and IP's own service
 * access point.
 */
export const readLlc: HeaderReader = (bytes, at, end, next) => {
  if (at + 3 > end) return FlowlessReason.TooShort;
  if (short(bytes, at) === NOVELL_RAW) return FlowlessReason.NotIp;
  const control = (bytes[at + 2] & UNNUMBERED) === UNNUMBERED ? 1 : 2;
  switch (bytes[at] & 0xfe) {
    case SNAP:
      return readSnap(bytes, at + 2 + control, end, next);
    case IP:
      return next.to(By.Ethertype, EtherType.IPV4, at + 2 + control);
    case SPANNING_TREE:
      return FlowlessReason.Skipped8023;
    default:
      return FlowlessReason.NotIp;
  }
};

function readSnap(bytes: Uint8Array, at: number, end: number, next: Next): FlowlessReason {
  if (at + 5 > end) return FlowlessReason.TooShort;
  const bare = short(bytes, at) === 0 && (bytes[at + 2] === 0 || bytes[at + 2] === 0xf8);
  return bare ? next.to(By.Ethertype, short(bytes, at + 3), at + 5) : FlowlessReason.NotIp;
}

/** The field that is a type, or the length of an 802.2 frame. */
function readTypeOrLength(bytes: Uint8Array, at: number, end: number, next: Next): FlowlessReason {
  const field = short(bytes, at);
  if (field >= EtherType.LEAST) return next.to(By.Ethertype, field, at + 2);
  if (at + 2 + field < end) next.cut(at + 2 + field);
  return next.to(By.Llc, 0, at + 2);
}
