import type { ToldName } from '../../model/names.ts';
import { PacketMark } from '../../model/packet-table.ts';
import type { RowWindow } from '../../model/question.ts';
import { packetAddress } from '../../packets/table/packet-rows.ts';
import type { CaptureTables } from '../../tables.ts';

/** The names of the ends of packets whose addresses are asked for: those of their flows. */
export function namesOfPackets(
  tables: CaptureTables,
  rows: readonly number[],
  columns: readonly string[],
): NonNullable<RowWindow['names']> {
  const ends = [
    ['src', 0],
    ['dst', 1],
  ] as const;
  return Object.fromEntries(
    ends
      .filter(([id]) => columns.includes(id))
      .map(([id, end]) => [id, rows.map((row) => nameOfEnd(tables, row, end))]),
  );
}

/** The name of the sender (0) or receiver (1) of a packet. */
export function nameOfEnd(tables: CaptureTables, row: number, end: 0 | 1): ToldName | undefined {
  const { packets, flowNames, sources, addresses } = tables;
  const flow = packets.flow[row];
  if (flow >= 0) {
    const isBack = (packets.marks[row] & PacketMark.Backward) !== 0;
    return flowNames.told(flow, isBack === (end === 0) ? 1 : 0);
  }
  const id = packetAddress(sources, row, end);
  return id < 0 ? undefined : flowNames.toldOfAddress(addresses.text(id));
}
