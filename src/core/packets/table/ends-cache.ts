import { grown, nextCapacity } from '../../../base/growable.ts';
import type { FlowEnds } from '../../model/packet-table.ts';

/**
 * Flow ends in arrays: packet columns ask for them once per packet. Right as long as a flow's ends never change, that is,
 * while no record is used again.
 */
export class EndsCache implements FlowEnds {
  private addresses = new Int32Array(0);
  private ports = new Uint16Array(0);
  private length = 0;

  constructor(private readonly ends: FlowEnds) {}

  source(flow: number): number {
    if (flow >= this.length) this.extend(flow);
    return this.addresses[flow * 2];
  }

  destination(flow: number): number {
    if (flow >= this.length) this.extend(flow);
    return this.addresses[flow * 2 + 1];
  }

  sourcePort(flow: number): number {
    if (flow >= this.length) this.extend(flow);
    return this.ports[flow * 2];
  }

  destinationPort(flow: number): number {
    if (flow >= this.length) this.extend(flow);
    return this.ports[flow * 2 + 1];
  }

  private extend(flow: number): void {
    const { ends } = this;
    if (flow * 2 + 2 > this.addresses.length) {
      const capacity = nextCapacity(flow * 2 + 2, 256);
      this.addresses = grown(this.addresses, capacity);
      this.ports = grown(this.ports, capacity);
    }
    for (; this.length <= flow; this.length++) {
      this.addresses[this.length * 2] = ends.source(this.length);
      this.addresses[this.length * 2 + 1] = ends.destination(this.length);
      this.ports[this.length * 2] = ends.sourcePort(this.length);
      this.ports[this.length * 2 + 1] = ends.destinationPort(this.length);
    }
  }
}
