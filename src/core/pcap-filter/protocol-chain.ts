import * as EtherType from '../model/ethertypes.ts';
import * as IpProtocol from '../model/ip-protocols.ts';
import { ipv4HeaderLength } from './layout.ts';
import { read } from './place.ts';
import type { Decoding } from './layout.ts';
import { carries } from './link-tests.ts';
import { FilterError } from './syntax.ts';
import type { Protocol } from './syntax.ts';
import { and, or } from './test.ts';
import type { Test } from './test.ts';

/** Next headers of IPv6 whose length byte counts units of 8 bytes after the first (RFC 8200). */
const EXTENSIONS: readonly number[] = [
  IpProtocol.HOP_BY_HOP,
  IpProtocol.ROUTING,
  IpProtocol.FRAGMENT,
  IpProtocol.DESTINATION,
];

/** `protochain`: a protocol anywhere in the chain of headers, IPv6 extension headers and AH (RFC 4302). */
export function protocolChain(decoding: Decoding, under: Protocol | undefined, number: number, at: number): Test {
  if (number > 255) throw new FilterError(`protocol number ${number} greater than maximum 255`, at);
  if (decoding.payload.slot >= 0) throw new FilterError("'protochain' not supported with variable length headers", at);
  const ipv4 = (): Test => and(carries(decoding, EtherType.IPV4, at), chainTest(decoding, number, false));
  const ipv6 = (): Test => and(carries(decoding, EtherType.IPV6, at), chainTest(decoding, number, true));
  if (under === undefined) return or(ipv4(), ipv6());
  if (under === 'ip') return ipv4();
  if (under === 'ip6') return ipv6();
  throw new FilterError(`bad protocol applied for 'protochain'`, at);
}

/** Ends: each header moves the place on, and a read outside of the captured bytes gives header 0 and `refused`. */
function chainTest(decoding: Decoding, number: number, v6: boolean): Test {
  const base = decoding.net(0).at;
  const header = ipv4HeaderLength(decoding);
  const first = read(decoding.net(v6 ? 6 : 9), 1);
  return (packet) => {
    let next = first(packet);
    let at = base + (v6 ? 40 : header(packet));
    while (!packet.refused && next !== number && next !== IpProtocol.NO_NEXT_HEADER) {
      const isAh = next === IpProtocol.AH;
      if (!isAh && !(v6 && EXTENSIONS.includes(next))) break;
      next = packet.read(at, 1);
      at += isAh ? (packet.read(at + 1, 1) + 2) * 4 : (packet.read(at + 1, 1) + 1) * 8;
    }
    return next === number;
  };
}
