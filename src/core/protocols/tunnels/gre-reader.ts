import { short } from '../../../base/bytes.ts';
import * as EtherType from '../../model/ethertypes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { TunnelId } from '../../model/tunnels.ts';
import { By, type HeaderReader, type Next } from '../headers/next.ts';
import { ERSPAN_III, readErspan2, readErspan3 } from './erspan.ts';

/** Bits of GRE's first two bytes (RFC 2784, RFC 2890, RFC 1701; acknowledgement: RFC 2637). */
export const CHECKSUM = 0x8000;
export const ROUTING = 0x4000;
export const KEY = 0x2000;
export const SEQUENCE = 0x1000;
export const ACKNOWLEDGEMENT = 0x0080;
export const VERSION = 7;
/** MikroTik's Ethernet over IP: frame length and tunnel number stand where the key would be. */
export const EOIP = 0x6400;
export const WCCP = 0x883e;
const BRIDGING = 0x6558;
const PPP = 0x880b;
/** Aruba's access points send whole 802.11 frames under these numbers. */
const ARUBA_FIRST = 0x8200;
const ARUBA_LAST = 0x8370;

/** What of GRE is followed: ERSPAN and all else are two options. */
export interface GreContents {
  readonly gre: boolean;
  readonly erspan: boolean;
}

/**
 * A reader of GRE (RFC 2784, RFC 2890; routing: RFC 1701) and of its enhanced form in PPTP (RFC 2637, version 1). ERSPAN
 * (draft-foschiano-erspan) of type I is GRE without sequence numbers and has no header of its own.
 */
export function greReader(contents: GreContents): HeaderReader {
  return (bytes, at, end, next) => {
    if (at + 4 > end) return FlowlessReason.TooShort;
    const flags = short(bytes, at);
    const protocol = short(bytes, at + 2);
    const mirrors = protocol === EtherType.ERSPAN_II || protocol === EtherType.ERSPAN_III;
    if ((flags & VERSION) > 1 || !(mirrors ? contents.erspan : contents.gre)) return FlowlessReason.NotIp;
    next.packet.tunnel = TunnelId.Gre;
    if (protocol === EtherType.EOIP) return next.to(By.Ethernet, 0, at + 8);
    const inside = at + 4 + optionalBytes(bytes, at + 4, end, flags);
    if (!mirrors) return follow(bytes, inside, end, next, protocol);
    next.packet.tunnel = TunnelId.Erspan;
    if (protocol === ERSPAN_III) return readErspan3(bytes, inside, end, next);
    return (flags & SEQUENCE) === 0 ? next.to(By.Ethernet, 0, inside) : readErspan2(bytes, inside, end, next);
  };
}

/** Bytes of the optional fields that begin at `at`. */
function optionalBytes(bytes: Uint8Array, at: number, end: number, flags: number): number {
  let size = 0;
  if ((flags & (CHECKSUM | ROUTING)) !== 0) size += 4;
  if ((flags & KEY) !== 0) size += 4;
  if ((flags & SEQUENCE) !== 0) size += 4;
  if ((flags & VERSION) === 1 && (flags & ACKNOWLEDGEMENT) !== 0) size += 4;
  return (flags & ROUTING) !== 0 ? size + routeBytes(bytes, at + size, end) : size;
}

/** RFC 1701: entries of family, offset, length and information, up to one of family 0 and length 0. */
function routeBytes(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at + 4 <= end) {
    const length = bytes[at + 3];
    const last = length === 0 && short(bytes, at) === 0;
    at += 4 + length;
    if (last) break;
  }
  return at - start;
}

function follow(bytes: Uint8Array, at: number, end: number, next: Next, protocol: number): FlowlessReason {
  if (protocol === BRIDGING) return next.to(By.Ethernet, 0, at);
  if (protocol === PPP) return next.to(By.Ppp, 0, at);
  if (protocol === WCCP) return next.to(By.IpVersion, 0, hasRedirect(bytes, at, end) ? at + 4 : at);
  if (protocol >= ARUBA_FIRST && protocol <= ARUBA_LAST) return next.to(By.Wifi, 0, at);
  return next.to(By.Ethertype, protocol, at);
}

/** WCCP version 2 puts four bytes of redirect header before the packet, version 1 none. */
function hasRedirect(bytes: Uint8Array, at: number, end: number): boolean {
  return at >= end || bytes[at] >> 4 !== 4;
}
