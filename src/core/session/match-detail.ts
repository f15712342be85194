import type { MatchDetail } from '../model/match.ts';
import type { PacketBrief } from '../model/packet-table.ts';
import type { ByteSource } from '../model/reader.ts';
import type { CaptureTables } from '../tables.ts';
import { describePacket } from '../protocols/decode.ts';
import { packetAddress, packetPort, packetProtocolCode, packetProtocolText } from '../packets/table/packet-rows.ts';
import type { MatchStore } from './match-store.ts';
import { packetsOfFlow } from './flow-detail.ts';
import { readPackets } from './packet-bytes.ts';

/** Faint packets that a ladder gets. */
const MOST_OTHERS = 500;
/** Bytes that tell what a packet says. */
export const BRIEF_BYTES = 512;

/** One match drawn out. The match must exist and have packets. */
export async function describeMatch(
  tables: CaptureTables,
  bytes: ByteSource,
  store: MatchStore,
  match: number,
): Promise<MatchDetail | undefined> {
  const found = store.get(match);
  if (found === undefined) return undefined;
  const flows = store.flowsOf(match);
  const others = otherPackets(tables, found.packets, flows);
  const { timeNs } = tables.packets;
  return {
    match,
    className: store.set.classes[found.flowClass]?.name ?? '',
    complete: found.complete,
    fields: found.fields,
    events: await briefs(tables, bytes, found.packets),
    others: await briefs(tables, bytes, others.slice(0, MOST_OTHERS)),
    othersOmitted: Math.max(0, others.length - MOST_OTHERS),
    flows,
    firstNs: timeNs[found.packets[0]],
    lastNs: timeNs[found.packets[found.packets.length - 1]],
  };
}

/** Packets of the flows between the first event and the last that are no events. */
function otherPackets(tables: CaptureTables, events: readonly number[], flows: readonly number[]): number[] {
  const taken = new Set(events);
  const from = events.reduce((least, row) => Math.min(least, row), Infinity);
  const to = events.reduce((most, row) => Math.max(most, row), -1);
  const others: number[] = [];
  for (const flow of flows) {
    for (const row of packetsOfFlow(tables, flow)) if (row > from && row < to && !taken.has(row)) others.push(row);
  }
  return others.sort((a, b) => a - b);
}

/** What a list or ladder shows of packets; their bytes are read for the info. */
export async function briefs(
  tables: CaptureTables,
  source: ByteSource,
  rows: readonly number[],
): Promise<PacketBrief[]> {
  const { packets, addresses } = tables;
  const bytes = await readPackets(source, packets, rows, BRIEF_BYTES);
  const address = (row: number, end: 0 | 1): string => {
    const id = packetAddress(tables.sources, row, end);
    return id < 0 ? '' : addresses.text(id);
  };
  return rows.map((row, at) => ({
    packet: row,
    timeNs: packets.timeNs[row],
    source: address(row, 0),
    destination: address(row, 1),
    sourcePort: packetPort(tables.sources, row, 0),
    destinationPort: packetPort(tables.sources, row, 1),
    protocol: packetProtocolText(tables.sources, packetProtocolCode(tables.sources, row)),
    wireLength: packets.wireLength(row),
    flow: packets.flow[row],
    info: infoOf(tables, row, bytes[at]),
  }));
}

/** The info text of a packet whose first bytes are given. */
export function infoOf(tables: CaptureTables, row: number, bytes: Uint8Array): string {
  const { packets, facts } = tables;
  const from = facts.interfaces[packets.interface[row] ?? 0];
  return describePacket(bytes, from.linkType, packets.wireLength(row)).info;
}
