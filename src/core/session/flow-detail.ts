import type { FlowDetail, GapSeries } from '../model/question.ts';
import { PacketMark } from '../model/packet-table.ts';
import type { CaptureTables } from '../tables.ts';
import { gapHistogram, gapMoments } from '../query/gaps.ts';
import { thinSeries } from '../query/thin-series.ts';
import { exactCellOf } from './cells.ts';
import { namesOfFlow } from './known-names.ts';

/** Points of the gap chart: more than a screen is wide. */
const POINTS = 4000;
/** Packets of the large SPLT picture. */
const SHAPE = 1000;

/** Everything about one flow. The row must exist. */
export function describeFlow(tables: CaptureTables, flow: number): FlowDetail {
  const rows = packetsOfFlow(tables, flow);
  const gaps = directionGaps(tables, rows);
  const columns = [...tables.flows.columns.values()];
  return {
    flow,
    columns: columns.map(({ description }) => description),
    cells: columns.map((column) => exactCellOf(column, flow)),
    shape: tables.shape(flow, SHAPE),
    histogram: gapHistogram(gaps.forward, gaps.backward),
    series: thinSeries(gaps.series, POINTS),
    forward: gapMoments(gaps.forward),
    backward: gapMoments(gaps.backward),
    both: gapMoments(gaps.both),
    firstPacket: rows[0] ?? -1,
    lastPacket: rows[rows.length - 1] ?? -1,
    names: namesOfFlow(tables, flow),
  };
}

/** Packet rows of a flow, rising. Looks at the rows between its first and its last only. */
export function packetsOfFlow(tables: CaptureTables, flow: number): Int32Array {
  const { first, last, count } = tables.extent(flow);
  const rows = new Int32Array(count);
  const column = tables.packets.flow;
  let found = 0;
  for (let row = first; row <= last && found < count; row++) if (column[row] === flow) rows[found++] = row;
  return rows.subarray(0, found);
}

interface DirectionGaps {
  readonly forward: readonly number[];
  readonly backward: readonly number[];
  readonly both: readonly number[];
  /** Every gap to the packet before of the same direction. */
  readonly series: GapSeries;
}

/** Gaps in ms from full-resolution times. */
function directionGaps(tables: CaptureTables, rows: Int32Array): DirectionGaps {
  const { timeNs, marks } = tables.packets;
  const ways: [number[], number[]] = [[], []];
  const both: number[] = [];
  const last = [-1, -1];
  const kept: { packet: number; gap: number; way: number }[] = [];
  rows.forEach((row, at) => {
    const way = marks[row] & PacketMark.Backward;
    if (at > 0) both.push((timeNs[row] - timeNs[rows[at - 1]]) / 1e6);
    if (last[way] >= 0) {
      const gap = (timeNs[row] - timeNs[last[way]]) / 1e6;
      ways[way].push(gap);
      kept.push({ packet: row, gap, way });
    }
    last[way] = row;
  });
  const series: GapSeries = {
    packet: Int32Array.from(kept, ({ packet }) => packet),
    timeNs: Float64Array.from(kept, ({ packet }) => timeNs[packet]),
    gapMs: Float64Array.from(kept, ({ gap }) => gap),
    direction: Uint8Array.from(kept, ({ way }) => way),
    total: kept.length,
  };
  return { forward: ways[0], backward: ways[1], both, series };
}
