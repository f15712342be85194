import type { PacketIndex } from './units.ts';

/**
 * What a relational flow sees of each packet. Getters over columns: reading is cheap, and an event may be kept.
 * This text is also the editor's type of `event` (docs/relational-flows.md).
 */
export interface PacketEvent {
  /** Number of the packet, counted from 1 as on the page. */
  readonly number: number;
  /** Seconds since the first packet. */
  readonly time: number;
  /** Innermost source address: IPv4, IPv6, or MAC for packets without IP; "" if unknown. */
  readonly src: string;
  /** Innermost destination address, as `src`. */
  readonly dst: string;
  /** Ports of TCP and UDP; -1 for all else. This one is where the packet comes from. */
  readonly srcPort: number;
  /** Destination port of TCP and UDP; -1 for all else. */
  readonly dstPort: number;
  /** As in the protocol column: "TCP", "UDP", "ICMP", "ARP", … */
  readonly protocol: string;
  /** Bytes on the wire. */
  readonly length: number;
  /** Bytes above the transport header, by the headers' word. */
  readonly payloadLength: number;
  /** TCP flags; all false for other protocols. */
  readonly syn: boolean;
  readonly ack: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
  readonly psh: boolean;
  readonly urg: boolean;
  /** Number of the packet's flow (row of the Flows table, from 0), or -1. */
  readonly flow: number;
  /** True if the packet goes from the flow's source to its destination. */
  readonly forward: boolean;
  /**
   * The first captured bytes above the transport header, at most 512; of a packet without IP (ARP, EAPOL, PTP or PROFINET over
   * Ethernet) those above the link header. This and all that follows but `interface` and `flowValue` makes the run read the file again.
   */
  readonly payload: Uint8Array;
  /** `payload` as Latin-1 text, for regular expressions. */
  readonly text: string;
  /** The first captured bytes from the innermost IP header on, of a packet without IP from behind the link header; at most 256. */
  readonly header: Uint8Array;
  /** Sequence and acknowledgement number of TCP as they stand in the header; undefined for other protocols, as all that follows. */
  readonly seq: number | undefined;
  readonly ackNumber: number | undefined;
  /** Window of TCP as it stands in the header, not scaled. */
  readonly window: number | undefined;
  /** Time to live of IPv4, hop limit of IPv6. */
  readonly ttl: number | undefined;
  /** Identification of IPv4. */
  readonly ipId: number | undefined;
  /** Number of the innermost VLAN. */
  readonly vlan: number | undefined;
  /** Number of the interface that captured it, from 0. */
  readonly interface: number;
  /** MAC addresses, "00:1b:21:3c:9d:f8". */
  readonly srcMac: string | undefined;
  readonly dstMac: string | undefined;
  /** Type and code of ICMP and ICMPv6. */
  readonly icmpType: number | undefined;
  readonly icmpCode: number | undefined;
  /** Tags of its flow: "outgoing", "encrypted", … ; none of a packet in no flow. Then what taggers that stand above have said of it. */
  readonly tags: readonly string[];
  /** What links that stand above in the module have said of the packet: `packet.x.NAME`. */
  readonly x: Readonly<Record<string, LinkedValue>>;
  /** A decoded field by its id, "dns.id"; the first, if there are several. The id must stand in the code as a text. */
  field(id: string): number | string | undefined;
  /** All values of a decoded field. */
  fields(id: string): readonly (number | string)[];
  /** A column of its flow, whole (the flow is known before the run): "bidirectional_packets". The name must stand in the code as a text. */
  flowValue(column: string): number | string | undefined;
}

/** A value that a link has given. */
export type LinkedValue = number | string | boolean | readonly (number | string | boolean)[] | undefined;

/** How many payload bytes an event carries at most, and how many from its network header on. */
export const EVENT_PAYLOAD_BYTES = 512;
export const EVENT_HEADER_BYTES = 256;

/**
 * A batch of packets for the sandbox, as columns (parallel, `count` long), moved by transfer.
 * Texts are interned for the whole run: `newTexts` continues the list begun by earlier batches.
 */
export interface EventBatch extends Partial<MeteringColumns> {
  readonly count: number;
  readonly firstPacket: PacketIndex;
  /** The packet of each row, if they do not follow each other from the first one on. */
  readonly rows?: Int32Array<ArrayBuffer>;
  readonly timeNs: Float64Array<ArrayBuffer>;
  readonly wireLength: Uint32Array<ArrayBuffer>;
  readonly payloadLength: Uint16Array<ArrayBuffer>;
  readonly flow: Int32Array<ArrayBuffer>;
  /** Numbers into the texts. */
  readonly source: Int32Array<ArrayBuffer>;
  readonly destination: Int32Array<ArrayBuffer>;
  readonly protocol: Int32Array<ArrayBuffer>;
  /** -1: no ports. */
  readonly sourcePort: Int32Array<ArrayBuffer>;
  readonly destinationPort: Int32Array<ArrayBuffer>;
  readonly tcpFlags: Uint8Array<ArrayBuffer>;
  /** PacketMark bits. */
  readonly marks: Uint8Array<ArrayBuffer>;
  readonly newTexts: readonly string[];
  /** Payload bytes of all packets, one after the other; absent unless asked for. */
  readonly payload?: Uint8Array<ArrayBuffer>;
  /** Where each packet's payload begins in `payload`; one longer than `count`. */
  readonly payloadStart?: Int32Array<ArrayBuffer>;
  /** The same from network headers on. */
  readonly header?: Uint8Array<ArrayBuffer>;
  readonly headerStart?: Int32Array<ArrayBuffer>;
  /** Columns of single values that the code names, one behind the other, `count` values each. */
  readonly columns?: readonly EventColumn[];
  /** NaN: none. */
  readonly columnValues?: Float64Array<ArrayBuffer>;
  /** Columns of decoded fields, of which a packet may have several values: `fieldEnd` says where each one ends. */
  readonly fields?: readonly EventColumn[];
  readonly fieldEnd?: Int32Array<ArrayBuffer>;
  /** Rows of the batch, rising in each column, and the value of each. */
  readonly fieldRow?: Int32Array<ArrayBuffer>;
  readonly fieldValues?: Float64Array<ArrayBuffer>;
}

/** A column by its name; of texts the values are their numbers. */
export interface EventColumn {
  readonly name: string;
  readonly isText: boolean;
}

/** What a batch has besides if the code asks for flows: enough to meter its packets. */
export interface MeteringColumns {
  /** Number of the conversation times two, plus 1 if its second end is the sender; -1 of packets in no flow. */
  readonly conversation: Int32Array<ArrayBuffer>;
  /** Capture time: whole seconds since 1970, and nanoseconds within, both exact. */
  readonly seconds: Float64Array<ArrayBuffer>;
  readonly nanoseconds: Float64Array<ArrayBuffer>;
  /** Sizes by the headers, as NFStream has them. */
  readonly ipSize: Uint16Array<ArrayBuffer>;
  readonly transportSize: Uint16Array<ArrayBuffer>;
  /** IP protocol number. */
  readonly ipProtocol: Uint8Array<ArrayBuffer>;
  /** Number of the pair of MAC addresses, from 1; 0: none. */
  readonly linkPair: Int32Array<ArrayBuffer>;
  /** Of each conversation that no earlier batch had, in order: key, texts of the two ends, their ports. */
  readonly newConversations: Int32Array<ArrayBuffer>;
  /** Of each pair that no earlier batch had, in order: texts of sender and receiver, -1 for none. */
  readonly newLinks: Int32Array<ArrayBuffer>;
}
