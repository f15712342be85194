import { addressText } from '../base/addresses.ts';
import { CaptureFacts } from './capture/capture-facts.ts';
import type { Conversations } from './flows/conversations.ts';
import { flowExtent, flowShape, type FlowExtent } from './flows/flow-rows.ts';
import type { FlowMeter } from './flows/meter.ts';
import { Identification } from './identification.ts';
import { FirstPackets, type Retold } from './identify/first-packets.ts';
import { meterAgain, Metering } from './metering.ts';
import type { CaptureSummary } from './model/capture-info.ts';
import type { Rows } from './model/column.ts';
import { Doubt } from './model/doubts.ts';
import { needsBytes, tellsAgain } from './model/parameter-cost.ts';
import type { MeterParameters } from './model/parameters.ts';
import type { Cuts } from './model/operators.ts';
import type { FlowShape } from './model/question.ts';
import { FlowNames, type FlowNameSources } from './names/flow-names.ts';
import { MessageStore } from './messages/message-store.ts';
import { NameTable } from './names/name-table.ts';
import { AddressStore } from './packets/table/address-store.ts';
import { DoubtStore } from './packets/table/doubt-store.ts';
import { LinkPairs } from './packets/table/link-pairs.ts';
import { packetRows, type PacketSources } from './packets/table/packet-rows.ts';
import { PacketStore, StrayStore } from './packets/table/packet-store.ts';

const NONE_UNTOLD: CaptureTables['untold'] = { rows: [], untold: new Set() };

/**
 * What one capture is in memory. Whoever reads fills it (pipeline.ts); whatever answers questions reads it and knows
 * nothing of files. Several may stand side by side: nothing is shared between them.
 */
export class CaptureTables {
  readonly addresses = new AddressStore();
  readonly links = new LinkPairs(this.addresses);
  readonly packets = new PacketStore();
  /** What is known of packets that are in no flow. */
  readonly strays = new StrayStore();
  /** Packets in flows that may not be what they were read as. */
  readonly doubts = new DoubtStore();
  /** Names of addresses that packets say; empty until they are looked for (session/names). */
  readonly names = new NameTable();
  /** What was said; empty until it is read (session/messages). */
  messages = new MessageStore();
  /** The names of the ends of flows. */
  readonly flowNames = new FlowNames(this.nameSources());
  /** Files, interfaces, clock, comments, problems. */
  readonly facts = new CaptureFacts(addressText);
  /** False: only flows, given away as they end. */
  readonly keepsPackets: boolean;
  /** Tells what flows are, while they are read; undefined if nothing is to be dissected. */
  readonly identification: Identification | undefined;
  private current: Metering;
  private packetSources: PacketSources;
  private packetColumns: Rows;
  /** False while a capture is read. */
  finished = false;
  /** Flows that `meterAgain` has left untold, and the packets by which `tell-again.ts` tells them. */
  untold: Pick<Retold, 'rows' | 'untold'> = NONE_UNTOLD;
  /** What `takeBack` goes back to. */
  private before:
    { parameters: MeterParameters; told: readonly Int32Array[]; untold: CaptureTables['untold'] } | undefined;

  /**
   * @param giveAway given each flow as it ends, whose record is used again afterwards; packets have no rows then.
   *   Without it packets and flows are kept.
   * @param cuts packets behind which plugins end their record
   */
  constructor(parameters: MeterParameters, giveAway?: (flow: number) => void, cuts?: Cuts) {
    this.keepsPackets = giveAway === undefined;
    const { nDissections } = parameters;
    this.identification = nDissections > 0 ? new Identification(nDissections) : undefined;
    this.current = this.metered(parameters, cuts, giveAway);
    this.packetSources = this.sourcesNow();
    this.packetColumns = packetRows(this.packetSources);
  }

  /** The metering of the packets; another one after `meterAgain`. */
  get metering(): Metering {
    return this.current;
  }

  get parameters(): MeterParameters {
    return this.current.parameters;
  }

  get meter(): FlowMeter {
    return this.current.meter;
  }

  /** Packets behind which plugins end their record; undefined: none. */
  get cuts(): Cuts | undefined {
    return this.current.cuts;
  }

  /** The flow table. */
  get flows(): Rows {
    return this.current.flows;
  }

  /** The packet table. */
  get packetTable(): Rows {
    return this.packetColumns;
  }

  /** What the names of packets are read from. */
  get sources(): PacketSources {
    return this.packetSources;
  }

  /** Ends all open flows: no more packets come. */
  finish(): void {
    this.finished = true;
    this.meter.finish();
    this.meter.splt.trim();
    this.packets.trim();
  }

  /**
   * True if `meterAgain` gives what reading as far with these parameters would: decoding stays the same, reading has
   * ended, and the capture is no longer than the 104 days for which a double holds nanoseconds.
   */
  canMeterAgain(parameters: MeterParameters): boolean {
    const { firstNs, lastNs } = this.facts;
    return this.finished && lastNs - firstNs <= Number.MAX_SAFE_INTEGER && !needsBytes(this.parameters, parameters);
  }

  /**
   * Meters all packets again from memory, after `finish`; see `canMeterAgain`. Flows, their numbers and the packets'
   * directions are others then. Flows that were told by the same packets before keep what they are; others are in `untold`.
   * `cuts`: packets behind which plugins end their record.
   */
  meterAgain(parameters: MeterParameters, cuts?: Cuts): void {
    const { meter } = this;
    const before = this.parameters;
    const first = tellsAgain(before, parameters) ? this.firstPackets() : undefined;
    this.before = undefined;
    meter.conversations.restart();
    this.current = this.metered(parameters, cuts, undefined, meter.conversations);
    meterAgain(meter, this.current, this.packets, this.facts);
    if (first !== undefined) this.keepTold(before, first.compare(this.packets.flow, this.meter.records.length));
    this.doubts.recount(this.packets.flow);
    this.packetSources = this.sourcesNow();
    this.packetColumns = packetRows(this.packetSources);
  }

  private firstPackets(): FirstPackets {
    const { packets, meter, untold, parameters, identification } = this;
    const looked = (flow: number): number => identification?.flows.looked(flow) ?? 0;
    const told = { count: meter.records.length, looked, untold: untold.untold };
    return new FirstPackets(packets.flow, packets.length, told, parameters.nDissections);
  }

  private keepTold(parameters: MeterParameters, retold: Retold): void {
    const told = this.identification?.flows.renumber(retold.before) ?? [];
    this.before = { parameters, told, untold: this.untold };
    this.untold = retold;
  }

  /** Meters as before the last `meterAgain`, whose untold flows cannot be told. */
  takeBack(): void {
    const { before } = this;
    if (before === undefined) return;
    this.meterAgain(before.parameters);
    this.identification?.restart(before.told);
    this.untold = before.untold;
    this.before = undefined;
  }

  /** All flows are told: there is nothing to take back. */
  allTold(): void {
    this.untold = NONE_UNTOLD;
    this.before = undefined;
  }

  /** What is known now. */
  summary(): CaptureSummary {
    const summary = this.facts.summary(this.flowCount);
    return this.doubts.isEmpty
      ? summary
      : { ...summary, doubtful: this.doubts.summary((flow) => this.extent(flow).count) };
  }

  /** What speaks against a flow, as bits of Doubt. */
  doubtsOf(flow: number): number {
    return this.doubts.isEmpty ? Doubt.None : this.doubts.ofFlow(flow, this.extent(flow).count);
  }

  /** Flows so far; without packets, and under `max_nflows`, those that have ended. */
  get flowCount(): number {
    const { records, expired } = this.meter;
    const { maxNflows } = this.parameters;
    if (!this.keepsPackets) return expired;
    return maxNflows > 0 ? Math.min(maxNflows, expired) : records.length;
  }

  /** First and last packet row of a flow, and how many packets it has. */
  extent(flow: number): FlowExtent {
    return flowExtent(this.meter, flow);
  }

  /** The first packets of a flow, at most `most` and no more than SPLT keeps (parameters.spltAnalysis). */
  shape(flow: number, most: number): FlowShape {
    return flowShape(this.meter, flow, most);
  }

  private metered(
    parameters: MeterParameters,
    cuts: Cuts | undefined,
    giveAway?: (flow: number) => void,
    conversations?: Conversations,
  ): Metering {
    const onExpiry = giveAway ?? (() => undefined);
    const doubts = (flow: number): number => this.doubtsOf(flow);
    return new Metering(
      parameters,
      this.addresses,
      this.links,
      onExpiry,
      giveAway !== undefined,
      conversations,
      doubts,
      this.keepsPackets ? this.flowNames : undefined,
      parameters.nDissections > 0 ? this.identification?.flows : undefined,
      this.finished ? undefined : this.identification,
      cuts,
    );
  }

  /** What the names of ends are made from, as it is whenever it is read. */
  private nameSources(): FlowNameSources {
    const now = (): CaptureTables => this;
    return {
      get names() {
        return now().names;
      },
      get fileNames() {
        return now().facts.names;
      },
      get addresses() {
        return now().addresses;
      },
      get ends() {
        return now().metering.ends;
      },
      get flows() {
        return now().meter.records.length;
      },
      get lastNs() {
        return now().facts.lastNs;
      },
      get finished() {
        return now().finished;
      },
      flowOf: (packet) => this.packets.flow[packet],
      firstNs: (flow) => this.packets.timeNs[this.extent(flow).first],
    };
  }

  private sourcesNow(): PacketSources {
    const { packets, strays, addresses, facts } = this;
    return { packets, strays, addresses, ends: this.current.ends, words: facts, names: this.flowNames };
  }
}
