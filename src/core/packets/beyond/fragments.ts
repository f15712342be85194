import { FlowlessReason } from '../../model/packet-table.ts';
import type { DecodedPacket } from '../../protocols/headers/decoded.ts';
import { short, word } from '../../../base/bytes.ts';

/** First fragments that are remembered; the oldest is forgotten first. */
const MOST_FIRST_FRAGMENTS = 4096;

/** What a later fragment has of its first. */
interface FirstFragment {
  readonly protocol: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
}

/**
 * First fragments by source, destination, protocol and identification (RFC 791 section 2.3, RFC 8200 section 4.5), and
 * what they lend to later ones: protocol and ports. Sizes of a later fragment are its own; it has no transport header,
 * so all that it carries is payload.
 */
export class FragmentTable {
  private readonly firsts = new Map<string, FirstFragment>();

  /** Remembers a decoded first fragment; a later one of the same key takes its place. */
  add(key: string, { protocol, sourcePort, destinationPort }: DecodedPacket): void {
    this.firsts.delete(key);
    this.firsts.set(key, { protocol, sourcePort, destinationPort });
    if (this.firsts.size <= MOST_FIRST_FRAGMENTS) return;
    for (const oldest of this.firsts.keys()) {
      this.firsts.delete(oldest);
      return;
    }
  }

  /** Fills in a later fragment that carries bytes[at..at+length); without its first it is in no flow. */
  fill(key: string, at: number, length: number, packet: DecodedPacket): FlowlessReason {
    const first = this.firsts.get(key);
    if (first === undefined) return FlowlessReason.Fragment;
    packet.protocol = first.protocol;
    packet.sourcePort = first.sourcePort;
    packet.destinationPort = first.destinationPort;
    packet.tcpFlags = 0;
    packet.transportOffset = at;
    packet.transportSize = Math.max(0, length);
    packet.payloadSize = Math.max(0, length);
    return FlowlessReason.None;
  }
}

/** Key of the IPv4 packet whose header begins at `at`. */
export function fragmentKey4(bytes: Uint8Array, at: number): string {
  return `${word(bytes, at + 12)} ${word(bytes, at + 16)} ${bytes[at + 9]} ${short(bytes, at + 4)}`;
}

/** Key of the IPv6 packet whose header begins at `at`, its fragment header at `header`. */
export function fragmentKey6(bytes: Uint8Array, at: number, header: number): string {
  const words: number[] = [];
  for (let offset = 8; offset < 40; offset += 4) words.push(word(bytes, at + offset));
  return `${words.join(' ')} ${bytes[header]} ${word(bytes, header + 4)}`;
}
