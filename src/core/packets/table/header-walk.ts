import * as EtherType from '../../model/ethertypes.ts';
import { short } from '../../../base/bytes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { DECODINGS } from '../../model/parameters.ts';
import { DecodedPacket } from '../../protocols/headers/decoded.ts';
import { By, Next } from '../../protocols/headers/next.ts';
import { buildReaders, readerFor } from '../beyond/readers.ts';
import { Piece, TransportFinder } from '../beyond/transport-finder.ts';
import { ExtensionWalker } from '../nfstream/ipv6-extensions.ts';
import { decodeLink, LinkCursor } from '../nfstream/link-layer.ts';

/** Headers within headers: bytes could say so for ever. */
const MOST_HEADERS = 64;

/**
 * Walks through the headers of a packet, whatever they carry, with the meter's readers of all options, up to the first
 * that nobody reads. Unlike the meter it asks for no IP packet. One object for all packets: nothing is allocated.
 */
export class HeaderWalk {
  /** Has the MAC addresses that were met last (offsets into the bytes; -1 without). */
  readonly packet = new DecodedPacket();
  /** The last header, by what names it; no reader took it. */
  readonly next = new Next(this.packet);
  /** Where the innermost IP header begins; -1 without. It is the last header if `next` begins there. */
  network = -1;
  /** It belongs to a later piece of a packet. */
  fragment = false;
  private readonly readers = buildReaders(DECODINGS);
  private readonly extensions = new ExtensionWalker();
  private readonly transport = new TransportFinder(this.extensions, true);
  private readonly link = new LinkCursor();

  /** Walks through bytes[start..end). */
  run(bytes: Uint8Array, start: number, end: number, linkType: number): void {
    const { packet, next } = this;
    packet.sourceMac = -1;
    packet.destinationMac = -1;
    this.network = -1;
    this.fragment = false;
    next.end = end;
    next.to(By.Link, linkType, start);
    for (let headers = 0; headers < MOST_HEADERS && this.pass(bytes); headers++);
  }

  /** Goes on behind the header at hand; false: nobody can. */
  private pass(bytes: Uint8Array): boolean {
    const { next } = this;
    if (next.at >= next.end) return false;
    const version = ipVersion(bytes, next);
    if (version !== 0) return this.passIp(bytes, version);
    const reader = readerFor(this.readers, next.by, next.number);
    if (reader === undefined) return next.by === By.Link && this.passLink(bytes);
    return reader(bytes, next.at, next.end, next) === FlowlessReason.None;
  }

  /** Link headers that no option adds: NFStream reads them. */
  private passLink(bytes: Uint8Array): boolean {
    const { next, link, packet } = this;
    if (decodeLink(bytes, next.at, next.end, next.number, link, packet) !== FlowlessReason.None) return false;
    return next.to(By.Ethertype, link.type, link.network) === FlowlessReason.None;
  }

  /** Into a tunnel, if IP carries one. */
  private passIp(bytes: Uint8Array, version: number): boolean {
    const { next, transport } = this;
    this.network = next.at;
    const found = version === 4 ? this.findIn4(bytes) : this.findIn6(bytes);
    this.fragment = transport.piece === Piece.Later;
    if (!found || transport.piece !== Piece.Whole) return false;
    const reader = transport.tunnelReader(bytes, this.readers);
    if (reader === undefined) return false;
    next.end = transport.end;
    return reader(bytes, transport.at, transport.end, next) === FlowlessReason.None;
  }

  /** Finds what IPv4 carries; false if the header's length cannot be. */
  private findIn4(bytes: Uint8Array): boolean {
    const { at, end } = this.next;
    this.transport.find4(bytes, at, end, short(bytes, at + 2));
    return (bytes[at] & 15) >= 5;
  }

  /** Finds what IPv6 carries; false if its extension headers lead to nothing. */
  private findIn6(bytes: Uint8Array): boolean {
    const { at, end } = this.next;
    const walked = this.extensions.walk(bytes, at + 40, end - at - 40, short(bytes, at + 4), bytes[at + 6]);
    this.transport.find6(bytes, end);
    return walked;
  }
}

/** 4 or 6 if an IP header is named and begins here as a whole; else 0. */
function ipVersion(bytes: Uint8Array, { by, number, at, end }: Next): number {
  const isNamed =
    by === By.IpVersion || (by === By.Ethertype && (number === EtherType.IPV4 || number === EtherType.IPV6));
  if (!isNamed) return 0;
  const version = bytes[at] >> 4;
  const header = version === 4 ? 20 : 40;
  return (version === 4 || version === 6) && at + header <= end ? version : 0;
}
