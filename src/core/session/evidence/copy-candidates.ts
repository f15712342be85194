import { TCP } from '../../model/ip-protocols.ts';
import { ACK } from '../../model/tcp-flags.ts';
import type { PacketTable } from '../../model/packet-table.ts';
import type { FindingReach } from '../../model/findings.ts';

/** Two packets that may be the same one, by what the packet table has of them. */
export interface CandidatePair {
  readonly original: number;
  readonly copy: number;
}

/** No copy comes later than this, ns. */
const LONGEST_GAP = 100e6;
/** Packets looked at one after the other; where there are more, such runs lie evenly over the capture. */
const RUN = 256;
/** Runs of a large capture. */
const RUNS = 64;
/** Bytes up to which all of a capture is looked at. */
const SMALL = 8 * 1024 * 1024;
/** Packets before with the same looks that are compared at most. */
const MOST_BEFORE = 4;

/** What may be copies, and of how many packets that was looked at. */
export interface Candidates {
  readonly pairs: readonly CandidatePair[];
  readonly looked: number;
  /** Set if not all packets were looked at. */
  readonly reach?: FindingReach;
}

/**
 * Pairs of packets of one flow and direction with the same sizes and flags, in a short time. Of a large capture runs of packets
 * are looked at: where packets are captured twice, they are so everywhere.
 */
export function copyCandidates(packets: PacketTable, capturedBytes: number): Candidates {
  const { length } = packets;
  if (capturedBytes <= SMALL || length <= RUN * RUNS) {
    const pairs = pairsIn(packets, 0, length);
    return { pairs, looked: length };
  }
  const pairs: CandidatePair[] = [];
  for (let run = 0; run < RUNS; run++) {
    const from = Math.floor((run * (length - RUN)) / (RUNS - 1));
    pairs.push(...pairsIn(packets, from, from + RUN));
  }
  const looked = RUN * RUNS;
  return { pairs, looked, reach: { looked, of: length } };
}

function pairsIn(packets: PacketTable, from: number, to: number): readonly CandidatePair[] {
  const { flow, timeNs, ipSize, transportSize, tcpFlags, marks } = packets;
  const before = new Map<string, number[]>();
  const pairs: CandidatePair[] = [];
  for (let row = from; row < to; row++) {
    if (flow[row] < 0) continue;
    const key = `${flow[row]} ${ipSize[row]} ${transportSize[row]} ${tcpFlags[row]} ${marks[row] & 1}`;
    const known = before.get(key) ?? [];
    for (const original of known)
      if (Math.abs(timeNs[row] - timeNs[original]) <= LONGEST_GAP) pairs.push({ original, copy: row });
    known.unshift(row);
    before.set(key, known.slice(0, MOST_BEFORE));
  }
  return pairs;
}

/** True of TCP that only acknowledges: such packets are rightly equal where the sender does not number them. */
export function isBareAck({ protocol, tcpFlags, payloadSize }: PacketTable, row: number): boolean {
  return protocol[row] === TCP && tcpFlags[row] === ACK && payloadSize[row] === 0;
}
