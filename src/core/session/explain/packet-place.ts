import { bisectLeft } from '../../../base/bisect.ts';
import { PacketMark } from '../../model/packet-table.ts';
import type { PacketPlace } from '../../model/question.ts';
import { packetAddress, packetPort } from '../../packets/table/packet-rows.ts';
import type { CaptureTables } from '../../tables.ts';
import { packetsOfFlow } from '../flow-detail.ts';

/** Where a packet stands in its flow. It must be in one. */
export function packetPlace(tables: CaptureTables, packet: number): PacketPlace {
  const { packets, addresses, sources } = tables;
  const rows = packetsOfFlow(tables, packets.flow[packet]);
  const direction = (packets.marks[packet] & PacketMark.Backward) === 0 ? 0 : 1;
  const end = (which: 0 | 1): string => addresses.text(packetAddress(sources, packet, (which ^ direction) as 0 | 1));
  return {
    position: bisectLeft(rows, packet, 0, rows.length) + 1,
    packets: rows.length,
    opener: rows[0],
    direction,
    source: end(0),
    destination: end(1),
    sourcePort: packetPort(sources, packet, direction),
    destinationPort: packetPort(sources, packet, direction === 0 ? 1 : 0),
  };
}
