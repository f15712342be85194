import * as EtherType from '../../model/ethertypes.ts';
import * as IpProtocol from '../../model/ip-protocols.ts';
import * as LinkType from '../../model/link-types.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import type { Decoding, MeterParameters } from '../../model/parameters.ts';
import { short } from '../../../base/bytes.ts';
import { decodeLink } from '../nfstream/link-layer.ts';
import { PacketDecoder } from '../nfstream/packet-decoder.ts';
import { decodeTransport } from '../nfstream/transport.ts';
import { fragmentKey4, fragmentKey6, FragmentTable } from './fragments.ts';
import { By, type HeaderReader, Next } from '../../protocols/headers/next.ts';
import { readIcmpKey, readOtherPorts } from './other-ports.ts';
import { buildReaders, readerFor, type Readers, type ReaderWrap } from './readers.ts';
import { Piece, TransportFinder } from './transport-finder.ts';

/** The parameters that say what is decoded. */
export type DecodingParameters = Pick<
  MeterParameters,
  'decodeTunnels' | 'decode' | 'sctpPorts' | 'icmpInKey' | 'laterFragments' | 'repairLengths'
>;

/** Tunnels within tunnels: nobody nests more, and bytes could say so for ever. */
const DEEPEST = 16;
/** Options that replace what NFStream does with the tunnels that it knows. */
const NFSTREAM_TUNNELS: readonly Decoding[] = ['gtp', 'capwap', 'tzsp'];
/** 802.1Q, 802.1ad, and the older numbers of QinQ. */
const VLAN_TYPES: ReadonlySet<number> = new Set([
  EtherType.VLAN,
  EtherType.PROVIDER_VLAN,
  EtherType.OLD_PROVIDER_VLAN,
  EtherType.OLDER_PROVIDER_VLAN,
]);

/**
 * Decodes beyond NFStream, as far as the parameters ask (docs/decoding.md); all else goes NFStream's way. What a tunnel
 * carries counts only if it is an IP packet by the rules of an outer one: else the packet stays what its outer header
 * says, so that no option loses a packet.
 */
export class BeyondDecoder extends PacketDecoder {
  private readonly next = new Next(this.packet);
  private readonly transport: TransportFinder;
  private readonly readers: Readers;
  private readonly fragments: FragmentTable | undefined;
  /** NFStream's way into tunnels is still wanted. */
  private readonly nfstreamTunnels: boolean;
  /** Further options look at what is neither TCP nor UDP. */
  private readonly looksAtOthers: boolean;
  /** Tunnels entered so far. */
  private depth = 0;
  /** Only ethertypes of IP are taken for IP: so it is behind every header that NFStream does not know. */
  private strict = false;

  constructor(
    private readonly parameters: DecodingParameters,
    wantHeaders: boolean,
    wrap?: ReaderWrap,
  ) {
    super(parameters.decodeTunnels, wantHeaders);
    const passAuthentication = parameters.decode.includes('ah');
    this.transport = new TransportFinder(this.extensions, passAuthentication);
    this.readers = buildReaders(parameters.decode, wrap);
    this.fragments = parameters.laterFragments ? new FragmentTable() : undefined;
    this.nfstreamTunnels = NFSTREAM_TUNNELS.some((name) => !parameters.decode.includes(name));
    this.looksAtOthers = passAuthentication || parameters.sctpPorts || parameters.icmpInKey;
  }

  override decode(bytes: Uint8Array, start: number, captured: number, linkType: number, wire: number): FlowlessReason {
    this.depth = 0;
    this.strict = false;
    return super.decode(bytes, start, captured, linkType, wire);
  }

  protected override fromLink(bytes: Uint8Array, at: number, end: number, linkType: number): FlowlessReason {
    this.next.end = end;
    this.next.to(By.Link, linkType, at);
    return this.follow(bytes, linkType);
  }

  /** Reads header after header up to one of IP, and goes on from there. */
  private follow(bytes: Uint8Array, linkType: number): FlowlessReason {
    const { next } = this;
    for (;;) {
      const reader = this.readerOf(next);
      if (reader !== undefined && !this.strict) this.strict = isCertain(next);
      if (next.at >= next.end && (this.strict || next.by !== By.Link)) return FlowlessReason.TooShort;
      if (reader === undefined && next.by !== By.Link) return this.fromEthertype(bytes, linkType);
      const reason = reader === undefined ? this.nfstreamLink(bytes) : reader(bytes, next.at, next.end, next);
      if (reason !== FlowlessReason.None) return reason;
    }
  }

  private readerOf({ by, number }: Next): HeaderReader | undefined {
    const isIp = by === By.Ethertype && (number === EtherType.IPV4 || number === EtherType.IPV6);
    return isIp ? undefined : readerFor(this.readers, by, number);
  }

  /** NFStream's way with a link header. */
  private nfstreamLink(bytes: Uint8Array): FlowlessReason {
    const { next, link } = this;
    const reason = decodeLink(bytes, next.at, next.end, next.number, link, this.packet);
    return reason === FlowlessReason.None ? next.to(By.Ethertype, link.type, link.network) : reason;
  }

  /** A header that no reader takes: IP, or for NFStream MPLS and PPPoE. */
  private fromEthertype(bytes: Uint8Array, linkType: number): FlowlessReason {
    const { next, link } = this;
    link.type = next.by === By.Ethertype ? next.number : versionType(bytes[next.at]);
    link.network = next.at;
    this.shims(bytes, next.end);
    if (this.strict && link.type !== EtherType.IPV4 && link.type !== EtherType.IPV6) return FlowlessReason.NotIp;
    return this.fromNetwork(bytes, next.end, linkType);
  }

  protected override fromNetwork(bytes: Uint8Array, end: number, linkType: number): FlowlessReason {
    this.limit = end;
    const reason = this.networkHeader(bytes, end);
    // `address` looks for its first.
    if (reason === FlowlessReason.Fragment && this.fragments !== undefined) return FlowlessReason.None;
    if (reason !== FlowlessReason.None || this.isWholeTcp4(bytes)) return reason;
    this.findTransport(bytes);
    if (this.transport.piece === Piece.First) this.rememberFirst(bytes);
    // What is in pieces is not entered: the inside would not be there as a whole.
    const reader = this.transport.piece === Piece.Whole ? this.transport.tunnelReader(bytes, this.readers) : undefined;
    if (reader === undefined)
      return this.nfstreamTunnels ? this.enterTunnel(bytes, end, linkType) : FlowlessReason.None;
    return this.depth < DEEPEST ? this.descend(bytes, reader, linkType) : FlowlessReason.None;
  }

  /** Most packets are, and carry no tunnel. */
  private isWholeTcp4(bytes: Uint8Array): boolean {
    const { network: at } = this;
    return bytes[at] >> 4 === 4 && bytes[at + 9] === IpProtocol.TCP && (short(bytes, at + 6) & 0x3fff) === 0;
  }

  private findTransport(bytes: Uint8Array): void {
    const { network: at, limit, transport } = this;
    if (bytes[at] >> 4 === 4) transport.find4(bytes, at, limit, this.totalLength(bytes, at));
    else transport.find6(bytes, limit);
  }

  /** Into a tunnel; if there is no IP packet in it, back to what was. */
  private descend(bytes: Uint8Array, reader: HeaderReader, linkType: number): FlowlessReason {
    const { packet, next, transport, network, limit } = this;
    const { vlan, tunnel, sourceMac, destinationMac } = packet;
    this.depth++;
    this.strict = true;
    next.end = transport.end;
    let reason = reader(bytes, transport.at, transport.end, next);
    if (reason === FlowlessReason.None) reason = this.follow(bytes, linkType);
    if (reason === FlowlessReason.None) reason = this.address(bytes);
    if (reason === FlowlessReason.None || reason === FlowlessReason.Fragment) return reason;
    this.network = network;
    this.limit = limit;
    packet.vlan = vlan;
    packet.tunnel = tunnel;
    packet.sourceMac = sourceMac;
    packet.destinationMac = destinationMac;
    return FlowlessReason.None;
  }

  /** As NFStream, then what the options add for later fragments and for what is neither TCP nor UDP. */
  protected override address(bytes: Uint8Array): FlowlessReason {
    const { network: at, packet } = this;
    if (this.fragments !== undefined && bytes[at] >> 4 === 4 && (short(bytes, at + 6) & 0x1fff) !== 0) {
      return this.laterFragment4(bytes, this.fragments);
    }
    const reason = super.address(bytes);
    if (reason === FlowlessReason.Fragment && this.fragments !== undefined) {
      return this.laterFragment6(bytes, this.fragments);
    }
    const other = this.looksAtOthers && packet.protocol !== IpProtocol.TCP && packet.protocol !== IpProtocol.UDP;
    return other && reason === FlowlessReason.None ? this.addressOther(bytes) : reason;
  }

  private addressOther(bytes: Uint8Array): FlowlessReason {
    const { packet, transport, limit, parameters } = this;
    this.findTransport(bytes);
    const length = transport.length & 0xffff;
    let reason = FlowlessReason.None;
    if (transport.protocol !== packet.protocol) {
      packet.protocol = transport.protocol;
      reason = decodeTransport(bytes, transport.at, limit, length, packet);
    }
    if (parameters.sctpPorts) readOtherPorts(bytes, transport.at, limit, length, packet);
    if (parameters.icmpInKey) readIcmpKey(bytes, transport.at, limit, packet);
    return reason;
  }

  private rememberFirst(bytes: Uint8Array): void {
    const { fragments, network: at, extensions } = this;
    if (fragments === undefined || this.address(bytes) !== FlowlessReason.None) return;
    const v4 = bytes[at] >> 4 === 4;
    fragments.add(v4 ? fragmentKey4(bytes, at) : fragmentKey6(bytes, at, extensions.fragmentAt), this.packet);
  }

  private laterFragment4(bytes: Uint8Array, fragments: FragmentTable): FlowlessReason {
    const { network: at, packet } = this;
    const headerLength = (bytes[at] & 15) * 4;
    if (this.limit < at + Math.max(20, headerLength)) return FlowlessReason.TooShort;
    packet.ipSize = this.totalLength(bytes, at);
    this.ipv4Addresses(bytes, at);
    return fragments.fill(fragmentKey4(bytes, at), at + headerLength, packet.ipSize - headerLength, packet);
  }

  private laterFragment6(bytes: Uint8Array, fragments: FragmentTable): FlowlessReason {
    const { network: at, packet, extensions } = this;
    const header = extensions.fragmentAt;
    packet.ipSize = this.payloadLength(bytes, at);
    this.ipv6Addresses(bytes, at);
    return fragments.fill(fragmentKey6(bytes, at, header), header + 8, extensions.length - 8, packet);
  }

  /** 0, which offloaded segmentation leaves, stands for all bytes up to the end on the wire. */
  protected override totalLength(bytes: Uint8Array, at: number): number {
    const stated = super.totalLength(bytes, at);
    return stated === 0 && this.parameters.repairLengths ? (this.wireEnd - at) & 0xffff : stated;
  }

  /** 0 as in IPv4, also of jumbograms (RFC 2675), whose option says the same; not of packets that carry nothing. */
  protected override payloadLength(bytes: Uint8Array, at: number): number {
    const stated = super.payloadLength(bytes, at);
    const repaired = stated === 0 && this.parameters.repairLengths && bytes[at + 6] !== IpProtocol.NO_NEXT_HEADER;
    return repaired ? (this.wireEnd - at - 40) & 0xffff : stated;
  }
}

/**
 * False for Ethernet and VLAN tags, behind which NFStream's way with unknown ethertypes holds: it looks for an IP version
 * there, whatever the type.
 */
function isCertain({ by, number }: Next): boolean {
  if (by === By.Link) return number !== LinkType.ETHERNET;
  return by !== By.Ethertype || !VLAN_TYPES.has(number);
}

/** The ethertype of IP by the version in a header's first byte; 0 if it is none. */
function versionType(first: number): number {
  const version = first >> 4;
  return version === 4 ? EtherType.IPV4 : version === 6 ? EtherType.IPV6 : 0;
}
