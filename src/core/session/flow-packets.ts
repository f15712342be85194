import type { CaptureTables } from '../tables.ts';

/** Calls back for each packet row of a flow, rising. Looks at the rows between its first and its last only. */
export function eachPacketOfFlow(tables: CaptureTables, flow: number, visit: (row: number) => void): void {
  const { first, last, count } = tables.extent(flow);
  const column = tables.packets.flow;
  let found = 0;
  for (let row = first; row <= last && found < count; row++) {
    if (column[row] !== flow) continue;
    found++;
    visit(row);
  }
}

/** Packet rows of a flow, rising: four bytes for each. */
export function packetsOfFlow(tables: CaptureTables, flow: number): Int32Array {
  const rows = new Int32Array(tables.extent(flow).count);
  let found = 0;
  eachPacketOfFlow(tables, flow, (row) => (rows[found++] = row));
  return rows.subarray(0, found);
}
