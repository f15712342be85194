import * as EtherType from '../../model/ethertypes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { short } from '../nfstream/link-layer.ts';
import { By, type HeaderReader } from '../../protocols/headers/next.ts';

/** Ethertype by PPP protocol number (IANA; MPLS: RFC 3032 section 4.3). All else is control or compressed. */
const ETHERTYPES: ReadonlyMap<number, number> = new Map([
  [0x0021, EtherType.IPV4],
  [0x0057, EtherType.IPV6],
  [0x0281, EtherType.MPLS],
  [0x0283, EtherType.MPLS_MULTICAST],
]);
const ADDRESS_AND_CONTROL = 0xff03;
/** Version 1, type 1; code 0: session data. */
const PPPOE_SESSION = 0x1100;

/** PPP (RFC 1661), with or without HDLC's address and control (RFC 1662), the protocol in one byte or two. */
export const readPpp: HeaderReader = (bytes, start, end, next) => {
  let at = start;
  if (at + 2 <= end && short(bytes, at) === ADDRESS_AND_CONTROL) at += 2;
  if (at + 2 > end) return FlowlessReason.TooShort;
  const compressed = (bytes[at] & 1) === 1;
  const ethertype = ETHERTYPES.get(compressed ? bytes[at] : short(bytes, at));
  if (ethertype === undefined) return FlowlessReason.NotIp;
  return next.to(By.Ethertype, ethertype, at + (compressed ? 1 : 2));
};

/** A direction byte before the PPP frame (LINKTYPE_PPP_PPPD and LINKTYPE_PPP_WITH_DIR). */
export const readDirectedPpp: HeaderReader = (_bytes, at, _end, next) => next.to(By.Ppp, 0, at + 1);

/** LINKTYPE_PPP and PPP_HDLC: Cisco's HDLC by its first byte, else PPP. */
export const readPppOrHdlc: HeaderReader = (bytes, at, end, next) => {
  const cisco = at + 4 <= end && (bytes[at] === 0x0f || bytes[at] === 0x8f);
  return cisco ? next.to(By.Ethertype, short(bytes, at + 2), at + 4) : readPpp(bytes, at, end, next);
};

/** PPPoE session data (RFC 2516 section 4): code and length are looked at, then PPP's protocol. */
export const readPppoe: HeaderReader = (bytes, at, end, next) => {
  if (at + 6 > end) return FlowlessReason.TooShort;
  if (short(bytes, at) !== PPPOE_SESSION) return FlowlessReason.NotIp;
  next.cut(at + 6 + short(bytes, at + 4));
  return next.to(By.Ppp, 0, at + 6);
};
