/**
 * Decodes one packet for the detail pane and for its line in a list. No input makes it throw, and no field or layer lies
 * outside the captured bytes.
 */
import type { Layer } from '../model/question.ts';
import { decodeData, pushPadding, pushUnknownLink, sayUnknown } from './reading/data.ts';
import { chooseDecoder } from './dispatch.ts';
import { Packet } from './reading/packet.ts';
import type { Next } from './reading/packet.ts';

/** One packet in one line. Addresses are the innermost ones; "" where the link has none. */
export interface PacketDescription {
  /** Innermost protocol that was decoded: "TLS", "DNS", "TCP", "ARP", … */
  readonly protocol: string;
  /** "51234 → 443 [SYN] Seq=… Win=… Len=0 MSS=1460" */
  readonly info: string;
  readonly source: string;
  readonly destination: string;
}

/** Tunnels may nest as often as bytes allow; nobody reads more. */
const MOST_LAYERS = 64;

/**
 * All layers of a packet, outermost first.
 * @param bytes the captured bytes, from the link header on
 * @param linkType number of the tcpdump.org list
 * @param wireLength bytes on the wire: tells a cut capture from a lying header
 */
export function decodeLayers(bytes: Uint8Array, linkType: number, wireLength: number): readonly Layer[] {
  return dissect(bytes, linkType, wireLength).layers;
}

/** The packet's line: who, to whom, which protocol, what. */
export function describePacket(bytes: Uint8Array, linkType: number, wireLength = bytes.length): PacketDescription {
  const { protocol, info, source, destination } = dissect(bytes, linkType, wireLength);
  return { protocol, info, source, destination };
}

function dissect(bytes: Uint8Array, linkType: number, wireLength: number): Packet {
  const packet = new Packet(bytes);
  const span = { start: 0, end: bytes.length, wireEnd: Math.max(bytes.length, wireLength) };
  const first: Next = { by: 'link', number: linkType, span };
  if (chooseDecoder(bytes, first) === undefined) pushUnknownLink(packet, span, linkType);
  else if (bytes.length > 0) walk(packet, first);
  return packet;
}

/** Follows the layers, then names the bytes after the last one. */
function walk(packet: Packet, first: Next): void {
  let end = packet.bytes.length;
  for (let next: Next | undefined = first; next !== undefined;) {
    end = Math.min(end, next.span.end);
    next = step(packet, next);
  }
  if (packet.layers.length > 0) pushPadding(packet, Math.max(end, lastEnd(packet)));
}

function step(packet: Packet, next: Next): Next | undefined {
  packet.quoted ||= next.quoted === true;
  if (packet.layers.length >= MOST_LAYERS) return decodeData(packet, next.span, 0);
  const chosen = chooseDecoder(packet.bytes, next);
  if (chosen !== undefined) return chosen.decode(packet, next.span, chosen.number);
  sayUnknown(packet, next);
  return decodeData(packet, next.span, 0);
}

/** End of the last layer: decoders that stop early leave bytes uncovered. */
function lastEnd(packet: Packet): number {
  const last = packet.layers.at(-1);
  return last === undefined ? 0 : last.offset + last.length;
}
