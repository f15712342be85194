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
  readonly dst: string;
  /** Ports of TCP and UDP; -1 for all else. */
  readonly srcPort: number;
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
  /** The first captured bytes above the transport header, at most 512. Reading it makes the run read the file again. */
  readonly payload: Uint8Array;
  /** `payload` as Latin-1 text, for regular expressions. */
  readonly text: string;
  /** What links that stand above in the module have said of the packet: `packet.x.NAME`. */
  readonly x: Readonly<Record<string, LinkedValue>>;
  /** What taggers that stand above have said of it. */
  readonly tags: readonly string[];
}

/** A value that a link has given. */
export type LinkedValue = number | string | boolean | readonly (number | string | boolean)[] | undefined;

/** How many payload bytes an event carries at most. */
export const EVENT_PAYLOAD_BYTES = 512;

/**
 * A batch of packets for the sandbox, as columns (parallel, `count` long), moved by transfer.
 * Texts are interned for the whole run: `newTexts` continues the list begun by earlier batches.
 */
export interface EventBatch extends Partial<MeteringColumns> {
  readonly count: number;
  readonly firstPacket: PacketIndex;
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
