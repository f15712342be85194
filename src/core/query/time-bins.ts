import type { BitSet } from '../../base/bit-set.ts';
import type { PacketTable } from '../model/packet-table.ts';
import type { TimeBins, TimeRange } from '../model/question.ts';

/**
 * Packets, bytes and matched packets over equal stretches of time. Packets need not come in order.
 * @param matched rows that belong to a match
 * @param range stretch to divide, both ends included; without it from the earliest packet to the latest
 */
export function timeBins(
  packets: Pick<PacketTable, 'length' | 'timeNs' | 'wireLength'>,
  matched: BitSet | undefined,
  bins: number,
  range: TimeRange | undefined,
): TimeBins {
  const { timeNs, length } = packets;
  const { fromNs, toNs } = range ?? extent(timeNs, length);
  const result = {
    fromNs,
    toNs,
    packets: new Float64Array(bins),
    bytes: new Float64Array(bins),
    matched: new Float64Array(bins),
  };
  const perNs = toNs > fromNs ? bins / (toNs - fromNs) : 0;
  for (let row = 0; row < length; row++) {
    const time = timeNs[row];
    if (time < fromNs || time > toNs) continue;
    const bin = Math.min(bins - 1, Math.floor((time - fromNs) * perNs));
    result.packets[bin]++;
    result.bytes[bin] += packets.wireLength(row);
    if (matched?.has(row) === true) result.matched[bin]++;
  }
  return result;
}

/** Earliest and latest of the times; 0, 0 without packets. */
function extent(timeNs: Float64Array, length: number): TimeRange {
  if (length === 0) return { fromNs: 0, toNs: 0 };
  let fromNs = Infinity;
  let toNs = -Infinity;
  for (let row = 0; row < length; row++) {
    const time = timeNs[row];
    if (time < fromNs) fromNs = time;
    if (time > toNs) toNs = time;
  }
  return { fromNs, toNs };
}
