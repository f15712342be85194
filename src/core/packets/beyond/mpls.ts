import { FlowlessReason } from '../../model/packet-table.ts';
import { TunnelId } from '../../model/tunnels.ts';
import { short } from '../../../base/bytes.ts';
import { looksLikeEthernet } from '../../protocols/headers/looks.ts';
import { By, type HeaderReader, type Next } from '../../protocols/headers/next.ts';

/**
 * An MPLS label stack (RFC 3032). What lies under it is guessed from its first bits (RFC 4928): IPv4, IPv6, or an
 * Ethernet pseudo-wire (RFC 4448) with or without a control word (RFC 4385).
 */
export const readMpls: HeaderReader = (bytes, start, end, next) => {
  let at = start;
  while (at + 4 <= end && (bytes[at + 2] & 1) === 0) at += 4;
  if (at + 5 > end) return FlowlessReason.TooShort;
  return underStack(bytes, at + 4, end, next);
};

/** A label stack in IP (protocol 137, RFC 4023) or UDP (port 6635, RFC 7510). */
export const readMplsOverIp: HeaderReader = (bytes, at, end, next) => {
  next.packet.tunnel = TunnelId.Mpls;
  return readMpls(bytes, at, end, next);
};

function underStack(bytes: Uint8Array, at: number, end: number, next: Next): FlowlessReason {
  const first = bytes[at] >> 4;
  if (first === 4 || first === 6) return next.to(By.IpVersion, 0, at);
  if (looksLikeEthernet(bytes, at, end)) return next.into(TunnelId.PseudoWire, By.Ethernet, 0, at);
  const controlWord = first === 0 && (looksLikeEthernet(bytes, at + 4, end) || isEmptyControlWord(bytes, at, end));
  return controlWord ? next.into(TunnelId.PseudoWire, By.Ethernet, 0, at + 4) : FlowlessReason.NotIp;
}

function isEmptyControlWord(bytes: Uint8Array, at: number, end: number): boolean {
  return at + 4 <= end && short(bytes, at) === 0;
}
