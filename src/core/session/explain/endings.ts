import { flowExtent } from '../../flows/flow-rows.ts';
import { MeteredPacket } from '../../flows/metered-packet.ts';
import { FlowMeter } from '../../flows/meter.ts';
import { replayPackets } from '../../metering.ts';
import type { Expiration } from '../../model/expiration.ts';
import { NONE } from '../../model/units.ts';
import type { CaptureTables } from '../../tables.ts';

/** How every flow ended, as the meter says it. Arrays are parallel, a flow each. */
export interface Endings {
  /** Number in the order of ends; NONE while open. */
  readonly id: Int32Array;
  /** Of no meaning while open. */
  readonly reason: readonly Expiration[];
  /** The packet at which it was ended; NONE if it is open, or ended with the capture. */
  readonly packet: Int32Array;
  /** NFStream's clock at that packet, ticks. */
  readonly ticks: Float64Array;
}

const known = new WeakMap<FlowMeter, { readonly stamp: string; readonly endings: Endings }>();

/** How the flows ended; kept while the tables stay as they are. */
export function findEndings(tables: CaptureTables): Endings {
  const { meter, packets } = tables;
  const stamp = `${packets.length} ${meter.expired}`;
  const kept = known.get(meter);
  if (kept?.stamp === stamp) return kept.endings;
  const endings = watchEndings(tables);
  known.set(meter, { stamp, endings });
  return endings;
}

/** Runs the meter once more over the packet table, with nothing to measure, and notes what it says at each end. */
function watchEndings({ meter, packets, parameters, facts, cuts }: CaptureTables): Endings {
  const flows = meter.records.length;
  const reason = new Array<Expiration>(flows).fill(0);
  const id = new Int32Array(flows).fill(NONE);
  const packet = new Int32Array(flows).fill(NONE);
  const ticks = new Float64Array(flows);
  const bare = { ...parameters, statisticalAnalysis: false, spltAnalysis: 0, features: [] };
  let ended = 0;
  // Records are used again, so that a run over millions of flows needs no more than the open ones do.
  const again = new FlowMeter(bare, note, true, meter.conversations.copy(), undefined, cuts);
  function note(record: number, why: Expiration, row: number): void {
    const flow = packets.flow[flowExtent(again, record).first];
    id[flow] = ended++;
    reason[flow] = why;
    packet[flow] = row;
    ticks[flow] = again.tick;
  }
  const at = new MeteredPacket();
  replayPackets(packets, meter, facts, at, () => again.add(at));
  if (meter.expired === flows) again.finish();
  return { id, reason, packet, ticks };
}
