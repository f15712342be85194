import type { FurtherPackets } from '../model/capture-info.ts';
import { FlowlessReason } from '../model/packet-table.ts';
import type { Decoding } from '../model/parameters.ts';
import { createDecoder } from '../packets/beyond/create-decoder.ts';
import { FurtherLook, Look } from '../packets/beyond/further-look.ts';
import { packetReason } from '../packets/table/packet-rows.ts';
import type { CaptureTables } from '../tables.ts';

/**
 * The fewest decodings beyond those in force that find an IP packet in a packet where none is found now, or one within
 * the one that is; empty: none do. `bytes`: the packet's.
 */
export function furtherOfPacket(
  { parameters, packets, facts, sources }: CaptureTables,
  packet: number,
  bytes: Uint8Array,
): readonly Decoding[] {
  if (packetReason(sources, packet) === FlowlessReason.OtherInterface) return [];
  const { linkType } = facts.interfaces[packets.interface[packet] ?? 0];
  const wire = packets.wireLength(packet);
  const decoder = createDecoder(parameters, false);
  decoder.decode(bytes, 0, bytes.length, linkType, wire);
  const rows: FurtherPackets[] = [];
  const found = new FurtherLook(parameters, rows);
  const look = found.look(bytes, 0, bytes.length, linkType, wire, decoder);
  return look === Look.More ? rows[found.choice].decode : [];
}
