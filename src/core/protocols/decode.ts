/**
 * Decodes one packet for the detail pane, for its line in a list, and for the values of some of its fields. No input makes
 * it throw, and no field or layer lies outside the captured bytes.
 */
import type { Layer } from '../model/field.ts';
import { chooseDecoder } from './dispatch.ts';
import { By } from './headers/next.ts';
import { decodeData, pushPadding, pushUnknownLink, sayUnknown } from './reading/data.ts';
import type { FieldTaker, Following } from './reading/following.ts';
import { Packet } from './reading/packet.ts';

/** Tunnels may nest as often as bytes allow; nobody reads more. */
const MOST_LAYERS = 64;

/** One packet in one line. */
export interface PacketLine {
  /** Innermost protocol that was decoded: "TLS", "DNS", "TCP", "ARP", … */
  readonly protocol: string;
  /** "51234 → 443 [SYN] Seq=… Win=… Len=0 MSS=1460" */
  readonly info: string;
}

/**
 * All layers of a packet, outermost first.
 * @param bytes the captured bytes, from the link header on
 * @param linkType number of the tcpdump.org list
 * @param wireLength bytes on the wire: tells a cut capture from a lying header
 */
export function decodeLayers(bytes: Uint8Array, linkType: number, wireLength: number): readonly Layer[] {
  return dissect(new Packet(bytes), linkType, wireLength).layers;
}

/** What a packet says, in one line; parameters as in `decodeLayers`. */
export function describePacket(bytes: Uint8Array, linkType: number, wireLength = bytes.length): PacketLine {
  const { protocol, info } = dissect(new Packet(bytes, undefined, true), linkType, wireLength);
  return { protocol, info };
}

/** Hands the values of wanted fields to a taker, in the order of the bytes; parameters as in `decodeLayers`. */
export function takeFields(bytes: Uint8Array, linkType: number, wireLength: number, taker: FieldTaker): void {
  dissect(new Packet(bytes, taker), linkType, wireLength);
}

function dissect(packet: Packet, linkType: number, wireLength: number): Packet {
  const { bytes } = packet;
  const span = { start: 0, end: bytes.length, wireEnd: Math.max(bytes.length, wireLength) };
  const first: Following = { by: By.Link, number: linkType, span };
  if (chooseDecoder(bytes, first) === undefined) pushUnknownLink(packet, span, linkType);
  else if (bytes.length > 0) walk(packet, first);
  return packet;
}

/** Follows the layers, then names the bytes after the last one. */
function walk(packet: Packet, first: Following): void {
  let end = packet.bytes.length;
  for (let next: Following | undefined = first; next !== undefined;) {
    end = Math.min(end, next.span.end);
    next = step(packet, next);
  }
  if (packet.layers.length > 0) pushPadding(packet, Math.max(end, lastEnd(packet)));
}

function step(packet: Packet, next: Following): Following | undefined {
  packet.quoted ||= next.quoted === true;
  if (packet.depth >= MOST_LAYERS) return decodeData(packet, next.span, 0);
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
