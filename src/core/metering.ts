import type { Conversations } from './flows/conversations.ts';
import { flowEnds, flowRows, type FurtherReaders } from './flows/flow-rows.ts';
import { MeteredPacket } from './flows/metered-packet.ts';
import { FlowMeter } from './flows/meter.ts';
import type { RecordWatcher } from './flows/record-watcher.ts';
import { IDENTIFIED_TEXTS, type IdentifiedFlows } from './identify/identified-flows.ts';
import type { Rows } from './model/column.ts';
import type { EndNames } from './model/names.ts';
import type { FlowEnds } from './model/packet-table.ts';
import type { Cuts } from './model/operators.ts';
import { PacketMark } from './model/packet-table.ts';
import type { MeterParameters } from './model/parameters.ts';
import type { AddressStore } from './packets/table/address-store.ts';
import type { DecodedPacket } from './protocols/headers/decoded.ts';
import { EndsCache } from './packets/table/ends-cache.ts';
import type { LinkPairs } from './packets/table/link-pairs.ts';
import type { PacketStore } from './packets/table/packet-store.ts';

/** One metering of a capture's packets: the meter, its flows, and the packet at hand. */
export class Metering {
  readonly meter: FlowMeter;
  readonly flows: Rows;
  readonly ends: FlowEnds;
  /** The caller fills it before each `add`. */
  readonly packet = new MeteredPacket();

  /**
   * `doubtsOf`: what speaks against a flow, as bits of Doubt. `names`: names of the ends of flows. `identified`: what flows
   * are, by the bytes; `watcher` finds it out. `cuts`: packets behind which plugins end their record.
   */
  constructor(
    readonly parameters: MeterParameters,
    addresses: AddressStore,
    links: LinkPairs,
    onExpiry: (record: number) => void,
    recycle: boolean,
    conversations?: Conversations,
    doubtsOf?: (flow: number) => number,
    names?: EndNames,
    readonly identified?: IdentifiedFlows,
    watcher?: RecordWatcher,
    readonly cuts?: Cuts,
  ) {
    this.meter = new FlowMeter(parameters, onExpiry, recycle, conversations, watcher, cuts);
    const further = identified && identifiedColumns(identified);
    this.flows = flowRows(this.meter, addresses, links, parameters, doubtsOf, names, further);
    this.ends = new EndsCache(flowEnds(this.meter));
  }

  /** Counts the packet at hand, whose sizes are NFStream's; returns its flow. */
  add(ipVersion6: boolean): number {
    const { packet, parameters } = this;
    packet.ipSize = countedIpSize(packet.ipSize, ipVersion6, parameters);
    packet.size = accountedSize(packet, parameters.accountingMode);
    return this.meter.add(packet);
  }
}

const IPV6_HEADER = 40;

/** The IP size that is counted for a packet whose IP size is NFStream's. */
export function countedIpSize(ipSize: number, ipVersion6: boolean, parameters: MeterParameters): number {
  return ipVersion6 && parameters.ipv6SizeWithHeader ? ipSize + IPV6_HEADER : ipSize;
}

type PacketSizes = Pick<MeteredPacket, 'linkSize' | 'ipSize' | 'transportSize' | 'payloadSize'>;

/** The size that an accounting mode counts: one of NFStream's four; the link size is kept in 16 bits there. */
export function accountedSize(packet: PacketSizes, mode: MeterParameters['accountingMode']): number {
  switch (mode) {
    case 0:
      return packet.linkSize & 0xffff;
    case 1:
      return packet.ipSize;
    case 2:
      return packet.transportSize;
    case 3:
      return packet.payloadSize;
  }
}

/** Hands on the header fields that only some features read (`readsHeaders` of parameter-cost.ts). */
export function copyHeaders(from: DecodedPacket, to: MeteredPacket): void {
  to.ipHeaderLength = from.ipHeaderLength;
  to.transportHeaderLength = from.transportHeaderLength;
  to.ttl = from.ttl;
  to.window = from.window;
  to.sequence = from.sequence;
  to.acknowledgement = from.acknowledgement;
  to.transportStart = from.transportStart;
}

/** Time of the first packet: whole seconds since 1970, and nanoseconds within. */
interface Epoch {
  readonly epochSeconds: number;
  readonly epochNanoseconds: number;
}

/**
 * Fills `packet` with what a table holds of each metered packet, in file order, and calls `add` for it. Sizes are
 * NFStream's. `metered` is the metering that the flows in the table are from.
 */
export function replayPackets(
  packets: PacketStore,
  metered: FlowMeter,
  epoch: Epoch,
  packet: MeteredPacket,
  add: (row: number) => void,
): void {
  const { flow, timeNs, marks } = packets;
  for (let row = 0; row < packets.length; row++) {
    if (flow[row] < 0) continue;
    const source = metered.sourceEnd(flow[row]);
    packet.conversation = source >>> 1;
    packet.swapped = (source & 1) ^ (marks[row] & PacketMark.Backward);
    const time = epoch.epochNanoseconds + timeNs[row];
    const seconds = Math.floor(time / 1e9);
    packet.seconds = epoch.epochSeconds + seconds;
    packet.nanoseconds = time - seconds * 1e9;
    packet.linkSize = packets.wireLength(row);
    packet.ipSize = packets.ipSize[row];
    packet.transportSize = packets.transportSize[row];
    packet.payloadSize = packets.payloadSize[row];
    packet.protocol = packets.protocol[row];
    packet.tcpFlags = packets.tcpFlags[row];
    packet.linkPair = packets.linkPair(row);
    packet.row = row;
    add(row);
  }
}

/**
 * Meters the packets of a table again, by other parameters, and writes their new flows and directions into it. Equal to
 * reading the capture again with these parameters, as long as they change nothing in how packets are decoded
 * (`needsBytes` of parameter-cost.ts).
 */
export function meterAgain(before: FlowMeter, after: Metering, packets: PacketStore, epoch: Epoch): void {
  const { packet, meter } = after;
  const { flow, marks } = packets;
  replayPackets(packets, before, epoch, packet, (row) => {
    flow[row] = after.add((marks[row] & PacketMark.Ipv6) !== 0);
    marks[row] = (marks[row] & ~PacketMark.Backward) | meter.direction;
  });
  meter.finish();
  meter.splt.trim();
}

/** What flows were found to be, as columns read it. */
function identifiedColumns(identified: IdentifiedFlows): FurtherReaders {
  const texts = IDENTIFIED_TEXTS.map((id, index) => {
    const code = (record: number): number => identified.code(record, index);
    return [
      id,
      { code, size: () => identified.size(index), text: (text: number) => identified.text(index, text) },
    ] as const;
  });
  return {
    texts: new Map(texts),
    numbers: new Map([
      ['application_is_guessed', { number: (record: number) => identified.guessed(record) }],
      ['application_confidence', { number: (record: number) => identified.confidence(record) }],
    ]),
  };
}
