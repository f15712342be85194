import type { Column } from '../../model/column.ts';
import { flowColumn } from '../../model/describe-column.ts';
import { ICMP, ICMPV6, SCTP } from '../../model/ip-protocols.ts';
import type { AddressTable } from '../../model/packet-table.ts';
import { keyProtocol } from '../conversations.ts';
import type { MeteredFlows } from '../metered-flows.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import { CONVERSATION } from '../record-layout.ts';
import { communityId, type FlowTuple } from './community-hash.ts';
import type { GroupOfFeatures, MeterSetting } from './feature-group.ts';
import type { FeatureMeter } from './feature-meter.ts';
import { RecordStore } from './record-store.ts';

/** Numbers of a record: first word of the first packet's transport header. */
const TRANSPORT_START = 0;

const DESCRIPTION = flowColumn(
  { name: 'community_id', of: 'hash' },
  {
    label: 'Community ID',
    kind: 'text',
    group: 'Identity',
    help: 'Community ID version 1: a hash of addresses, ports and protocol that Zeek, Suricata and Arkime write too. Of ICMP by the first packet, as its flows hold all types.',
    formula: '"1:" + base64(SHA-1(seed, addresses, protocol, 0, ports)), the smaller end first',
  },
);

/**
 * Community ID of each flow, computed when it is read, and kept. Ports are those of the flow's key, but for ICMP and
 * SCTP those of its first packet, as NFStream's key has none.
 */
class CommunityId implements FeatureMeter {
  private readonly store: RecordStore;
  private readonly texts: (string | undefined)[] = [];
  private readonly seed: number;

  constructor({ parameters, records }: MeterSetting) {
    this.store = new RecordStore(1, records);
    this.seed = parameters.communityIdSeed;
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
    return [
      {
        type: 'dictionary',
        description: DESCRIPTION,
        // Each flow has a text of its own, though those of one conversation are equal.
        code: (record) => record,
        size: () => flows.records.length,
        text: (record) => (this.texts[record] ??= communityId(this.tuple(record, flows, addresses), this.seed)),
      },
    ];
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

/** Community ID of each flow. */
export const COMMUNITY_ID: GroupOfFeatures = {
  columns: [{ description: DESCRIPTION }],
  meter: (setting) => new CommunityId(setting),
};
