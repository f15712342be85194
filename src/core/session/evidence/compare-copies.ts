import { PacketMark, type PacketTable } from '../../model/packet-table.ts';
import { isBareAck } from './copy-candidates.ts';

/** In what a copy differs from its original: in nothing, in the headers below IP, or also in the hops that are left. */
export type CopyKind = 'equal in all bytes' | 'with another link header' | 'before and behind a router';

const IPV6_HEADER = 40;
const TTL = 8;
const CHECKSUM = 10;
const HOP_LIMIT = 7;
const IDENTIFICATION = 4;

/** How a packet is a copy of another; undefined if it is another packet. */
export function compareCopies(
  packets: PacketTable,
  [original, copy]: readonly [number, number],
  [a, b]: readonly [Uint8Array, Uint8Array],
): CopyKind | undefined {
  const [startA, startB] = [ipStart(packets, original, a), ipStart(packets, copy, b)];
  if (startA === undefined || startB === undefined) return undefined;
  const [ipA, ipB] = [a.subarray(startA), b.subarray(startB)];
  const isV4 = ipA[0] >> 4 === 4;
  if (isBareAck(packets, copy) && !(isV4 && isNumbered(ipA))) return undefined;
  const differing = isV4 ? differencesV4(ipA, ipB) : differencesV6(ipA, ipB);
  if (differing === 'other') return undefined;
  if (differing === 'hops') return 'before and behind a router';
  return startA === startB && equal(a, b, 0, startA) ? 'equal in all bytes' : 'with another link header';
}

/** Where the IP header begins, by the sizes that it states; undefined if it is not there. */
function ipStart(packets: PacketTable, row: number, bytes: Uint8Array): number | undefined {
  const isV6 = (packets.marks[row] & PacketMark.Ipv6) !== 0;
  const headers = packets.ipSize[row] - packets.transportSize[row] + (isV6 ? IPV6_HEADER : 0);
  const start = packets.transportOffset[row] - headers;
  return start >= 0 && start < bytes.length && bytes[start] >> 4 === (isV6 ? 6 : 4) ? start : undefined;
}

/** True if the sender numbers its datagrams (RFC 791, identification). */
function isNumbered(ip: Uint8Array): boolean {
  return ip[IDENTIFICATION] !== 0 || ip[IDENTIFICATION + 1] !== 0;
}

function differencesV4(a: Uint8Array, b: Uint8Array): 'none' | 'hops' | 'other' {
  const end = Math.min(a.length, b.length, (a[2] << 8) | a[3] || a.length);
  // Type of service may be marked anew on the way.
  const same = equal(a, b, 2, TTL) && a[9] === b[9] && equal(a, b, CHECKSUM + 2, end);
  if (!same) return 'other';
  return a[TTL] === b[TTL] ? 'none' : 'hops';
}

function differencesV6(a: Uint8Array, b: Uint8Array): 'none' | 'hops' | 'other' {
  const end = Math.min(a.length, b.length, IPV6_HEADER + ((a[4] << 8) | a[5]));
  if (!equal(a, b, 4, HOP_LIMIT) || !equal(a, b, HOP_LIMIT + 1, end)) return 'other';
  return a[HOP_LIMIT] === b[HOP_LIMIT] ? 'none' : 'hops';
}

function equal(a: Uint8Array, b: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (a[at] !== b[at]) return false;
  return true;
}
