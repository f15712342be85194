import { grown, nextCapacity } from '../../base/growable.ts';
import type { UnlistedMatches } from '../model/match.ts';
import { flowOfEvent, packetOfEvent } from './event-packet.ts';

/** Counts complete matches that are not listed: with which packets they begin, and in which flows they have packets. */
export class UnlistedCounts {
  private begins = new Uint32Array(0);
  private flows = new Uint32Array(0);
  private readonly seen = new Set<number>();
  /** Packets up to the last that was counted. */
  private packets = 0;

  add(events: readonly unknown[]): void {
    let isFirst = true;
    this.seen.clear();
    for (const event of events) {
      const packet = packetOfEvent(event);
      if (packet === undefined) continue;
      this.packets = Math.max(this.packets, packet + 1);
      if (isFirst) this.countBegin(packet);
      isFirst = false;
      this.countFlow(packet, flowOfEvent(event));
    }
  }

  /** undefined: nothing was counted. */
  counts(): UnlistedMatches | undefined {
    const { begins, flows, packets } = this;
    return packets === 0 ? undefined : { begins: begins.slice(0, packets), flows: flows.slice(0, packets) };
  }

  private countBegin(packet: number): void {
    if (packet >= this.begins.length) this.begins = grown(this.begins, nextCapacity(packet, 1024));
    this.begins[packet]++;
  }

  private countFlow(packet: number, flow: number): void {
    if (flow < 0 || this.seen.has(flow)) return;
    this.seen.add(flow);
    if (packet >= this.flows.length) this.flows = grown(this.flows, nextCapacity(packet, 1024));
    this.flows[packet]++;
  }
}
