import type { Column } from '../../model/column.ts';
import type { AddressTable } from '../../model/packet-table.ts';
import type { MeteredFlows } from '../metered-flows.ts';
import type { MeteredPacket } from '../metered-packet.ts';

/**
 * One group of flow features beyond NFStream: it keeps numbers of its own for each flow record and gives columns that
 * read them. Times are ticks of the meter's clock (ticks.ts); direction is 0 from the flow's source, 1 back.
 */
export interface FeatureMeter {
  /** The first packet of a record. The record number may have been used by an earlier flow. */
  open(record: number, direction: number, packet: MeteredPacket, now: number): void;
  /** A further packet. */
  update(record: number, direction: number, packet: MeteredPacket, now: number): void;
  /** The record is given away: what it holds beyond fixed places may be used again. */
  release(record: number): void;
  /** Its columns, in file order; rows are record numbers. */
  columns(flows: MeteredFlows, addresses: AddressTable): readonly Column[];
}
