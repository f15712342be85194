import type { BitSet } from '../../base/bit-set.ts';
import type { PacketTable } from '../model/packet-table.ts';
import type { BinStretch } from '../model/question.ts';

/** What bins need to know of packets. */
type BinnedPackets = Pick<PacketTable, 'length' | 'timeNs' | 'wireLength'>;

/** Packets and bytes in bins. */
export interface BinCounts {
  readonly packets: Float64Array;
  /** Bytes on the wire. */
  readonly bytes: Float64Array;
}

/**
 * Finds the bin of a time. Bins are numbered through all stretches, which rise and do not overlap; both ends of a stretch
 * belong to it. Times mostly come in order, so the stretch of the one before is looked at first.
 */
export class BinFinder {
  /** Bins of all stretches. */
  readonly bins: number;
  private readonly firstBin: readonly number[];
  /** The stretch at hand, as numbers: they are read for every packet. */
  private fromNs = Infinity;
  private toNs = -Infinity;
  private perNs = 0;
  private first = 0;
  private last = -1;

  constructor(private readonly stretches: readonly BinStretch[]) {
    let bins = 0;
    this.firstBin = stretches.map((stretch) => (bins += stretch.bins) - stretch.bins);
    this.bins = bins;
  }

  /**
   * Times from `insideFrom` to `insideTo` are surely in the bin found last: a nanosecond within its ends, which rounding
   * cannot reach. Who reads packets in order of time need not ask for the bin of each.
   */
  insideFrom = Infinity;
  insideTo = -Infinity;

  /** -1: the time is in no stretch. */
  binOf(timeNs: number): number {
    if (!(timeNs >= this.fromNs && timeNs <= this.toNs) && !this.goTo(timeNs)) return -1;
    const inStretch = Math.min(this.last - this.first, Math.floor((timeNs - this.fromNs) * this.perNs));
    // Of a stretch without length these are NaN, and no time is inside.
    this.insideFrom = this.fromNs + inStretch / this.perNs + 1;
    this.insideTo = Math.min(this.toNs, this.fromNs + (inStretch + 1) / this.perNs - 1);
    return this.first + inStretch;
  }

  private goTo(timeNs: number): boolean {
    const { stretches } = this;
    // Most of what a zoomed strip leaves out.
    if (stretches.length === 0 || timeNs < stretches[0].fromNs || timeNs > stretches[stretches.length - 1].toNs)
      return false;
    const at = stretches.findIndex(({ fromNs, toNs, bins }) => bins > 0 && timeNs >= fromNs && timeNs <= toNs);
    if (at < 0) return false;
    const { fromNs, toNs, bins } = stretches[at];
    this.fromNs = fromNs;
    this.toNs = toNs;
    this.perNs = toNs > fromNs ? bins / (toNs - fromNs) : 0;
    this.first = this.firstBin[at];
    this.last = this.first + bins - 1;
    return true;
  }
}

/**
 * Packets, bytes and matched packets over stretches of time. Packets need not come in order.
 * @param matched rows that belong to a match
 */
export function countPackets(
  packets: BinnedPackets,
  stretches: readonly BinStretch[],
  matched: BitSet | undefined,
): BinCounts & { readonly matched: Float64Array } {
  const finder = new BinFinder(stretches);
  const counts = emptyCounts(finder.bins);
  const ofMatches = new Float64Array(finder.bins);
  const { timeNs, length } = packets;
  const countMatched = (row: number): void => {
    const bin = finder.binOf(timeNs[row]);
    if (bin >= 0) ofMatches[bin]++;
  };
  for (let row = 0; row < length; row++) {
    const bin = finder.binOf(timeNs[row]);
    if (bin < 0) continue;
    const first = row;
    let bytes = packets.wireLength(row);
    // The packets that follow are mostly in the same bin.
    const { insideFrom, insideTo } = finder;
    while (row + 1 < length && timeNs[row + 1] >= insideFrom && timeNs[row + 1] <= insideTo)
      bytes += packets.wireLength(++row);
    counts.packets[bin] += row + 1 - first;
    counts.bytes[bin] += bytes;
  }
  if (matched !== undefined) for (const row of matched.toArray()) if (row < length) countMatched(row);
  return { ...counts, matched: ofMatches };
}

/** Packets and bytes of some rows over stretches of time. */
export function countRows(
  packets: BinnedPackets,
  stretches: readonly BinStretch[],
  rows: ArrayLike<number>,
): BinCounts {
  const finder = new BinFinder(stretches);
  const counts = emptyCounts(finder.bins);
  for (let at = 0; at < rows.length; at++) {
    const bin = finder.binOf(packets.timeNs[rows[at]]);
    if (bin < 0) continue;
    counts.packets[bin]++;
    counts.bytes[bin] += packets.wireLength(rows[at]);
  }
  return counts;
}

function emptyCounts(bins: number): BinCounts {
  return { packets: new Float64Array(bins), bytes: new Float64Array(bins) };
}
