import type { NumberColumn, Rows } from '../../src/core/model/column.ts';
import { PacketMark } from '../../src/core/model/packet-table.ts';
import type { CaptureTables } from '../../src/core/tables.ts';

/** Sums that flows must keep: a column of both directions and the columns of one each. */
const HALVES = [
  'packets',
  'bytes',
  ...['syn', 'cwr', 'ece', 'urg', 'ack', 'psh', 'rst', 'fin'].map((flag) => `${flag}_packets`),
];

/** What is wrong with a table's numbers by themselves: not finite, or below the least that a column can have. */
export function wrongNumbers(rows: Rows, leastOf: (id: string) => number): string[] {
  const wrong: string[] = [];
  for (const [id, column] of rows.columns) {
    for (let row = 0; row < rows.length; row++) {
      if (column.type === 'number') {
        const value = column.number(row);
        if (!Number.isFinite(value) || value < leastOf(id)) wrong.push(`${id} ${value} in row ${row}`);
      } else if (column.type === 'list') {
        const bad = column.list(row).find((value) => !Number.isFinite(value) || value < -1);
        if (bad !== undefined) wrong.push(`${id} ${bad} in row ${row}`);
      } else if (column.code(row) >= 0 && typeof column.text(column.code(row)) !== 'string') {
        wrong.push(`${id} without text in row ${row}`);
      }
    }
  }
  return wrong;
}

/** Which sums of the flow table do not add up, and which means lie outside of their least and largest values. */
export function wrongSums({ flows }: CaptureTables): string[] {
  const wrong: string[] = [];
  const read = (id: string): NumberColumn['number'] | undefined => {
    const column = flows.columns.get(id);
    return column?.type === 'number' ? column.number.bind(column) : undefined;
  };
  for (const what of HALVES) {
    const [both, forward, back] = ['bidirectional', 'src2dst', 'dst2src'].map((scope) => read(`${scope}_${what}`));
    for (let row = 0; row < flows.length; row++) {
      if (both?.(row) !== (forward?.(row) ?? 0) + (back?.(row) ?? 0)) wrong.push(`${what} in row ${row}`);
    }
  }
  for (const scope of ['bidirectional', 'src2dst', 'dst2src']) {
    for (const what of ['ps', 'piat_ms']) {
      const [least, mean, most] = ['min', 'mean', 'max'].map((name) => read(`${scope}_${name}_${what}`));
      for (let row = 0; row < flows.length; row++) {
        const values = [least?.(row) ?? NaN, mean?.(row) ?? NaN, most?.(row) ?? NaN] as const;
        // The running mean is rounded at every step.
        const slack = 1e-9 * Math.max(1, values[2]);
        if (!(values[0] <= values[1] + slack && values[1] <= values[2] + slack)) wrong.push(`${scope} ${what} ${row}`);
      }
    }
  }
  return wrong;
}

/** Where flows and their packets disagree: packets each way, and packets that are in no flow. */
export function wrongPackets(tables: CaptureTables): string[] {
  const { packets, flows } = tables;
  const counted = new Uint32Array(flows.length * 2);
  let without = 0;
  for (let row = 0; row < packets.length; row++) {
    const flow = packets.flow[row] ?? -1;
    const at = flow * 2 + ((packets.marks[row] ?? 0) & PacketMark.Backward);
    if (flow >= 0) counted[at] = (counted[at] ?? 0) + 1;
    else without++;
  }
  const wrong: string[] = [];
  for (const [direction, id] of ['src2dst_packets', 'dst2src_packets'].entries()) {
    const column = flows.columns.get(id);
    for (let row = 0; row < flows.length; row++) {
      if (column?.type !== 'number' || column.number(row) !== counted[row * 2 + direction]) wrong.push(`${id} ${row}`);
    }
  }
  const { flowless } = tables.summary();
  if (flowless.reduce((sum, count) => sum + count, 0) !== without) wrong.push(`${without} packets in no flow`);
  return wrong;
}
