import * as EtherType from '../model/ethertypes.ts';
import { ICMPV6 } from '../model/ip-protocols.ts';
import { ipv4HeaderLength } from './layout.ts';
import { equals } from './place.ts';
import type { Decoding } from './layout.ts';
import type { Place } from './place.ts';
import { isFirstFragment } from './port-tests.ts';
import { protocolTest } from './protocol-tests.ts';
import { carries } from './link-tests.ts';
import { FilterError } from './syntax.ts';
import type { Arithmetic, Comparison, Operator, Protocol } from './syntax.ts';
import { ALWAYS, and } from './test.ts';
import type { Reading, Test } from './test.ts';
import type { PacketBytes } from './packet-bytes.ts';
import { hasRadioHeader } from './link-starts.ts';

/** A number of the packet, and what the packet must be for it. */
interface Guarded {
  readonly guard: Test;
  readonly reading: Reading;
}

/** `A relop B`, without sign. */
export function comparisonTest(decoding: Decoding, operator: Comparison, left: Arithmetic, right: Arithmetic): Test {
  const a = compileArithmetic(decoding, left);
  const b = compileArithmetic(decoding, right);
  const { reading: first } = a;
  const { reading: second } = b;
  return and(and(a.guard, b.guard), compare(operator, first, second));
}

function compare(operator: Comparison, a: Reading, b: Reading): Test {
  switch (operator) {
    case '=':
      return (packet) => a(packet) === b(packet);
    case '!=':
      return (packet) => a(packet) !== b(packet);
    case '<':
      return (packet) => a(packet) < b(packet);
    case '<=':
      return (packet) => a(packet) <= b(packet);
    case '>':
      return (packet) => a(packet) > b(packet);
    case '>=':
      return (packet) => a(packet) >= b(packet);
  }
}

function compileArithmetic(decoding: Decoding, arithmetic: Arithmetic): Guarded {
  switch (arithmetic.kind) {
    case 'number': {
      const { number } = arithmetic;
      return { guard: ALWAYS, reading: () => number };
    }
    case 'length':
      return { guard: ALWAYS, reading: (packet) => packet.wire };
    case 'load':
      return compileLoad(decoding, arithmetic.protocol, arithmetic.index, arithmetic.size, arithmetic.at);
    case 'negate': {
      const { guard, reading } = compileArithmetic(decoding, arithmetic.of);
      return { guard, reading: (packet) => -reading(packet) >>> 0 };
    }
    case 'binary': {
      // libpcap drops the right operand's guard: `1 + ip[0] = 5` does not ask for IP.
      const left = compileArithmetic(decoding, arithmetic.left);
      const right = compileArithmetic(decoding, arithmetic.right);
      return { guard: left.guard, reading: operate(arithmetic.operator, left.reading, right.reading) };
    }
  }
}

/** In 32 bits without sign, as BPF: shifts of 32 and more give 0, and division by zero refuses the packet. */
function operate(operator: Operator, a: Reading, b: Reading): Reading {
  switch (operator) {
    case '+':
      return (packet) => (a(packet) + b(packet)) >>> 0;
    case '-':
      return (packet) => (a(packet) - b(packet)) >>> 0;
    case '*':
      return (packet) => Math.imul(a(packet), b(packet)) >>> 0;
    case '/':
      return (packet) => Math.floor(a(packet) / divisor(packet, b(packet)));
    case '%':
      return (packet) => a(packet) % divisor(packet, b(packet));
    case '&':
      return (packet) => (a(packet) & b(packet)) >>> 0;
    case '|':
      return (packet) => (a(packet) | b(packet)) >>> 0;
    case '^':
      return (packet) => (a(packet) ^ b(packet)) >>> 0;
    case '<<':
      return (packet) => shifted(a(packet), b(packet), (value, by) => (value << by) >>> 0);
    case '>>':
      return (packet) => shifted(a(packet), b(packet), (value, by) => value >>> by);
  }
}

/** Both operands are read in any case: a read outside of the captured bytes refuses the packet. */
function shifted(value: number, by: number, shift: (value: number, by: number) => number): number {
  return by < 32 ? shift(value, by) : 0;
}

function divisor(packet: PacketBytes, value: number): number {
  if (value === 0) packet.refused = true;
  return value === 0 ? 1 : value;
}

const BEHIND_IPV4: readonly Protocol[] = ['tcp', 'udp', 'sctp', 'icmp', 'igmp', 'igrp', 'pim', 'vrrp', 'carp'];
const BEHIND_LINK: readonly Protocol[] = [
  'ip',
  'ip6',
  'arp',
  'rarp',
  'atalk',
  'decnet',
  'lat',
  'sca',
  'mopdl',
  'moprc',
];

/** `proto [ index : size ]`. Transport protocols are looked for behind IPv4 only, as the manual says. */
function compileLoad(decoding: Decoding, protocol: Protocol, index: Arithmetic, size: number, at: number): Guarded {
  const inner = compileArithmetic(decoding, index);
  const guarded = (guard: Test, reading: Reading): Guarded => ({ guard: and(inner.guard, guard), reading });
  if (protocol === 'link') return guarded(decoding.hasHeader, loadAt(decoding.header, inner.reading, size));
  if (protocol === 'radio') {
    if (!hasRadioHeader(decoding.linkType)) throw new FilterError('radio information not present in capture', at);
    return guarded(ALWAYS, loadAt({ slot: -1, at: 0 }, inner.reading, size));
  }
  if (BEHIND_LINK.includes(protocol))
    return guarded(protocolTest(decoding, protocol, at), loadAt(decoding.net(0), inner.reading, size));
  if (protocol === 'icmp6') {
    const isIcmp6 = and(carries(decoding, EtherType.IPV6, at), equals(decoding.net(6), 1, ICMPV6));
    return guarded(isIcmp6, loadAt(decoding.net(40), inner.reading, size));
  }
  if (!BEHIND_IPV4.includes(protocol)) throw new FilterError(`no bytes of ${protocol} can be read`, at);
  const header = ipv4HeaderLength(decoding);
  const place: Reading = (packet) => (inner.reading(packet) + header(packet)) >>> 0;
  const guard = and(carries(decoding, EtherType.IPV4, at), protocolTest(decoding, protocol, at));
  return guarded(and(guard, isFirstFragment(decoding)), loadAt(decoding.net(0), place, size));
}

function loadAt(place: Place, index: Reading, size: number): Reading {
  if (place.slot < 0) return (packet) => packet.read(index(packet) + place.at, size);
  return (packet) => packet.read(((index(packet) + packet.slots[place.slot]) >>> 0) + place.at, size);
}
