import type { Failure } from '../model/failure.ts';
import type { PacketBrief } from '../model/packet-table.ts';
import type { ByteSource } from '../model/reader.ts';
import type { CaptureTables } from '../tables.ts';
import { describePacket } from '../protocols/decode.ts';
import { packetAddress, packetPort, packetProtocolCode, packetProtocolText } from '../packets/table/packet-rows.ts';
import { readPackets, tryReading } from './packet-bytes.ts';

/** Bytes that tell what a packet says. */
export const BRIEF_BYTES = 512;

/** Packets in short; `unread`: why their infos are empty. */
interface Briefs {
  readonly packets: readonly PacketBrief[];
  readonly unread?: Failure;
}

/** What a list or ladder shows of packets; their bytes are read for the info, which is empty if they cannot be had. */
export async function briefs(tables: CaptureTables, source: ByteSource, rows: readonly number[]): Promise<Briefs> {
  const infos = await tryReading(infosOf(tables, source, rows));
  const packets = rows.map((row, at) => briefOf(tables, row, infos.ok ? infos.value[at] : ''));
  return infos.ok ? { packets } : { packets, unread: infos.failure };
}

function briefOf(tables: CaptureTables, row: number, info: string): PacketBrief {
  const { packets, addresses } = tables;
  const address = (end: 0 | 1): string => {
    const id = packetAddress(tables.sources, row, end);
    return id < 0 ? '' : addresses.text(id);
  };
  return {
    packet: row,
    timeNs: packets.timeNs[row],
    source: address(0),
    destination: address(1),
    sourcePort: packetPort(tables.sources, row, 0),
    destinationPort: packetPort(tables.sources, row, 1),
    protocol: packetProtocolText(tables.sources, packetProtocolCode(tables.sources, row)),
    wireLength: packets.wireLength(row),
    flow: packets.flow[row],
    info,
  };
}

/** What packets say, read from their bytes. */
export async function infosOf(tables: CaptureTables, source: ByteSource, rows: readonly number[]): Promise<string[]> {
  const bytes = await readPackets(source, tables.packets, rows, BRIEF_BYTES);
  return rows.map((row, at) => infoOf(tables, row, bytes[at]));
}

/** The info text of a packet whose first bytes are given. */
function infoOf(tables: CaptureTables, row: number, bytes: Uint8Array): string {
  const { packets, facts } = tables;
  const from = facts.interfaces[packets.interface[row] ?? 0];
  return describePacket(bytes, from.linkType, packets.wireLength(row)).info;
}
