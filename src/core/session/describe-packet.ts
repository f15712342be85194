import { offsetInFile } from '../model/places.ts';
import type { PacketDetail } from '../model/question.ts';
import type { ByteSource } from '../model/reader.ts';
import type { PacketIndex } from '../model/units.ts';
import { packetReason } from '../packets/table/packet-rows.ts';
import { decodeLayers } from '../protocols/decode.ts';
import type { CaptureTables } from '../tables.ts';
import { packetPlace } from './explain/packet-place.ts';
import { furtherOfPacket } from './further-of-packet.ts';
import { namesOfPacket } from './known-names.ts';
import { readPackets } from './packet-bytes.ts';
import { nameOfEnd } from './tables/packet-names.ts';

/** Bytes of a packet that are decoded and shown at most. */
export const DETAIL_BYTES = 65_536;

/** All that is known of a packet, its bytes read from the file. It must exist. Rejects (UnreadableBytes) if they cannot be had. */
export async function describePacket(
  tables: CaptureTables,
  source: ByteSource,
  packet: PacketIndex,
): Promise<PacketDetail> {
  const { packets, facts } = tables;
  const [bytes] = await readPackets(source, packets, [packet], DETAIL_BYTES);
  const wireLength = packets.wireLength(packet);
  const { linkType, file } = facts.interfaces[packets.interface[packet] ?? 0];
  const further = furtherOfPacket(tables, packet, bytes);
  return {
    packet,
    bytes: bytes.slice(),
    capturedLength: packets.capturedLength(packet),
    wireLength,
    fileOffset: offsetInFile(packets.offset(packet)),
    ...(facts.files.length > 1 && { file: facts.files[file].name }),
    comments: facts.packetComments.get(packet) ?? [],
    names: namesOfPacket(tables, packet),
    endNames: [nameOfEnd(tables, packet, 0), nameOfEnd(tables, packet, 1)],
    layers: decodeLayers(bytes, linkType, wireLength),
    flow: packets.flow[packet],
    ...(packets.flow[packet] >= 0 && { place: packetPlace(tables, packet) }),
    reason: packetReason(tables.sources, packet),
    ...(further.length > 0 && { further }),
  };
}
