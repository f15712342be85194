import { PacketMark } from '../../model/packet-table.ts';
import type { PacketPlace } from '../../model/question.ts';
import { packetAddress, packetPort } from '../../packets/table/packet-rows.ts';
import type { CaptureTables } from '../../tables.ts';
import { eachPacketOfFlow } from '../flow-packets.ts';

/** Where a packet stands in its flow. It must be in one. */
export function packetPlace(tables: CaptureTables, packet: number): PacketPlace {
  const { packets, addresses, sources } = tables;
  const flow = packets.flow[packet];
  const { first, count } = tables.extent(flow);
  let position = 0;
  eachPacketOfFlow(tables, flow, (row) => {
    if (row <= packet) position++;
  });
  const direction = (packets.marks[packet] & PacketMark.Backward) === 0 ? 0 : 1;
  const end = (which: 0 | 1): string => addresses.text(packetAddress(sources, packet, (which ^ direction) as 0 | 1));
  return {
    position,
    packets: count,
    opener: first,
    direction,
    source: end(0),
    destination: end(1),
    sourcePort: packetPort(sources, packet, direction),
    destinationPort: packetPort(sources, packet, direction === 0 ? 1 : 0),
  };
}
