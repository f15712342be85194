import { FlowlessReason } from '../../model/packet-table.ts';
import { TunnelId } from '../../model/tunnels.ts';
import { By, type HeaderReader } from '../../protocols/headers/next.ts';

/** EtherIP (RFC 3378): version 3 in the upper four bits of two bytes, then an Ethernet frame. */
export const readEtherIp: HeaderReader = (bytes, at, end, next) => {
  if (at + 2 > end) return FlowlessReason.TooShort;
  return bytes[at] >> 4 === 3 ? next.into(TunnelId.EtherIp, By.Ethernet, 0, at + 2) : FlowlessReason.BadTunnel;
};

/** IP in IP (RFC 2003, RFC 2473, RFC 4213), where it comes after a header that NFStream does not pass. */
export const readIpInIp: HeaderReader = (_bytes, at, _end, next) => next.to(By.IpVersion, 0, at);
