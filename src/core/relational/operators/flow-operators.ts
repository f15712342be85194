import { BitSet } from '../../../base/bit-set.ts';
import type { EventBatch, PacketEvent } from '../../model/event.ts';
import type { RunMetering } from '../../model/operators.ts';
import type { ColumnSet } from './column-set.ts';
import { restoreAttributes, type FlowPlugin, type PluginFlow, type PluginPacket } from './flow-plugin.ts';
import { flowViews, type FlowViews } from './flow-view.ts';
import type { FoundFunction } from './module-operators.ts';
import type { OperatorState } from './operator-errors.ts';
import { viewPacket } from './packet-view.ts';
import type { MakeMeter, PluginMeter, RecordListener } from './plugin-meter.ts';

interface Running {
  readonly plugin: FlowPlugin;
  readonly state: OperatorState;
}

interface FlowFunction {
  readonly found: FoundFunction;
  readonly state: OperatorState;
}

/** Plugins on their way through a capture, and links and taggers of flows behind them. */
export class FlowOperators implements RecordListener {
  /** Packets behind which plugins ended a record. */
  readonly cuts = new BitSet();
  private readonly meter: PluginMeter;
  private readonly views: FlowViews;
  /** Open flows, and ended ones if functions of flows want to see them. */
  private readonly flows: (PluginFlow | undefined)[] = [];
  private event: PacketEvent | undefined;
  private packet = 0;
  private done = 0;

  constructor(
    private readonly plugins: readonly Running[],
    private readonly functions: readonly FlowFunction[],
    private readonly columns: ColumnSet,
    makeMeter: MakeMeter,
    metering: RunMetering,
    code: string,
  ) {
    for (const { plugin } of plugins) restoreAttributes(plugin);
    this.meter = makeMeter(metering, code, this, this.cuts);
    this.views = flowViews(this.meter.flows);
  }

  /** Takes the next batch. */
  take(batch: EventBatch): void {
    this.meter.take(batch);
  }

  /** Meters a packet of the batch. */
  ingest(row: number, event: PacketEvent, packet: number): void {
    this.event = event;
    this.packet = packet;
    this.meter.add(row);
  }

  /** The packet at hand with NFStream's names, without being metered. */
  view(row: number, event: PacketEvent): PluginPacket {
    return viewPacket(event, this.meter.facts(row));
  }

  open(record: number): void {
    const flow = this.views.make(record);
    this.flows[record] = flow;
    this.tell(flow, 'onInit');
  }

  update(record: number): void {
    const flow = this.flows[record];
    if (flow !== undefined) this.tell(flow, 'onUpdate');
  }

  ended(record: number): void {
    const flow = this.flows[record];
    if (flow === undefined) return;
    for (const { plugin, state } of this.plugins) state.call(this.packet, () => plugin.onExpire(flow));
    this.plugins[0]?.state.read(this.packet, () => this.columns.put('udps', record, flow.udps));
    if (this.functions.length === 0) this.flows[record] = undefined;
  }

  /** Ends flows and asks functions of them until it is late; true once all is done. */
  finishMore(isLate: () => boolean): boolean {
    while (this.meter.endOldest()) if (isLate()) return false;
    if (this.functions.length === 0) return true;
    while (this.done < this.flows.length) {
      this.ask(this.done++);
      if (isLate()) return false;
    }
    return true;
  }

  /** The first packets of all flow records. */
  starts(): Int32Array<ArrayBuffer> {
    return this.meter.starts();
  }

  private tell(flow: PluginFlow, what: 'onInit' | 'onUpdate'): void {
    const { event } = this;
    if (event === undefined || this.plugins.length === 0) return;
    const packet = viewPacket(event, this.meter.current());
    for (const { plugin, state } of this.plugins) state.call(this.packet, () => plugin[what](packet, flow));
    if (this.views.isEnded(flow)) this.cuts.add(this.packet - 1);
  }

  private ask(record: number): void {
    const flow = this.flows[record];
    this.flows[record] = undefined;
    for (const { found, state } of this.functions) {
      const { kind, call } = found;
      const said = state.call(this.packet, () => call(flow as never));
      if (said === undefined || said === null) continue;
      state.call(this.packet, () => {
        if (kind === 'flow tagger') this.columns.tags.add(record, said);
        else this.columns.put('link', record, Object(said) as object);
      });
    }
  }
}
