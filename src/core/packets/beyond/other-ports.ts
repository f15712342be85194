import * as IpProtocol from '../../model/ip-protocols.ts';
import type { DecodedPacket } from '../../protocols/headers/decoded.ts';
import { short } from '../../../base/bytes.ts';

/**
 * Ports and sizes of SCTP (RFC 9260), DCCP (RFC 4340) and UDP-Lite (RFC 3828), which NFStream leaves 0. `length`: bytes
 * of transport header and payload by the IP header's word.
 */
export function readOtherPorts(
  bytes: Uint8Array,
  at: number,
  end: number,
  length: number,
  packet: DecodedPacket,
): void {
  const header = leastHeader(packet.protocol);
  if (header < 0 || length < header) return;
  if (at + 4 <= end) setPorts(packet, short(bytes, at), short(bytes, at + 2));
  const stated = packet.protocol === IpProtocol.DCCP && at + 5 <= end ? bytes[at + 4] * 4 : header;
  packet.transportSize = length;
  packet.payloadSize = Math.max(0, length - stated);
}

function leastHeader(protocol: number): number {
  if (protocol === IpProtocol.SCTP || protocol === IpProtocol.DCCP) return 12;
  return protocol === IpProtocol.UDP_LITE ? 8 : -1;
}

/** Request type by type of its reply, and by its own: echo, time stamp, information, address mask (RFC 792, RFC 950). */
const ICMP_REQUESTS: ReadonlyMap<number, number> = new Map([
  [8, 8],
  [0, 8],
  [13, 13],
  [14, 13],
  [15, 15],
  [16, 15],
  [17, 17],
  [18, 17],
]);
/** Echo (RFC 4443 section 4). */
const ICMPV6_REQUESTS: ReadonlyMap<number, number> = new Map([
  [128, 128],
  [129, 128],
]);

/**
 * Puts ICMP and ICMPv6 into the two ports: of a request and its reply the identifier at the requester's side and the
 * request's type at the other, so that both are of one flow; of all others type and code. 0 where they were not captured.
 */
export function readIcmpKey(bytes: Uint8Array, at: number, end: number, packet: DecodedPacket): void {
  if (packet.protocol !== IpProtocol.ICMP && packet.protocol !== IpProtocol.ICMPV6) return;
  const type = at + 2 <= end ? bytes[at] : 0;
  const request = (packet.protocol === IpProtocol.ICMP ? ICMP_REQUESTS : ICMPV6_REQUESTS).get(type);
  if (at + 2 > end) setPorts(packet, 0, 0);
  else if (request === undefined) setPorts(packet, type, bytes[at + 1]);
  else if (request === type) setPorts(packet, identifier(bytes, at, end), type);
  else setPorts(packet, request, identifier(bytes, at, end));
}

function identifier(bytes: Uint8Array, at: number, end: number): number {
  return at + 6 <= end ? short(bytes, at + 4) : 0;
}

function setPorts(packet: DecodedPacket, source: number, destination: number): void {
  packet.sourcePort = source;
  packet.destinationPort = destination;
}
