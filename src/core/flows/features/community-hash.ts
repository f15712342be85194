import { sha1 } from '@noble/hashes/legacy.js';
import { base64 } from '../../../base/base64.ts';
import { ICMP, ICMPV6, SCTP, TCP, UDP } from '../../model/ip-protocols.ts';

/** The ends and protocol of a flow, in the direction of the packet that is looked at. */
export interface FlowTuple {
  /** Addresses as 4 or 16 bytes. */
  readonly source: Uint8Array;
  readonly destination: Uint8Array;
  readonly protocol: number;
  /** Of ICMP: its type and code. */
  readonly sourcePort: number;
  readonly destinationPort: number;
}

/** Protocols whose ports are hashed. */
const WITH_PORTS: readonly number[] = [ICMP, TCP, UDP, ICMPV6, SCTP];

/** ICMP types that go with one back, by pairs: echo, router, time stamp, information, address mask. */
const ICMP_PAIRS = bothWays([
  [8, 0],
  [10, 9],
  [13, 14],
  [15, 16],
  [17, 18],
]);
/** Echo, multicast listener, router, neighbour, node information, home agent. */
const ICMPV6_PAIRS = bothWays([
  [128, 129],
  [130, 131],
  [133, 134],
  [135, 136],
  [139, 140],
  [144, 145],
]);

function bothWays(pairs: readonly (readonly [number, number])[]): ReadonlyMap<number, number> {
  return new Map(
    pairs.flatMap(([a, b]): [number, number][] => [
      [a, b],
      [b, a],
    ]),
  );
}

/**
 * Community ID version 1 (github.com/corelight/community-id-spec): SHA-1 over seed, smaller end's address, other address,
 * protocol, a zero byte, and both ports. ICMP has its type and that of the answer for ports; types without an answer have
 * type and code, and are not turned round.
 * @param seed 0 to 65535
 */
export function communityId(tuple: FlowTuple, seed: number): string {
  const { source, destination, protocol, sourcePort } = tuple;
  const answer = (protocol === ICMP ? ICMP_PAIRS : protocol === ICMPV6 ? ICMPV6_PAIRS : undefined)?.get(sourcePort);
  const destinationPort = answer ?? tuple.destinationPort;
  const oneWay = (protocol === ICMP || protocol === ICMPV6) && answer === undefined;
  const order = compareBytes(source, destination) || sourcePort - destinationPort;
  const turned = !oneWay && order > 0;
  const ports = turned ? [destinationPort, sourcePort] : [sourcePort, destinationPort];
  const hashed = [
    ...short(seed),
    ...(turned ? destination : source),
    ...(turned ? source : destination),
    protocol,
    0,
    ...(WITH_PORTS.includes(protocol) ? ports.flatMap(short) : []),
  ];
  return `1:${base64(sha1(Uint8Array.from(hashed)))}`;
}

function short(value: number): number[] {
  return [value >> 8, value & 255];
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return a[at] - b[at];
  return 0;
}
