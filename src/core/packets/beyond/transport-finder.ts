import { short } from '../../../base/bytes.ts';
import * as IpProtocol from '../../model/ip-protocols.ts';
import type { HeaderReader } from '../../protocols/headers/next.ts';
import type { ExtensionWalker } from '../nfstream/ipv6-extensions.ts';
import type { Readers } from './readers.ts';

/** IPv6 extension headers that may follow an authentication header: length in units of 8 bytes (RFC 8200, RFC 7401). */
const EXTENSIONS: ReadonlySet<number> = new Set([
  IpProtocol.HOP_BY_HOP,
  IpProtocol.ROUTING,
  IpProtocol.DESTINATION,
  IpProtocol.MOBILITY,
  IpProtocol.HIP,
  IpProtocol.SHIM6,
]);

/** Whether an IP header belongs to a piece of a packet. */
export enum Piece {
  Whole,
  First,
  Later,
}

/**
 * What the innermost IP header carries, and where: behind an authentication header (RFC 4302) too, if that is wanted,
 * which NFStream takes for the transport itself.
 */
export class TransportFinder {
  protocol = 0;
  at = 0;
  /** Bytes of transport header and payload by the IP header's word; negative where that contradicts itself. */
  length = 0;
  /** Where they end as far as they were captured. */
  end = 0;
  piece = Piece.Whole;

  constructor(
    private readonly extensions: ExtensionWalker,
    private readonly passAuthentication: boolean,
  ) {}

  /** Of the IPv4 header at `at`, of this total length. */
  find4(bytes: Uint8Array, at: number, end: number, total: number): void {
    const headerLength = (bytes[at] & 15) * 4;
    const flags = short(bytes, at + 6);
    this.piece = (flags & 0x1fff) !== 0 ? Piece.Later : (flags & 0x2000) !== 0 ? Piece.First : Piece.Whole;
    this.set(bytes, bytes[at + 9], at + headerLength, end, total - headerLength);
  }

  /** Of the IPv6 header whose extension headers were walked last. */
  find6(bytes: Uint8Array, end: number): void {
    const { extensions } = this;
    const more = extensions.fragmentAt >= 0 && (bytes[extensions.fragmentAt + 3] & 1) !== 0;
    this.piece = extensions.fragment ? Piece.Later : more ? Piece.First : Piece.Whole;
    this.set(bytes, extensions.protocol, extensions.transport, end, extensions.length);
  }

  /** The reader of the tunnel in it, which then begins at `at`; undefined: none that is followed. */
  tunnelReader(bytes: Uint8Array, readers: Readers): HeaderReader | undefined {
    const { protocol, at } = this;
    if (protocol === IpProtocol.TCP) return undefined;
    if (protocol !== IpProtocol.UDP) return readers.protocols.get(protocol);
    if (at + 8 > this.end) return undefined;
    const reader = readers.ports.get(short(bytes, at + 2)) ?? readers.ports.get(short(bytes, at));
    if (reader !== undefined) this.passUdp(bytes);
    return reader;
  }

  /** Moves past a UDP header, into what its length says that it carries. */
  private passUdp(bytes: Uint8Array): void {
    const length = short(bytes, this.at + 4);
    if (length >= 8) this.end = Math.min(this.end, this.at + length);
    this.at += 8;
  }

  private set(bytes: Uint8Array, protocol: number, at: number, end: number, length: number): void {
    this.protocol = protocol;
    this.at = at;
    this.length = length;
    this.end = length > 0 ? Math.min(end, at + length) : end;
    if (this.passAuthentication && protocol === IpProtocol.AH) this.pass(bytes);
  }

  private pass(bytes: Uint8Array): void {
    while (this.at + 8 <= this.end) {
      const authenticates = this.protocol === IpProtocol.AH;
      if (!authenticates && !EXTENSIONS.has(this.protocol)) return;
      const size = authenticates ? bytes[this.at + 1] * 4 + 8 : bytes[this.at + 1] * 8 + 8;
      if (this.at + size > this.end) return;
      this.protocol = bytes[this.at];
      this.at += size;
      this.length -= size;
    }
  }
}
