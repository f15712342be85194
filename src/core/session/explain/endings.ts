import { SCAN_BUDGET, SCAN_INTERVAL, type FlowMeter } from '../../flows/meter.ts';
import { PacketMark } from '../../model/packet-table.ts';
import { FIN, RST } from '../../model/tcp-flags.ts';
import type { CaptureTables } from '../../tables.ts';
import { createClock } from './clock.ts';

/** What ended a flow. */
export enum EndedBy {
  /** Nothing yet. */
  Nothing = 0,
  /** A packet of the same key that came too late to belong to it. */
  NextPacket,
  /** The scan for idle flows, at a packet of any flow. */
  Scan,
  /** The end of the capture. */
  EndOfCapture,
}

/** How every flow ended. Arrays are parallel, a flow each. */
export interface Endings {
  /** Number in the order of ends; -1 while open. */
  readonly id: Int32Array;
  /** expiration_id; -1 while open. */
  readonly reason: Int32Array;
  readonly by: Uint8Array;
  /** The packet that ended it; -1 if none did. */
  readonly packet: Int32Array;
  /** NFStream's clock at that packet, ticks. */
  readonly ticks: Float64Array;
}

const known = new WeakMap<FlowMeter, { readonly stamp: string; readonly endings: Endings }>();

/** How the flows ended, found once more from the packet table; kept while the tables stay as they are. */
export function findEndings(tables: CaptureTables): Endings {
  const { meter, packets } = tables;
  const stamp = `${packets.length} ${meter.expired}`;
  const kept = known.get(meter);
  if (kept?.stamp === stamp) return kept.endings;
  const endings = new Lifetimes(tables).run();
  known.set(meter, { stamp, endings });
  return endings;
}

/** NFStream's rules of a flow's life, applied to flow numbers and times alone: no statistics, no keys. */
class Lifetimes {
  private readonly count: number;
  private readonly idle: number;
  private readonly active: number;
  private readonly scanInterval: number;
  private readonly endings: Endings;
  private readonly first: Float64Array;
  private readonly last: Float64Array;
  /** FIN from the source, FIN back, RST. */
  private readonly closing: Uint8Array;
  private readonly openOf: Int32Array;
  private ended = 0;
  /** Flows up to here have ended: no open one is older. */
  private oldest = 0;

  constructor(private readonly tables: CaptureTables) {
    const { meter, parameters } = tables;
    this.count = meter.records.length;
    const perSecond = meter.ticks.perMs * 1000;
    this.idle = parameters.idleTimeout * perSecond;
    this.active = parameters.activeTimeout * perSecond;
    this.scanInterval = SCAN_INTERVAL * meter.ticks.perMs;
    this.endings = {
      id: new Int32Array(this.count).fill(-1),
      reason: new Int32Array(this.count).fill(-1),
      by: new Uint8Array(this.count),
      packet: new Int32Array(this.count).fill(-1),
      ticks: new Float64Array(this.count),
    };
    this.first = new Float64Array(this.count);
    this.last = new Float64Array(this.count);
    this.closing = new Uint8Array(this.count);
    this.openOf = new Int32Array(meter.conversations.length).fill(-1);
  }

  run(): Endings {
    const { packets, meter } = this.tables;
    const clock = createClock(this.tables);
    let opened = 0;
    let lastScan = 0;
    for (let row = 0; row < packets.length; row++) {
      const flow = packets.flow[row];
      if (flow < 0) continue;
      clock.see(packets.timeNs[row]);
      const now = clock.now();
      if (flow === opened) {
        this.open(flow, row, now);
        opened++;
      }
      this.last[flow] = now;
      this.noteFlags(flow, row);
      if (now - lastScan < this.scanInterval) continue;
      lastScan = now;
      this.scan(row, now, opened);
    }
    if (meter.expired === this.count)
      for (let flow = 0; flow < this.count; flow++) this.end(flow, EndedBy.EndOfCapture, 0, -1, 0);
    return this.endings;
  }

  /** A new flow: the one that was open for the same key has ended. */
  private open(flow: number, row: number, now: number): void {
    const conversation = this.tables.meter.sourceEnd(flow) >>> 1;
    const before = this.openOf[conversation];
    if (before >= 0) this.end(before, EndedBy.NextPacket, this.reasonAt(before, now), row, now);
    this.openOf[conversation] = flow;
    this.first[flow] = now;
  }

  private reasonAt(flow: number, now: number): number {
    if (now - this.last[flow] >= this.idle) return 0;
    return now - this.first[flow] >= this.active ? 1 : 3;
  }

  private scan(row: number, now: number, opened: number): void {
    while (this.oldest < opened && this.endings.id[this.oldest] >= 0) this.oldest++;
    let budget = SCAN_BUDGET;
    for (let flow = this.oldest; flow < opened && budget > 0; flow++) {
      if (this.endings.id[flow] >= 0) continue;
      if (now - this.idle < this.last[flow]) return;
      this.end(flow, EndedBy.Scan, 0, row, now);
      budget--;
    }
  }

  private end(flow: number, by: EndedBy, reason: number, packet: number, now: number): void {
    const { endings } = this;
    if (endings.id[flow] >= 0) return;
    endings.id[flow] = this.ended++;
    endings.reason[flow] = reason === 0 && this.isClosed(flow) ? 3 : reason;
    endings.by[flow] = by;
    endings.packet[flow] = packet;
    endings.ticks[flow] = now;
    const conversation = this.tables.meter.sourceEnd(flow) >>> 1;
    if (this.openOf[conversation] === flow) this.openOf[conversation] = -1;
  }

  private isClosed(flow: number): boolean {
    return this.closing[flow] >= RST || this.closing[flow] === 3;
  }

  private noteFlags(flow: number, row: number): void {
    const { packets, parameters } = this.tables;
    if (!parameters.endAtFinRst) return;
    const flags = packets.tcpFlags[row];
    if ((flags & FIN) !== 0) this.closing[flow] |= 1 << (packets.marks[row] & PacketMark.Backward);
    if ((flags & RST) !== 0) this.closing[flow] |= RST;
  }
}
