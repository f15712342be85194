import { BitSet } from '../../../base/bit-set.ts';
import type { MessageStore } from '../../messages/message-store.ts';
import { PacketMark, type PacketTable } from '../../model/packet-table.ts';

/** Sides of flows: two for each. */
function sideOf({ flow, marks }: PacketTable, packet: number): number {
  return 2 * flow[packet] + (marks[packet] & PacketMark.Backward);
}

/**
 * Packets of messages: those that began and completed each, and between them all with payload of the same direction of its
 * flow. What lies between may be of two messages at once where one ends and the next begins.
 */
export function packetsOfMessages(store: MessageStore, packets: PacketTable, rows: ArrayLike<number>): Int32Array {
  const found = new BitSet(packets.length);
  const open = new Map<number, number>();
  const events = eventsOf(store, rows);
  eachPacket(events, packets, (packet, begins, ends) => {
    const side = sideOf(packets, packet);
    const before = (open.get(side) ?? 0) + begins;
    if (begins > 0 || ends > 0 || (before > 0 && packets.payloadSize[packet] > 0)) {
      found.add(packet);
      for (const other of store.othersOf(packet) ?? []) found.add(other);
    }
    if (begins > 0 || ends > 0) open.set(side, before - ends);
  });
  return found.toArray();
}

/** Which messages have a packet that fits. */
export function messagesWith(
  store: MessageStore,
  packets: PacketTable,
  fits: (packet: number) => boolean,
): (row: number) => boolean {
  const long: number[] = [];
  for (let row = 0; row < store.length; row++) if (store.first[row] < store.packet[row]) long.push(row);
  const between = new BitSet(store.length);
  if (long.length > 0) findBetween(store, packets, fits, long, between);
  const fitsAny = (packet: number): boolean => fits(packet) || store.othersOf(packet)?.some(fits) === true;
  return (row) => fitsAny(store.packet[row]) || fitsAny(store.first[row]) || between.has(row);
}

/** Messages of several packets: counts what fits in their directions when they begin, and again when they end. */
function findBetween(
  store: MessageStore,
  packets: PacketTable,
  fits: (packet: number) => boolean,
  long: readonly number[],
  found: BitSet,
): void {
  const byFirst = long.toSorted((a, b) => store.first[a] - store.first[b]);
  const byLast = long.toSorted((a, b) => store.packet[a] - store.packet[b]);
  const counts = new Map<number, number>();
  const before = new Map<number, number>();
  let first = 0;
  let last = 0;
  const end = store.packet[byLast.at(-1) ?? 0] ?? -1;
  for (let packet = store.first[byFirst[0]]; packet <= end; packet++) {
    if (packets.flow[packet] < 0) continue;
    const side = sideOf(packets, packet);
    for (; first < byFirst.length && store.first[byFirst[first]] <= packet; first++)
      before.set(byFirst[first], counts.get(side) ?? 0);
    if (packets.payloadSize[packet] > 0 && fits(packet)) counts.set(side, (counts.get(side) ?? 0) + 1);
    for (; last < byLast.length && store.packet[byLast[last]] <= packet; last++)
      if ((counts.get(side) ?? 0) > (before.get(byLast[last]) ?? 0)) found.add(byLast[last]);
  }
}

/** Where messages begin, and where they end, rising. */
function eventsOf(store: MessageStore, rows: ArrayLike<number>): { begins: Int32Array; ends: Int32Array } {
  const begins = new Int32Array(rows.length);
  const ends = new Int32Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    begins[at] = Math.min(store.first[rows[at]], store.packet[rows[at]]);
    ends[at] = store.packet[rows[at]];
  }
  return { begins: begins.sort(), ends: ends.sort() };
}

function eachPacket(
  { begins, ends }: { begins: Int32Array; ends: Int32Array },
  packets: PacketTable,
  visit: (packet: number, begins: number, ends: number) => void,
): void {
  if (begins.length === 0) return;
  let first = 0;
  let last = 0;
  for (let packet = begins[0]; packet <= ends[ends.length - 1]; packet++) {
    if (packets.flow[packet] < 0) continue;
    const firstBefore = first;
    const lastBefore = last;
    while (first < begins.length && begins[first] <= packet) first++;
    while (last < ends.length && ends[last] <= packet) last++;
    visit(packet, first - firstBefore, last - lastBefore);
  }
}
