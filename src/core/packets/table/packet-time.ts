import { exactNs, exactTime, type ExactTime } from '../../../base/exact-time.ts';
import type { PacketTable } from '../../model/packet-table.ts';

const NS_PER_SECOND = 1_000_000_000;

/** Time of the first packet. */
interface Epoch {
  readonly epochSeconds: number;
  readonly epochNanoseconds: number;
}

/**
 * The time of a packet as its file has it. Times are kept as doubles, which lose digits after 104 days: microseconds are
 * found again by rounding, what is finer or farther in the packet table.
 */
export function packetTime(
  packets: Pick<PacketTable, 'timeNs' | 'farNs'>,
  { epochSeconds, epochNanoseconds }: Epoch,
  row: number,
): ExactTime {
  const timeNs = packets.timeNs[row];
  const far = packets.farNs(row);
  if (far !== undefined) return exactTime(exactNs({ seconds: epochSeconds, nanoseconds: epochNanoseconds }) + far);
  if (Number.isSafeInteger(timeNs)) {
    const seconds = Math.floor(timeNs / NS_PER_SECOND);
    return later(epochSeconds, seconds, timeNs - seconds * NS_PER_SECOND + epochNanoseconds);
  }
  const micros = Math.round((timeNs + epochNanoseconds) / 1000);
  const seconds = Math.floor(micros / 1e6);
  return later(epochSeconds, seconds, (micros - seconds * 1e6) * 1000);
}

/** A double holds the sum of the seconds up to 2^53 only. */
function later(epochSeconds: number, seconds: number, nanoseconds: number): ExactTime {
  const sum = epochSeconds + seconds;
  if (Number.isSafeInteger(sum)) return { seconds: sum, nanoseconds };
  return exactTime(exactNs({ seconds: epochSeconds, nanoseconds }) + BigInt(seconds) * BigInt(NS_PER_SECOND));
}
