import { Conversations, keyIpVersion, keyTunnel, keyVlan } from './flows/conversations.ts';
import { flowExtent, flowRows, type LinkNames } from './flows/flow-rows.ts';
import { MeteredPacket } from './flows/metered-packet.ts';
import { FlowMeter } from './flows/meter.ts';
import { accountedSize, countedIpSize } from './metering.ts';
import type { Rows } from './model/column.ts';
import type { EventBatch, MeteringColumns } from './model/event.ts';
import type { Cuts, RunMetering } from './model/operators.ts';
import { PacketMark, type AddressTable } from './model/packet-table.ts';
import type { MeterParameters } from './model/parameters.ts';
import type { PacketFacts } from './relational/operators/packet-view.ts';
import type { MakeMeter, PluginMeter, RecordListener } from './relational/operators/plugin-meter.ts';

/** Statistics over sizes and gaps, by NFStream's names and in camelCase, and those of flags. */
const STATISTICS =
  /_(?:min|mean|stddev|max)_|(?:Min|Mean|Stddev|Max)(?:Ps|Piat)|(?:syn|cwr|ece|urg|ack|psh|rst|fin)_?packets/i;
const SPLT = /splt_?(?:direction|ps|piat)/i;

/** A batch with what metering needs. */
type Batch = EventBatch & MeteringColumns;

/** Numbers of a conversation in `newConversations`, of a pair in `newLinks`. */
const CONVERSATION_WORDS = 5;
const LINK_WORDS = 2;

/**
 * Meters the packets of a run again from their columns, for plugins: the same meter as that of the table, with the same
 * parameters, so that records have the same numbers. Nothing of it is shown anywhere but what plugins make of it.
 */
class BatchMeter implements PluginMeter {
  readonly flows: Rows;
  private readonly packet = new MeteredPacket();
  private readonly meter: FlowMeter;
  private readonly conversations = new Conversations();
  private readonly parameters: MeterParameters;
  private readonly texts: string[] = [];
  /** Of each pair of MAC addresses from 1 on, the texts of both, -1 for none. */
  private readonly links: number[] = [-1, -1];
  /** NFStream's clock at the last packet of each record, ticks. */
  private readonly last: number[] = [];
  private batch: Batch | undefined;
  private row = 0;
  private delta = 0;

  constructor(
    { parameters }: RunMetering,
    names: string,
    private readonly listener: RecordListener,
    cuts: Cuts,
  ) {
    this.parameters = {
      ...parameters,
      features: [],
      nDissections: 0,
      maxNflows: 0,
      statisticalAnalysis: parameters.statisticalAnalysis && STATISTICS.test(names),
      spltAnalysis: SPLT.test(names) ? parameters.spltAnalysis : 0,
    };
    this.meter = new FlowMeter(this.parameters, () => undefined, false, this.conversations, this, cuts);
    const { texts, links } = this;
    const linkNames: LinkNames = {
      source: (pair) => links[pair * LINK_WORDS],
      destination: (pair) => links[pair * LINK_WORDS + 1],
    };
    this.flows = flowRows(this.meter, addressesOf(texts), linkNames, this.parameters);
  }

  take(batch: EventBatch): void {
    if (!hasMetering(batch)) throw new Error('The batch cannot be metered.');
    this.batch = batch;
    for (const text of batch.newTexts) this.texts.push(text);
    for (const text of batch.newLinks) this.links.push(text);
    const { newConversations: words } = batch;
    for (let at = 0; at < words.length; at += CONVERSATION_WORDS) this.addConversation(words.subarray(at));
  }

  add(row: number): void {
    const { batch, packet } = this;
    if (batch === undefined || batch.conversation[row] < 0) return;
    this.row = row;
    packet.conversation = batch.conversation[row] >>> 1;
    packet.swapped = batch.conversation[row] & 1;
    packet.seconds = batch.seconds[row];
    packet.nanoseconds = batch.nanoseconds[row];
    packet.linkSize = batch.wireLength[row];
    packet.ipSize = this.ipSizeOf(batch, row);
    packet.transportSize = batch.transportSize[row];
    packet.payloadSize = batch.payloadLength[row];
    packet.size = accountedSize(packet, this.parameters.accountingMode);
    packet.protocol = batch.ipProtocol[row];
    packet.tcpFlags = batch.tcpFlags[row];
    packet.linkPair = batch.linkPair[row];
    packet.row = batch.firstPacket + row;
    this.meter.add(packet);
  }

  open(record: number): void {
    this.delta = 0;
    this.last[record] = this.meter.tick;
    this.listener.open(record);
  }

  update(record: number): void {
    this.delta = this.meter.tick - this.last[record];
    this.last[record] = this.meter.tick;
    this.listener.update(record);
  }

  ended(record: number): void {
    this.listener.ended(record);
  }

  facts(row: number): PacketFacts {
    const { batch } = this;
    if (batch === undefined) return { time_ms: Number.NaN };
    const time = batch.seconds[row] * 1000 + Math.floor(batch.nanoseconds[row] / 1e6);
    return batch.conversation[row] < 0 ? { time_ms: time } : new RowFacts(this, batch, row, time);
  }

  current(): PacketFacts {
    const { batch, row, delta } = this;
    const { ticks, tick, direction } = this.meter;
    // NFStream's clock never goes back, and its packets have the time of that clock.
    const time = Math.floor(ticks.epochMs(tick));
    return batch === undefined ? { time_ms: time } : new RowFacts(this, batch, row, time, ticks.ms(delta), direction);
  }

  endOldest(): boolean {
    return this.meter.endOldest();
  }

  starts(): Int32Array<ArrayBuffer> {
    return Int32Array.from({ length: this.meter.records.length }, (_, record) => flowExtent(this.meter, record).first);
  }

  /** In the order of their numbers; their ends are told apart by numbers of their own, the first below the second. */
  private addConversation([key, first, second, firstPort, secondPort]: Int32Array): void {
    const { conversations } = this;
    const number = conversations.length;
    conversations.find(2 * number, 2 * number + 1, firstPort, secondPort, key);
    conversations.setAddresses(number, first, second);
  }

  keyOf(conversation: number): number {
    return this.conversations.key(conversation);
  }

  ipSizeOf({ ipSize, marks }: Batch, row: number): number {
    return countedIpSize(ipSize[row], (marks[row] & PacketMark.Ipv6) !== 0, this.parameters);
  }

  mac(pair: number, end: 0 | 1): string {
    return this.texts[this.links[pair * LINK_WORDS + end]] ?? NO_MAC;
  }
}

const NO_MAC = '00:00:00:00:00:00';

/** A packet of a batch, read when it is asked for. */
class RowFacts implements PacketFacts {
  constructor(
    private readonly meter: BatchMeter,
    private readonly batch: Batch,
    private readonly row: number,
    readonly time_ms: number,
    readonly delta_time = 0,
    readonly direction = 0,
  ) {}
  get raw_size(): number {
    return this.batch.wireLength[this.row] & 0xffff;
  }
  get ip_size(): number {
    return this.meter.ipSizeOf(this.batch, this.row);
  }
  get transport_size(): number {
    return this.batch.transportSize[this.row];
  }
  get payload_size(): number {
    return this.batch.payloadLength[this.row];
  }
  get ip_protocol(): number {
    return this.batch.ipProtocol[this.row];
  }
  get tcpFlags(): number {
    return this.batch.tcpFlags[this.row];
  }
  get vlan_id(): number {
    return keyVlan(this.key);
  }
  get ip_version(): number {
    return keyIpVersion(this.key);
  }
  get tunnel_id(): number {
    return keyTunnel(this.key);
  }
  mac(end: 0 | 1): string {
    return this.meter.mac(this.batch.linkPair[this.row], end);
  }
  private get key(): number {
    return this.meter.keyOf(this.batch.conversation[this.row] >>> 1);
  }
}

function hasMetering(batch: EventBatch): batch is Batch {
  return batch.conversation !== undefined;
}

/** Texts of a run as addresses: plugins compare none. */
function addressesOf(texts: readonly string[]): AddressTable {
  return {
    get length() {
      return texts.length;
    },
    text: (id) => texts[id] ?? '',
    bytes: () => new Uint8Array(0),
    compare: (a, b) => a - b,
  };
}

/** The meter for plugins. */
export const makePluginMeter: MakeMeter = (metering, names, listener, cuts) =>
  new BatchMeter(metering, names, listener, cuts);
