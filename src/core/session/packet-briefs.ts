import { macText } from '../../base/addresses.ts';
import type { Failure } from '../model/failure.ts';
import * as LinkType from '../model/link-types.ts';
import type { PacketBrief } from '../model/packet-table.ts';
import type { ByteSource } from '../model/reader.ts';
import type { CaptureTables } from '../tables.ts';
import { describePacket, type PacketLine } from '../protocols/decode.ts';
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
  const read = await tryReading(readPackets(source, tables.packets, rows, BRIEF_BYTES));
  if (!read.ok) return { packets: rows.map((row) => briefOf(tables, row, '')), unread: read.failure };
  const packets = rows.map((row, at) => {
    const bytes = read.value[at];
    const macs = macsOf(tables, row, bytes);
    const { protocol, info } = lineOf(tables, row, bytes);
    const brief = briefOf(tables, row, info);
    return { ...brief, ...(protocol !== brief.protocol && { told: protocol }), ...(macs && { macs }) };
  });
  return { packets };
}

/** MAC addresses of sender and receiver, of packets that are in a flow, and of Ethernet frames. */
function macsOf(tables: CaptureTables, row: number, bytes: Uint8Array): readonly [string, string] | undefined {
  const { packets, links, addresses, facts } = tables;
  const pair = packets.flow[row] < 0 ? 0 : packets.linkPair(row);
  if (pair > 0) return [addresses.text(links.source(pair)), addresses.text(links.destination(pair))];
  const { linkType } = facts.interfaces[packets.interface[row] ?? 0];
  if (linkType !== LinkType.ETHERNET || bytes.length < 12) return undefined;
  return [macText(bytes.subarray(6, 12)), macText(bytes.subarray(0, 6))];
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
  return rows.map((row, at) => lineOf(tables, row, bytes[at]).info);
}

/** What a packet says, whose first bytes are given. */
function lineOf(tables: CaptureTables, row: number, bytes: Uint8Array): PacketLine {
  const { packets, facts } = tables;
  const from = facts.interfaces[packets.interface[row] ?? 0];
  return describePacket(bytes, from.linkType, packets.wireLength(row));
}
