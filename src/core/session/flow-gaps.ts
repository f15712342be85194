import { PacketMark } from '../model/packet-table.ts';
import type { FlowDetail } from '../model/question.ts';
import { GapCounts, GapExtent, RunningMoments } from '../query/gaps.ts';
import { SeriesThinner } from '../query/thin-series.ts';
import type { CaptureTables } from '../tables.ts';

/** Points of the gap chart: more than a screen is wide. */
const POINTS = 4000;

/** The part of a flow's detail that is about gaps between its packets. */
type FlowGaps = Pick<
  FlowDetail,
  'histogram' | 'series' | 'bothSeries' | 'forward' | 'backward' | 'both' | 'firstPacket' | 'lastPacket'
>;

/** Takes every gap of a flow, ms, in order. */
interface GapTaker {
  /** A gap to the packet before of the same direction, and the packet that ends it. */
  take(packet: number, timeNs: number, gapMs: number, way: number): void;
  /** A gap to the packet before of the flow, and the packet that ends it. */
  takeBoth(packet: number, timeNs: number, gapMs: number, way: number): void;
}

/**
 * Gaps of a flow, from full-resolution times. A flow may have most of the packets of a large capture: they are gone over
 * twice, and nothing is kept for each of them.
 */
export function describeGaps(tables: CaptureTables, flow: number): FlowGaps {
  const sums = new GapSums();
  const ends = eachGap(tables, flow, sums);
  const [forward, backward] = sums.ways.map((moments) => moments.value());
  const both = sums.both.value();
  const picture = new GapPicture(sums.extent.edges(), forward.count + backward.count, both.count);
  eachGap(tables, flow, picture);
  const histogram = picture.counts.histogram();
  const series = picture.ways.series();
  const bothSeries = picture.both.series();
  return { histogram, series, bothSeries, forward, backward, both, ...ends };
}

/** What can be said after all gaps have come once. */
class GapSums implements GapTaker {
  readonly extent = new GapExtent();
  readonly ways = [new RunningMoments(), new RunningMoments()];
  readonly both = new RunningMoments();

  take(_packet: number, _timeNs: number, gapMs: number, way: number): void {
    this.extent.add(gapMs);
    this.ways[way].add(gapMs);
  }

  takeBoth(_packet: number, _timeNs: number, gapMs: number): void {
    this.extent.add(gapMs);
    this.both.add(gapMs);
  }
}

/** What needs their extent and number before. */
class GapPicture implements GapTaker {
  readonly counts: GapCounts;
  readonly ways: SeriesThinner;
  readonly both: SeriesThinner;

  /** @param total gaps of the directions; @param totalOfBoth gaps between neighbours */
  constructor(edges: readonly number[], total: number, totalOfBoth: number) {
    this.counts = new GapCounts(edges);
    this.ways = new SeriesThinner(total, POINTS);
    this.both = new SeriesThinner(totalOfBoth, POINTS);
  }

  take(packet: number, timeNs: number, gapMs: number, way: number): void {
    this.counts.add(gapMs, way);
    this.ways.add(packet, timeNs, gapMs, way);
  }

  takeBoth(packet: number, timeNs: number, gapMs: number, way: number): void {
    this.counts.addBoth(gapMs);
    this.both.add(packet, timeNs, gapMs, way);
  }
}

/** Goes over the packets of a flow; the first and the last of them. */
function eachGap(tables: CaptureTables, flow: number, taker: GapTaker): Pick<FlowGaps, 'firstPacket' | 'lastPacket'> {
  const { timeNs, marks, flow: flows } = tables.packets;
  const { first, last, count } = tables.extent(flow);
  const lastOfWay = [-1, -1];
  let firstPacket = -1;
  let lastPacket = -1;
  for (let row = first, left = count; row <= last && left > 0; row++) {
    if (flows[row] !== flow) continue;
    left--;
    const way = marks[row] & PacketMark.Backward;
    const time = timeNs[row];
    if (lastPacket < 0) firstPacket = row;
    else taker.takeBoth(row, time, (time - timeNs[lastPacket]) / 1e6, way);
    const before = lastOfWay[way];
    if (before >= 0) taker.take(row, time, (time - timeNs[before]) / 1e6, way);
    lastOfWay[way] = row;
    lastPacket = row;
  }
  return { firstPacket, lastPacket };
}
