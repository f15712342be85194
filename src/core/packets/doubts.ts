import { short } from '../../base/bytes.ts';
import { Doubt } from '../model/doubts.ts';
import * as IpProtocol from '../model/ip-protocols.ts';
import * as LinkType from '../model/link-types.ts';
import type { DecodedPacket } from '../protocols/headers/decoded.ts';

/** https://www.iana.org/assignments/protocol-numbers: from here on nothing but two numbers for experiments is assigned. */
const FIRST_UNASSIGNED = 148;
const EXPERIMENTS: ReadonlySet<number> = new Set([253, 254]);
const IPV4_HEADER = 20;
const TCP_HEADER = 20;
const UDP_HEADER = 8;
const PORTS = 4;

/**
 * Whether a packet in a flow has something that calls for a closer look (`headerDoubts`): cheap, and false of nearly
 * all. `network`: where its innermost IP header begins; this, `captured` and `wire` from the packet's first byte.
 */
export function isOdd(packet: DecodedPacket, network: number, captured: number, wire: number): boolean {
  const { protocol, transportOffset } = packet;
  if (packet.ipVersion === 4) {
    if (network + packet.ipSize > wire || transportOffset < network + IPV4_HEADER) return true;
    if (cannotSend(packet.source0)) return true;
  }
  if (protocol === IpProtocol.TCP)
    return packet.transportSize - packet.payloadSize < TCP_HEADER || transportOffset + PORTS > captured;
  if (protocol === IpProtocol.UDP) return packet.transportSize < UDP_HEADER || transportOffset + PORTS > captured;
  return protocol >= FIRST_UNASSIGNED;
}

/**
 * What speaks against the headers of a packet that is in a flow: its own bytes alone are asked. `start`: the packet's
 * first byte; all else as in `isOdd`.
 */
export function headerDoubts(
  bytes: Uint8Array,
  start: number,
  packet: DecodedPacket,
  network: number,
  captured: number,
  wire: number,
): number {
  let doubts = Doubt.None;
  if (packet.ipVersion === 4 && isDamaged(bytes, start, packet, network, captured, wire)) doubts |= Doubt.Header;
  const { protocol, transportOffset: at } = packet;
  const isTcp = protocol === IpProtocol.TCP;
  if (isTcp && packet.transportSize > 0 && at + 13 <= captured && bytes[start + at + 12] >> 4 < 5)
    doubts |= Doubt.DataOffset;
  if ((isTcp || protocol === IpProtocol.UDP) && at + PORTS > captured && captured < wire) doubts |= Doubt.Cut;
  return doubts;
}

/** The checksum is wrong (RFC 791), and something else cannot be. */
function isDamaged(
  bytes: Uint8Array,
  start: number,
  packet: DecodedPacket,
  network: number,
  captured: number,
  wire: number,
): boolean {
  const length = packet.transportOffset - network;
  if (length < IPV4_HEADER) return true;
  if (network + length > captured || isSound(bytes, start + network, length)) return false;
  const { protocol } = packet;
  const isUnassigned = protocol >= FIRST_UNASSIGNED && !EXPERIMENTS.has(protocol);
  return network + packet.ipSize > wire || isUnassigned || cannotSend(packet.source0);
}

/** The one's complement sum of an IPv4 header with its checksum is all ones. */
function isSound(bytes: Uint8Array, at: number, length: number): boolean {
  let sum = 0;
  for (let offset = 0; offset < length; offset += 2) sum += short(bytes, at + offset);
  sum = (sum & 0xffff) + (sum >>> 16);
  return (((sum & 0xffff) + (sum >>> 16)) & 0xffff) === 0xffff;
}

/** Multicast and reserved addresses, 224.0.0.0 to 255.255.255.255, as a signed word: no packet comes from them. */
function cannotSend(source: number): boolean {
  return source < 0 && source >= -0x20000000;
}

/** An 802.11 frame behind radiotap whose payload is encrypted: its Protected Frame bit (802.11-2016 section 9.2.4.1.9). */
export function isEncryptedWifi(bytes: Uint8Array, start: number, captured: number, linkType: number): boolean {
  if (linkType !== LinkType.RADIOTAP || captured < 4) return false;
  const flags = start + (bytes[start + 2] | (bytes[start + 3] << 8)) + 1;
  return flags < start + captured && (bytes[flags] & 0x40) !== 0;
}
