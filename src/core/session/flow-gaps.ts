import { PacketMark } from '../model/packet-table.ts';
import type { FlowDetail } from '../model/question.ts';
import { GapCounts, GapExtent, RunningMoments } from '../query/gaps.ts';
import { SeriesThinner } from '../query/thin-series.ts';
import type { CaptureTables } from '../tables.ts';
import { eachPacketOfFlow } from './flow-packets.ts';

/** Points of the gap chart: more than a screen is wide. */
const POINTS = 4000;

/** The part of a flow's detail that is about gaps between its packets. */
type FlowGaps = Pick<
  FlowDetail,
  'histogram' | 'series' | 'forward' | 'backward' | 'both' | 'firstPacket' | 'lastPacket'
>;

/**
 * Gaps of a flow in ms, from full-resolution times. A flow may have most of the packets of a large capture: they are gone
 * over twice, and nothing is kept for each of them.
 */
export function describeGaps(tables: CaptureTables, flow: number): FlowGaps {
  const both = new RunningMoments();
  const ways = [new RunningMoments(), new RunningMoments()];
  const extent = new GapExtent();
  const ends = eachGap(
    tables,
    flow,
    (_, gapMs, way) => {
      extent.add(gapMs);
      ways[way].add(gapMs);
    },
    (gapMs) => both.add(gapMs),
  );
  const [forward, backward] = ways.map((moments) => moments.value());
  const counts = new GapCounts(extent.edges());
  const thinner = new SeriesThinner(forward.count + backward.count, POINTS);
  const { timeNs } = tables.packets;
  eachGap(tables, flow, (packet, gapMs, way) => {
    counts.add(gapMs, way);
    thinner.add({ packet, timeNs: timeNs[packet], gapMs, way });
  });
  const [histogram, series] = [counts.histogram(), thinner.series()];
  return { histogram, series, forward, backward, both: both.value(), ...ends };
}

/**
 * Calls back for every gap to the packet before of the same direction, with the packet that ends it, and for every gap to
 * the packet before of the flow.
 */
function eachGap(
  tables: CaptureTables,
  flow: number,
  visit: (packet: number, gapMs: number, way: number) => void,
  visitBoth: (gapMs: number) => void = () => undefined,
): Pick<FlowGaps, 'firstPacket' | 'lastPacket'> {
  const { timeNs, marks } = tables.packets;
  const last = [-1, -1];
  let firstPacket = -1;
  let lastPacket = -1;
  eachPacketOfFlow(tables, flow, (row) => {
    const way = marks[row] & PacketMark.Backward;
    if (lastPacket < 0) firstPacket = row;
    else visitBoth((timeNs[row] - timeNs[lastPacket]) / 1e6);
    if (last[way] >= 0) visit(row, (timeNs[row] - timeNs[last[way]]) / 1e6, way);
    last[way] = row;
    lastPacket = row;
  });
  return { firstPacket, lastPacket };
}
