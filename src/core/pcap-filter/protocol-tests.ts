import * as EtherType from '../model/ethertypes.ts';
import * as IpProtocol from '../model/ip-protocols.ts';
import { equals, read } from './place.ts';
import type { Decoding } from './layout.ts';
import { moved } from './place.ts';
import { carries } from './link-tests.ts';
import { AccessPoint, ipProtocolNamed, linkProtocolNamed } from './names.ts';
import { protocolChain } from './protocol-chain.ts';
import { FilterError } from './syntax.ts';
import type { Protocol, Qualifiers, Value } from './syntax.ts';
import { all, and, or } from './test.ts';
import type { Test } from './test.ts';

/** Protocols over IP: number and where libpcap looks for them. */
const OVER_IP: ReadonlyMap<Protocol, readonly [number, 'ip' | 'ip6' | undefined]> = new Map<
  Protocol,
  readonly [number, 'ip' | 'ip6' | undefined]
>([
  ['tcp', [IpProtocol.TCP, undefined]],
  ['udp', [IpProtocol.UDP, undefined]],
  ['sctp', [IpProtocol.SCTP, undefined]],
  ['ah', [IpProtocol.AH, undefined]],
  ['esp', [IpProtocol.ESP, undefined]],
  ['pim', [IpProtocol.PIM, undefined]],
  ['icmp', [IpProtocol.ICMP, 'ip']],
  ['igmp', [IpProtocol.IGMP, 'ip']],
  ['igrp', [IpProtocol.IGRP, 'ip']],
  ['vrrp', [IpProtocol.VRRP, 'ip']],
  ['carp', [IpProtocol.VRRP, 'ip']],
  ['icmp6', [IpProtocol.ICMPV6, 'ip6']],
]);

/** Network-layer protocol identifiers (ISO 9577). */
const OSI: ReadonlyMap<Protocol, number> = new Map<Protocol, number>([
  ['clnp', 0x81],
  ['esis', 0x82],
  ['isis', 0x83],
]);

/** A protocol's word by itself. */
export function protocolTest(decoding: Decoding, protocol: Protocol, at: number): Test {
  const link = linkProtocolNamed(protocol);
  if (link !== undefined) return carries(decoding, link, at);
  const over = OVER_IP.get(protocol);
  if (over !== undefined) return numberTest(decoding, over[1], over[0], at);
  const osi = OSI.get(protocol);
  if (osi !== undefined) return numberTest(decoding, 'iso', osi, at);
  throw new FilterError(`“${protocol}” by itself is no test`, at);
}

/** `proto` and `protochain` with a number or an escaped name. */
export function protoTest(decoding: Decoding, { protocol, type }: Qualifiers, value: Value, at: number): Test {
  const number = readProtocol(protocol, type ?? 'proto', value, at);
  if (type === 'protochain') return protocolChain(decoding, protocol, number, at);
  return numberTest(decoding, protocol, number, at);
}

function readProtocol(protocol: Protocol | undefined, type: string, value: Value, at: number): number {
  if (value.kind === 'number') return value.number;
  if (value.kind !== 'name') throw new FilterError(`'${type}' modifier applied to an address`, at);
  const number = lookUp(protocol, value.text);
  if (number === undefined) throw new FilterError(`unknown '${type}' value '${value.text}'`, at);
  return number;
}

function lookUp(protocol: Protocol | undefined, name: string): number | undefined {
  if (protocol === 'link') return linkProtocolNamed(name);
  if (protocol !== 'iso') return ipProtocolNamed(name);
  return new Map<string, number>(OSI).get(name);
}

function numberTest(decoding: Decoding, under: Protocol | undefined, number: number, at: number): Test {
  if (under === 'link') return carries(decoding, number, at);
  if (number > 255) throw new FilterError(`protocol number ${number} greater than maximum 255`, at);
  switch (under) {
    case undefined:
      return or(overIpv4(decoding, number, at), overIpv6(decoding, number, at));
    case 'ip':
      return overIpv4(decoding, number, at);
    case 'ip6':
      return overIpv6(decoding, number, at);
    case 'iso':
      return all(
        carries(decoding, AccessPoint.Iso, at),
        equals(moved(decoding.payload, decoding.networkAfterLlc), 1, number),
      );
    case 'isis':
      return and(
        numberTest(decoding, 'iso', 0x83, at),
        equals(moved(decoding.payload, decoding.networkAfterLlc + 4), 1, number, 0x1f),
      );
    default:
      throw new FilterError(`'${under}' does not encapsulate another protocol`, at);
  }
}

function overIpv4(decoding: Decoding, number: number, at: number): Test {
  return and(carries(decoding, EtherType.IPV4, at), equals(decoding.net(9), 1, number));
}

/** The next header, or that behind a fragment header; no other extension header is walked. */
function overIpv6(decoding: Decoding, number: number, at: number): Test {
  const next = read(decoding.net(6), 1);
  const afterFragment = read(decoding.net(40), 1);
  return and(carries(decoding, EtherType.IPV6, at), (packet) => {
    const found = next(packet);
    return found === number || (found === IpProtocol.FRAGMENT && afterFragment(packet) === number);
  });
}
