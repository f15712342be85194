import { ALWAYS, NEVER } from './test.ts';
import type { Reading, Test } from './test.ts';

/** A place in the packet: so many bytes after a slot that a layer of variable length fills; slot -1 is the beginning. */
export interface Place {
  readonly slot: number;
  readonly at: number;
}

/** A place some bytes on. */
export function moved({ slot, at }: Place, bytes: number): Place {
  return { slot, at: at + bytes };
}

/** The number of 1, 2 or 4 bytes at a place. */
export function read({ slot, at }: Place, size: number): Reading {
  if (slot < 0) return (packet) => packet.read(at, size);
  return (packet) => packet.read(packet.slots[slot] + at, size);
}

/** The number at a place equals a value, under a mask if one is given. */
export function equals(place: Place, size: number, value: number, mask = 0xffffffff): Test {
  const reading = read(place, size);
  if (mask === 0xffffffff) return (packet) => reading(packet) === value;
  // libpcap's optimizer does not read what is not looked at, where it can follow.
  if (mask === 0 && place.slot < 0) return value === 0 ? ALWAYS : NEVER;
  const wanted = value >>> 0;
  return (packet) => (reading(packet) & mask) >>> 0 === wanted;
}

/** Six bytes of an address, compared from behind as libpcap does. */
export function isMac(place: Place, bytes: readonly number[]): Test {
  const low = ((bytes[2] << 24) | (bytes[3] << 16) | (bytes[4] << 8) | bytes[5]) >>> 0;
  const high = equals(place, 2, (bytes[0] << 8) | bytes[1]);
  const rest = equals(moved(place, 2), 4, low);
  return (packet) => rest(packet) && high(packet);
}
