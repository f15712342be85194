import * as EtherType from '../model/ethertypes.ts';
import { equals, isMac, moved, read } from './place.ts';
import type { Decoding } from './layout.ts';
import type { Place } from './place.ts';
import { carries } from './link-tests.ts';
import { prefixMask } from './addresses.ts';
import { FilterError } from './syntax.ts';
import type { Direction, Protocol, Qualifiers } from './syntax.ts';
import { all, and, any, not, or } from './test.ts';
import type { Test } from './test.ts';
import { wifiAddress, wifiCast } from './wifi.ts';

const BROADCAST: readonly number[] = [255, 255, 255, 255, 255, 255];

/** Source, destination, either or both. Without a word: either. */
export function bySide(direction: Direction | undefined, source: Test, destination: Test, at: number): Test {
  switch (direction) {
    case 'src':
      return source;
    case 'dst':
      return destination;
    case 'src and dst':
      return and(source, destination);
    case 'src or dst':
    case undefined:
      return or(source, destination);
    default:
      throw new FilterError(`“${direction}” is for 802.11 addresses only`, at);
  }
}

/** IPv4 addresses under a mask: those of IPv4 headers, and of ARP and RARP where no protocol is named. */
export function ipv4Addresses(
  decoding: Decoding,
  qualifiers: Qualifiers,
  word: number,
  mask: number,
  at: number,
): Test {
  const { protocol, direction } = qualifiers;
  const within = (type: number, source: number, destination: number): Test =>
    and(
      carries(decoding, type, at),
      bySide(
        direction,
        equals(decoding.net(source), 4, word, mask),
        equals(decoding.net(destination), 4, word, mask),
        at,
      ),
    );
  // pcap-filter(7), "host": the protocol addresses of ARP and RARP, for Ethernet and IPv4, stand at 14 and 24.
  const ip = (): Test => within(EtherType.IPV4, 12, 16);
  const arp = (): Test => within(EtherType.ARP, 14, 24);
  const rarp = (): Test => within(EtherType.RARP, 14, 24);
  if (protocol === undefined) return decoding.labels > 0 ? ip() : any(ip(), arp(), rarp());
  if (protocol === 'ip') return ip();
  if (protocol === 'arp') return arp();
  if (protocol === 'rarp') return rarp();
  throw new FilterError(`'${protocol}' modifier applied to ip ${qualifiers.type === 'net' ? 'net' : 'host'}`, at);
}

/** IPv6 addresses with a prefix. */
export function ipv6Addresses(
  decoding: Decoding,
  { protocol, direction, type }: Qualifiers,
  words: readonly number[],
  bits: number,
  at: number,
): Test {
  if (type === 'net' ? false : type !== undefined && type !== 'host')
    throw new FilterError(`'${type}' is not a valid qualifier for an IPv6 address`, at);
  if (type !== 'net' && bits !== 128) throw new FilterError('Mask syntax for networks only', at);
  if (protocol !== undefined && protocol !== 'ip6')
    throw new FilterError(`'${protocol}' modifier applied to ip6 ${type ?? 'host'}`, at);
  const side = (offset: number): Test =>
    all(
      ...words.map((word, index) => equals(decoding.net(offset + index * 4), 4, word, prefixMask(bits - index * 32))),
    );
  return and(carries(decoding, EtherType.IPV6, at), bySide(direction, side(8), side(24), at));
}

/** `ether host` and its kin. */
export function macAddresses(
  decoding: Decoding,
  { protocol, direction, type }: Qualifiers,
  bytes: readonly number[],
  at: number,
): Test {
  if (protocol !== 'link' || (type !== undefined && type !== 'host'))
    throw new FilterError('ethernet address used in non-ether expression', at);
  if (decoding.kind === 'wifi') return wifiAddress(decoding, direction, bytes);
  requireEthernet(decoding, 'ethernet addresses are', at);
  return and(
    decoding.hasHeader,
    bySide(direction, isMac(moved(decoding.header, 6), bytes), isMac(decoding.header, bytes), at),
  );
}

/** `broadcast` and `multicast`, of the link layer unless `ip` or `ip6` stands before. */
export function castTest(
  decoding: Decoding,
  protocol: Protocol | undefined,
  to: 'broadcast' | 'multicast',
  at: number,
): Test {
  if (to === 'broadcast' && protocol === 'ip')
    throw new FilterError("netmask not known, so 'ip broadcast' not supported", at);
  if (to === 'multicast' && protocol === 'ip')
    return and(carries(decoding, EtherType.IPV4, at), atLeast(decoding.net(16), 224));
  if (to === 'multicast' && protocol === 'ip6')
    return and(carries(decoding, EtherType.IPV6, at), equals(decoding.net(24), 1, 255));
  if (protocol !== undefined && protocol !== 'link')
    throw new FilterError(`'${protocol} ${to}' is not supported: only link-layer and IP ${to} filters are`, at);
  if (decoding.kind === 'wifi') return wifiCast(decoding, to);
  requireEthernet(decoding, `link-layer ${to} filters are`, at);
  if (to === 'broadcast') return and(decoding.hasHeader, isMac(decoding.header, BROADCAST));
  return and(decoding.hasHeader, not(equals(decoding.header, 1, 0, 1)));
}

function atLeast(place: Place, least: number): Test {
  const reading = read(place, 1);
  return (packet) => reading(packet) >= least;
}

function requireEthernet(decoding: Decoding, what: string, at: number): void {
  if (decoding.kind !== 'ethernet') throw new FilterError(`${what} supported on Ethernet and 802.11 only`, at);
}
