import * as EtherType from '../model/ethertypes.ts';
import { bySide } from './address-tests.ts';
import { equals } from './place.ts';
import type { Decoding } from './layout.ts';
import { carries } from './link-tests.ts';
import type { Qualifiers } from './syntax.ts';
import { and, any } from './test.ts';
import type { Test } from './test.ts';

/** Routing flags: header of short and of long form, and the byte that pads either to an even length. */
const SHORT = 2;
const LONG = 6;
const PADDED = 0x8100;

/** `decnet host`: DECnet Phase IV, whose addresses are little-endian, behind two bytes of length. */
export function decnetAddress(
  decoding: Decoding,
  { direction }: Qualifiers,
  area: number,
  node: number,
  at: number,
): Test {
  const address = (area << 10) | node;
  const swapped = ((address & 0xff) << 8) | (address >>> 8);
  const form = (flags: number, offset: number): readonly Test[] => [
    and(equals(decoding.net(2), 1, flags, 7), equals(decoding.net(offset), 2, swapped)),
    and(equals(decoding.net(2), 2, PADDED | flags, 0xff07), equals(decoding.net(offset + 1), 2, swapped)),
  ];
  const source = any(...form(SHORT, 5), ...form(LONG, 17));
  const destination = any(...form(SHORT, 3), ...form(LONG, 9));
  return and(carries(decoding, EtherType.DECNET, at), bySide(direction, source, destination, at));
}
