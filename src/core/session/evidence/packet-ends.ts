import { packetAddress, packetPort } from '../../packets/table/packet-rows.ts';
import type { CaptureTables } from '../../tables.ts';
import { evidenceColumn, type EvidenceColumn, type Seen } from './evidence-table.ts';

/** Who sent a packet to whom. */
export interface Ends {
  readonly src: string;
  readonly dst: string;
  readonly dstPort: number;
}

/** The ends of a packet, by its flow. */
export function endsOf(tables: CaptureTables, row: number): Ends {
  const text = (end: 0 | 1): string => {
    const id = packetAddress(tables.sources, row, end);
    return id < 0 ? '' : tables.addresses.text(id);
  };
  return { src: text(0), dst: text(1), dstPort: packetPort(tables.sources, row, 1) };
}

/** The columns of what was seen in a packet from one end to another. */
export const END_COLUMNS: readonly EvidenceColumn<Seen & Ends>[] = [
  evidenceColumn(['packet', 'Packet', 'integer', '', 'Number of the packet, from 1.'], ({ packet }) => packet + 1),
  evidenceColumn(['src', 'Source', 'address', '', 'Who sent it.'], ({ src }) => src),
  evidenceColumn(['dst', 'Destination', 'address', '', 'To whom.'], ({ dst }) => dst),
  evidenceColumn(['dst_port', 'Dst port', 'integer', '', 'To which port.'], ({ dstPort }) => dstPort),
];
