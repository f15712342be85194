import type { PacketBytes } from './packet-bytes.ts';

/** One test of a packet. */
export type Test = (packet: PacketBytes) => boolean;

/** A number taken from a packet, 32 bits without sign. */
export type Reading = (packet: PacketBytes) => number;

/** Passes all packets. Compared by identity: tests that cannot be otherwise are folded as libpcap's optimizer does. */
export const ALWAYS: Test = () => true;
/** Passes none. */
export const NEVER: Test = () => false;

/** Both, the first one first; the second is not asked if the first says no. */
export function and(first: Test, second: Test): Test {
  if (first === NEVER || second === NEVER) return NEVER;
  if (first === ALWAYS) return second;
  if (second === ALWAYS) return first;
  return (packet) => first(packet) && second(packet);
}

/** Either, the first one first; the second is not asked if the first says yes. */
export function or(first: Test, second: Test): Test {
  if (first === ALWAYS || second === ALWAYS) return ALWAYS;
  if (first === NEVER) return second;
  if (second === NEVER) return first;
  return (packet) => first(packet) || second(packet);
}

export function not(test: Test): Test {
  if (test === ALWAYS) return NEVER;
  if (test === NEVER) return ALWAYS;
  return (packet) => !test(packet);
}

/** All of them, in order. */
export function all(...tests: readonly Test[]): Test {
  return tests.reduce(and);
}

/** Any of them, in order. */
export function any(...tests: readonly Test[]): Test {
  return tests.reduce(or);
}
