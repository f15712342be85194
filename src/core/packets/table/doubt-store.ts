import { grown, nextCapacity } from '../../../base/growable.ts';
import { DOUBTS, type DoubtfulFlows } from '../../model/doubts.ts';
import type { FlowIndex, PacketIndex } from '../../model/units.ts';

/** Doubtful packets of a flow. */
interface FlowDoubts {
  packets: number;
  /** Of all of them. */
  doubts: number;
}

/**
 * Packets in flows that may not be what they were read as (core/model/doubts.ts), and what follows for flows. A flow is
 * doubtful if all of its packets are: one damaged packet in a thousand says nothing against the others.
 */
export class DoubtStore {
  private length = 0;
  private packet = new Int32Array(0);
  private doubts = new Uint8Array(0);
  private flows = new Map<FlowIndex, FlowDoubts>();

  /** Notes a packet; rows must rise. */
  add(packet: PacketIndex, flow: FlowIndex, doubts: number): void {
    if (this.length === this.packet.length) {
      const capacity = nextCapacity(this.length, 256);
      this.packet = grown(this.packet, capacity);
      this.doubts = grown(this.doubts, capacity);
    }
    this.packet[this.length] = packet;
    this.doubts[this.length++] = doubts;
    this.count(flow, doubts);
  }

  /** Counts anew: packets are of other flows. */
  recount(flowOf: Int32Array): void {
    this.flows = new Map();
    for (let at = 0; at < this.length; at++) this.count(flowOf[this.packet[at]], this.doubts[at]);
  }

  /** Doubt bits of a flow that has so many packets; 0 for none. */
  ofFlow(flow: FlowIndex, packets: number): number {
    const known = this.flows.get(flow);
    return known === undefined || known.packets < packets ? 0 : known.doubts;
  }

  /** How many flows are doubtful for which reason; a flow may be for several. `packetsOf`: packets of a flow. */
  summary(packetsOf: (flow: FlowIndex) => number): readonly DoubtfulFlows[] {
    const counts = new Array<number>(DOUBTS.length).fill(0);
    for (const flow of this.flows.keys()) {
      const doubts = this.ofFlow(flow, packetsOf(flow));
      DOUBTS.forEach(({ doubt }, at) => (counts[at] += Number((doubts & doubt) !== 0)));
    }
    return DOUBTS.flatMap(({ doubt }, at) => (counts[at] === 0 ? [] : [{ doubt, flows: counts[at] }]));
  }

  /** True as long as nothing was noted. */
  get isEmpty(): boolean {
    return this.length === 0;
  }

  private count(flow: FlowIndex, doubts: number): void {
    const known = this.flows.get(flow);
    if (known === undefined) this.flows.set(flow, { packets: 1, doubts });
    else {
      known.packets++;
      known.doubts |= doubts;
    }
  }
}
