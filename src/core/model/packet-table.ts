import type { TcpNote } from './tcp-notes.ts';
import type { AddressId, Bytes, FlowIndex, Nanoseconds, PacketIndex } from './units.ts';

/** Why a packet is in no flow. Values fit a byte. */
export enum FlowlessReason {
  /** It is in a flow. */
  None = 0,
  /** The link type has no decoder in NFStream's rules. */
  LinkType,
  /** Fewer captured bytes than link header + 28 (NFStream's least). */
  TooShort,
  /** The network layer is neither IPv4 nor IPv6 (ARP, LLDP, …). */
  NotIp,
  /** A later IPv4 or IPv6 fragment. */
  Fragment,
  /** IPv4 lengths that contradict each other (also total length 0 of offloaded packets). */
  BadIpv4,
  /** IPv6 whose payload was not captured whole. */
  TruncatedIpv6,
  /** IPv6 extension headers that end in nothing or lie about their length. */
  BadIpv6,
  /** A transport header that is cut short or contradicts the IP lengths. */
  BadTransport,
  /** A spanning-tree frame or another 802.3 frame that NFStream skips. */
  Skipped8023,
  /** 802.11 management, control or damaged frames. */
  Wifi,
  /** A tunnel whose inside could not be followed. */
  BadTunnel,
  /** It came from an interface that differs from the first one (see MeterParameters.everyInterface). */
  OtherInterface,
}

/** Bits of the `marks` column. */
export enum PacketMark {
  /** Sent by the flow's destination (NFStream direction 1). */
  Backward = 1,
  /** Has an IPv4 header as its innermost network layer. */
  Ipv4 = 2,
  /** Has an IPv6 header as its innermost network layer. */
  Ipv6 = 4,
  /** Older than a packet before it. */
  OutOfOrder = 8,
}

/**
 * All packets of a capture, a row each, in file order; columns are longer than `length` while the table grows.
 * Packet bytes stay in the file. 33 bytes a packet.
 */
export interface PacketTable {
  readonly length: number;
  /** Capture time, nanoseconds since the first packet. */
  readonly timeNs: Float64Array;
  /** The same to the last digit, of packets whose time a double rounds; undefined of all others. */
  farNs(row: PacketIndex): bigint | undefined;
  /** Where the packet's bytes begin in the (inflated) capture. */
  offset(row: PacketIndex): number;
  /** Captured bytes. */
  capturedLength(row: PacketIndex): Bytes;
  /** Bytes on the wire. */
  wireLength(row: PacketIndex): Bytes;
  /** Row of the flow that counted this packet, or -1. */
  readonly flow: Int32Array;
  /** NFStream ip_size: IPv4 total length; IPv6 payload length without the fixed header. */
  readonly ipSize: Uint16Array;
  /** NFStream transport_size: transport header and payload by the headers' word. */
  readonly transportSize: Uint16Array;
  /** NFStream payload_size. */
  readonly payloadSize: Uint16Array;
  /** Where the transport header begins in the packet; 0 if there is none. */
  readonly transportOffset: Uint16Array;
  /** TCP flags, the eight bits of byte 13 (CWR ECE URG ACK PSH RST SYN FIN). */
  readonly tcpFlags: Uint8Array;
  /** IP protocol number of the innermost header; 0 for packets in no flow. */
  readonly protocol: Uint8Array;
  /** PacketMark bits. */
  readonly marks: Uint8Array;
  /** Number of the packet's pair of MAC addresses (LinkPairs); of packets in a flow only. */
  linkPair(row: PacketIndex): number;
  /** Number of the interface (row of CaptureSummary.interfaces); empty while all packets came from interface 0. */
  readonly interface: Uint16Array | Uint32Array;
}

/**
 * Packets that are in no flow, a row each, with their names (packets in a flow take addresses and ports from it):
 * parallel to a rising list of packet rows, searched by bisection.
 */
export interface StrayTable {
  readonly length: number;
  readonly packet: Int32Array;
  readonly source: Int32Array;
  readonly destination: Int32Array;
  /** Number of a label in StrayTable.labels ("ARP", "LLDP", "IPv4 fragment", …). */
  readonly label: Uint8Array;
  readonly labels: readonly string[];
  /** FlowlessReason of each: why it is in no flow. */
  readonly reason: Uint8Array;
  /** Which decodings would open it: row of CaptureSummary.further, from 1; 0: none. */
  readonly further: Uint8Array;
}

/** The two ends of a flow, as the packet table needs them for its rows. */
export interface FlowEnds {
  source(flow: FlowIndex): AddressId;
  destination(flow: FlowIndex): AddressId;
  /** 0 without ports. */
  sourcePort(flow: FlowIndex): number;
  destinationPort(flow: FlowIndex): number;
}

/** Interned addresses: text form, and an order for sorting (families apart, numeric within). */
export interface AddressTable {
  readonly length: number;
  /** Text: IPv4 dotted, IPv6 as inet_ntop writes it, MAC with colons. */
  text(id: AddressId): string;
  /** Bytes in network order: 4 of IPv4, 16 of IPv6, 6 of a MAC address. */
  bytes(id: AddressId): Uint8Array;
  /** Negative, zero or positive as a sorts before, with or after b. */
  compare(a: AddressId, b: AddressId): number;
}

/** Enough of one packet for a list or a ladder. */
export interface PacketBrief {
  readonly packet: PacketIndex;
  readonly timeNs: Nanoseconds;
  readonly source: string;
  readonly destination: string;
  /** -1 without ports. */
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly protocol: string;
  readonly wireLength: Bytes;
  readonly flow: FlowIndex;
  readonly info: string;
  /** Innermost protocol by its bytes, of which `info` is; absent where that is `protocol`. */
  readonly told?: string;
  /** MAC addresses of sender and receiver; absent where the frame has none. */
  readonly macs?: readonly [string, string];
  /** Step of a sequence that took it. */
  readonly step?: string;
  readonly notes?: readonly TcpNote[];
}
