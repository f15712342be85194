import { short, word } from '../../../base/bytes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { TunnelId } from '../../model/tunnels.ts';
import { looksLikeEthernet, looksLikeIp } from '../headers/looks.ts';
import { By, type HeaderReader, type Next } from '../headers/next.ts';

/** Bits of L2TP's first two bytes (RFC 2661 section 3.1). */
export const CONTROL = 0x8000;
export const LENGTH = 0x4000;
export const SEQUENCE = 0x0800;
export const OFFSET = 0x0200;
export const VERSION = 15;

/** L2TP over UDP: data messages of version 2 (RFC 2661 section 3.1) and of version 3 (RFC 3931 section 4.1.2.1). */
export const readL2tp: HeaderReader = (bytes, at, end, next) => {
  if (at + 8 > end) return FlowlessReason.TooShort;
  const flags = short(bytes, at);
  if ((flags & CONTROL) !== 0) return FlowlessReason.NotIp;
  if ((flags & VERSION) === 3) return readSession(bytes, at + 4, end, next);
  return (flags & VERSION) === 2 ? readVersion2(bytes, at, end, next, flags) : FlowlessReason.BadTunnel;
};

/** L2TP version 3 over IP (RFC 3931 section 4.1.1.1): session 0 is control. */
export const readL2tpOverIp: HeaderReader = (bytes, at, end, next) => readSession(bytes, at, end, next);

function readVersion2(bytes: Uint8Array, at: number, end: number, next: Next, flags: number): FlowlessReason {
  let inside = at + 6;
  if ((flags & LENGTH) !== 0) {
    next.cut(at + short(bytes, at + 2));
    inside += 2;
  }
  if ((flags & SEQUENCE) !== 0) inside += 4;
  if ((flags & OFFSET) !== 0) {
    if (inside + 2 > end) return FlowlessReason.TooShort;
    inside += 2 + short(bytes, inside);
  }
  return next.into(TunnelId.L2tp, By.Ppp, 0, inside);
}

/**
 * Version 3 does not say whether a cookie of 4 or 8 bytes and a sublayer header of 4 follow the session, nor what is
 * carried: both are told by what then looks like Ethernet, PPP or IP.
 */
function readSession(bytes: Uint8Array, at: number, end: number, next: Next): FlowlessReason {
  if (at + 4 > end || word(bytes, at) === 0) return FlowlessReason.NotIp;
  next.packet.tunnel = TunnelId.L2tp;
  for (let inside = at + 4; inside <= at + 16; inside += 4) {
    if (looksLikeEthernet(bytes, inside, end)) return next.to(By.Ethernet, 0, inside);
    if (inside + 2 <= end && short(bytes, inside) === 0xff03) return next.to(By.Ppp, 0, inside);
    if (looksLikeIp(bytes, inside, end)) return next.to(By.IpVersion, 0, inside);
  }
  return FlowlessReason.NotIp;
}
