import * as EtherType from '../model/ethertypes.ts';
import { SCTP, TCP, UDP } from '../model/ip-protocols.ts';
import { bySide } from './address-tests.ts';
import { readBehindIpv4 } from './layout.ts';
import { equals, read } from './place.ts';
import type { Decoding } from './layout.ts';
import { carries } from './link-tests.ts';
import { portNamed } from './names.ts';
import { FilterError } from './syntax.ts';
import type { Protocol, Qualifiers, Value } from './syntax.ts';
import { all, and, any, or } from './test.ts';
import type { Reading, Test } from './test.ts';

/** IP protocols with ports, in the order in which libpcap asks for them. */
const WITH_PORTS = [SCTP, TCP, UDP];
const NUMBERS: ReadonlyMap<Protocol, number> = new Map([
  ['tcp', TCP],
  ['udp', UDP],
  ['sctp', SCTP],
]);

interface Ports {
  readonly first: number;
  readonly last: number;
  readonly protocols: readonly number[];
}

/**
 * `port` and `portrange`: first fragments of IPv4, and IPv6 without extension headers, which are not walked
 * (pcap-filter(7), BUGS).
 */
export function portTest(decoding: Decoding, qualifiers: Qualifiers, value: Value, at: number): Test {
  const { first, last, protocols } = readPorts(qualifiers, value, at);
  const within = (reading: Reading): Test =>
    first === last
      ? (packet) => reading(packet) === first
      : (packet) => {
          const port = reading(packet);
          return port >= first && port <= last;
        };
  const { direction } = qualifiers;
  const ipv4 = bySide(direction, within(readBehindIpv4(decoding, 0, 2)), within(readBehindIpv4(decoding, 2, 2)), at);
  const ipv6 = bySide(direction, within(read(decoding.net(40), 2)), within(read(decoding.net(42), 2)), at);
  const over4 = protocols.map((number) => all(equals(decoding.net(9), 1, number), isFirstFragment(decoding), ipv4));
  const over6 = protocols.map((number) => and(equals(decoding.net(6), 1, number), ipv6));
  return or(
    and(carries(decoding, EtherType.IPV6, at), any(...over6)),
    and(carries(decoding, EtherType.IPV4, at), any(...over4)),
  );
}

/** IPv4 packets that are no later fragment: those that have ports. */
export function isFirstFragment(decoding: Decoding): Test {
  return equals(decoding.net(6), 2, 0, 0x1fff);
}

function readPorts({ protocol, type }: Qualifiers, value: Value, at: number): Ports {
  const over = protocol === undefined ? undefined : NUMBERS.get(protocol);
  if (protocol !== undefined && over === undefined) throw new FilterError(`illegal qualifier of '${type ?? ''}'`, at);
  const allowed = over === undefined ? WITH_PORTS : [over];
  if (value.kind === 'number') return numbered(value.number, value.number, allowed, at);
  if (value.kind !== 'name') throw new FilterError(`'${type ?? ''}' modifier applied to an address`, at);
  const ends = type === 'portrange' ? value.text.match(/^([^-]+)-(.+)$/) : null;
  const [from, to] = ends === null ? [value.text, value.text] : [ends[1], ends[2]];
  const one = readPort(from, allowed, at);
  const two = readPort(to, allowed, at);
  const both = one.protocols.filter((number) => two.protocols.includes(number));
  return numbered(one.port, two.port, both, at);
}

function numbered(one: number, two: number, protocols: readonly number[], at: number): Ports {
  const last = Math.max(one, two);
  if (last > 65_535) throw new FilterError(`port number ${last} greater than maximum 65535`, at);
  return { first: Math.min(one, two), last, protocols };
}

/** A port by number or name, with the protocols that it can mean. */
function readPort(
  text: string,
  allowed: readonly number[],
  at: number,
): { port: number; protocols: readonly number[] } {
  if (/^\d+$/.test(text)) return { port: Number(text), protocols: allowed };
  const named = portNamed(text);
  if (named === undefined) throw new FilterError(`unknown port '${text}'; write its number`, at);
  // A name that is registered for TCP and UDP stands for every protocol, as in libpcap.
  const all = named.protocols.includes(TCP) && named.protocols.includes(UDP);
  const protocols = all ? allowed : allowed.filter((number) => named.protocols.includes(number));
  if (protocols.length === 0) throw new FilterError(`port '${text}' is of another protocol`, at);
  return { port: named.port, protocols };
}
