import type { Column } from '../../model/column.ts';
import { FEATURE_COLUMNS } from '../../model/feature-columns.ts';
import { ICMP, ICMPV6, SCTP } from '../../model/ip-protocols.ts';
import type { AddressTable } from '../../model/packet-table.ts';
import type { MeterParameters } from '../../model/parameters.ts';
import { keyProtocol } from '../conversations.ts';
import type { MeteredFlows } from '../metered-flows.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import { CONVERSATION } from '../record-layout.ts';
import { communityId, type FlowTuple } from './community-hash.ts';
import type { FeatureMeter } from './feature-meter.ts';
import { RecordStore, type SharedRecords } from './record-store.ts';

/** Numbers of a record: first word of the first packet's transport header. */
const TRANSPORT_START = 0;

/**
 * Community ID of each flow, computed when it is read, and kept. Ports are those of the flow's key, but for ICMP and
 * SCTP those of its first packet, as NFStream's key has none.
 */
export class CommunityId implements FeatureMeter {
  private readonly store: RecordStore;
  private readonly texts: (string | undefined)[] = [];
  private readonly seed: number;

  constructor({ communityIdSeed }: MeterParameters, records: SharedRecords) {
    this.store = new RecordStore(1, records);
    this.seed = communityIdSeed;
  }

  open(record: number, _direction: number, packet: MeteredPacket): void {
    this.store.clear(record);
    this.store.chunk(record)[this.store.at(record) + TRANSPORT_START] = packet.transportStart;
    if (record < this.texts.length) this.texts[record] = undefined;
  }

  update(): void {
    // The first packet says it all.
  }

  release(): void {
    // Nothing but fixed places.
  }

  columns(flows: MeteredFlows, addresses: AddressTable): readonly Column[] {
    return FEATURE_COLUMNS['community-id'].map((description) => ({
      type: 'dictionary',
      description,
      // Each flow has a text of its own, though those of one conversation are equal.
      code: (record) => record,
      size: () => flows.records.length,
      text: (record) => (this.texts[record] ??= communityId(this.tuple(record, flows, addresses), this.seed)),
    }));
  }

  /** The flow in the direction of its first packet, whatever its source is. */
  private tuple(record: number, { records, conversations }: MeteredFlows, addresses: AddressTable): FlowTuple {
    const packed = records.word(record, CONVERSATION);
    const conversation = packed >>> 2;
    const sender = (packed & 1) ^ ((packed & 2) >> 1);
    const protocol = keyProtocol(conversations.key(conversation));
    const start = this.store.get(record, TRANSPORT_START);
    const port = (end: number): number => conversations.port(conversation, end);
    const [sourcePort, destinationPort] =
      protocol === ICMP || protocol === ICMPV6
        ? [start >>> 24, (start >>> 16) & 255]
        : protocol === SCTP
          ? [start >>> 16, start & 0xffff]
          : [port(sender), port(1 - sender)];
    return {
      source: addresses.bytes(conversations.address(conversation, sender)),
      destination: addresses.bytes(conversations.address(conversation, 1 - sender)),
      protocol,
      sourcePort,
      destinationPort,
    };
  }
}
