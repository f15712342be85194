import * as LinkType from '../model/link-types.ts';
import { castTest, ipv4Addresses, ipv6Addresses, macAddresses } from './address-tests.ts';
import { comparisonTest } from './arithmetic.ts';
import { isOutbound, pflogTest } from './pflog.ts';
import { frameTest } from './wifi.ts';
import { decnetAddress } from './decnet.ts';
import { layerTest } from './layers.ts';
import { equals, moved, read } from './place.ts';
import type { Decoding } from './layout.ts';
import { llcTest } from './link-tests.ts';
import { portTest } from './port-tests.ts';
import { protocolTest, protoTest } from './protocol-tests.ts';
import { FilterError } from './syntax.ts';
import type { Expression, Qualifiers, Value } from './syntax.ts';
import { and, not, or } from './test.ts';
import type { Test } from './test.ts';

/** sll_pkttype of packets that this host sent (linux/if_packet.h). */
const OUTGOING = 4;

/** Makes the test of an expression, from left to right: layers move `decoding` on. Throws FilterError. */
export function compileExpression(decoding: Decoding, expression: Expression): Test {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const left = compileExpression(decoding, expression.left);
      const right = compileExpression(decoding, expression.right);
      return expression.kind === 'and' ? and(left, right) : or(left, right);
    }
    case 'not':
      return not(compileExpression(decoding, expression.of));
    case 'match':
      return matchTest(decoding, expression.qualifiers, expression.value, expression.at);
    case 'protocol':
      return protocolTest(decoding, expression.protocol, expression.at);
    case 'compare':
      return comparisonTest(decoding, expression.operator, expression.left, expression.right);
    case 'cast':
      return castTest(decoding, expression.protocol, expression.to, expression.at);
    case 'size': {
      const { word, bytes } = expression;
      return word === 'less' ? (packet) => packet.wire <= bytes : (packet) => packet.wire >= bytes;
    }
    case 'byte':
      return byteTest(decoding, expression.index, expression.operator, expression.value);
    case 'way':
      return wayTest(decoding, expression.word, expression.at);
    case 'ifindex':
      if (decoding.linkType !== LinkType.COOKED2)
        throw new FilterError('“ifindex” is supported on LINUX_SLL2 only', expression.at);
      return equals(moved(decoding.header, 4), 4, expression.number);
    case 'frame':
      return frameTest(decoding, expression);
    case 'pflog':
      return pflogTest(decoding, expression);
    case 'layer':
      return layerTest(decoding, expression.layer, expression.number, expression.at);
    case 'llc':
      return llcTest(decoding, expression.frame, expression.at);
  }
}

function matchTest(decoding: Decoding, qualifiers: Qualifiers, value: Value, at: number): Test {
  const { type } = qualifiers;
  if (type === 'port' || type === 'portrange') return portTest(decoding, qualifiers, value, at);
  if (type === 'proto' || type === 'protochain') return protoTest(decoding, qualifiers, value, at);
  switch (value.kind) {
    case 'number':
      return ipv4Addresses(decoding, qualifiers, ...numberAddress(value.number, type === 'net'), at);
    case 'ipv4':
      return ipv4Addresses(decoding, qualifiers, value.word, (0xffffffff << (32 - value.bits)) >>> 0, at);
    case 'network':
      if (type !== 'net') throw new FilterError('Mask syntax for networks only', at);
      return ipv4Addresses(decoding, qualifiers, value.word, value.mask, at);
    case 'ipv6':
      return ipv6Addresses(decoding, qualifiers, value.words, value.bits, at);
    case 'decnet':
      return decnetAddress(decoding, qualifiers, value.area, value.node, at);
    case 'mac':
      return macAddresses(decoding, qualifiers, value.bytes, at);
    case 'name':
      throw new FilterError(`names of hosts and networks are not looked up; write the address of “${value.text}”`, at);
  }
}

/** A whole number as an address; for networks, short ones are moved to the left: `net 10`. */
function numberAddress(number: number, isNet: boolean): readonly [number, number] {
  let [word, mask] = [number, 0xffffffff];
  while (isNet && word !== 0 && word < 0x1000000) [word, mask] = [(word << 8) >>> 0, (mask << 8) >>> 0];
  return [word, mask];
}

function byteTest({ header }: Decoding, index: number, operator: string, value: number): Test {
  const byte = read(moved(header, index), 1);
  switch (operator) {
    case '<':
      return (packet) => byte(packet) < value;
    case '>':
      return (packet) => byte(packet) > value;
    case '&':
      return (packet) => (byte(packet) & value) !== 0;
    case '|':
      return (packet) => (byte(packet) | value) !== 0;
  }
  return (packet) => byte(packet) === value;
}

function wayTest(decoding: Decoding, word: 'inbound' | 'outbound', at: number): Test {
  const { header, linkType } = decoding;
  if (decoding.kind === 'pflog') return isOutbound(decoding, word);
  if (linkType !== LinkType.COOKED && linkType !== LinkType.COOKED2)
    throw new FilterError(`“${word}” is supported on LINUX_SLL, LINUX_SLL2 and PFLOG only`, at);
  const outbound = linkType === LinkType.COOKED ? equals(header, 2, OUTGOING) : equals(moved(header, 10), 1, OUTGOING);
  return word === 'outbound' ? outbound : not(outbound);
}
