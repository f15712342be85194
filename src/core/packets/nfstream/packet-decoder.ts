import * as EtherType from '../../model/ethertypes.ts';
import * as IpProtocol from '../../model/ip-protocols.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { TunnelId } from '../../model/tunnels.ts';
import { DecodedPacket } from '../../protocols/headers/decoded.ts';
import { readHeaders } from './header-fields.ts';
import { ExtensionWalker } from './ipv6-extensions.ts';
import { short, word } from '../../../base/bytes.ts';
import { decodeLink, LinkCursor } from './link-layer.ts';
import { decodeTransport } from './transport.ts';
import { TunnelDecoder, TunnelStep } from './tunnels.ts';

/**
 * Decodes one packet as NFStream 6.5.4 does (lib_engine.c), quirks included, into `packet`: link header, VLAN, MPLS and
 * PPPoE, IPv4 and IPv6, IP in IP, GTP-U, CAPWAP and TZSP, transport header. What NFStream ignores gets a reason.
 * State between the steps lives in fields, as tunnels jump back to earlier steps.
 */
export class PacketDecoder {
  readonly packet = new DecodedPacket();
  protected readonly link = new LinkCursor();
  protected readonly extensions = new ExtensionWalker();
  private readonly tunnels = new TunnelDecoder();
  /** Where the innermost network header begins in the bytes that were decoded last. */
  network = 0;
  /** The protocol that decides on tunnels (set for ethertype IPv4 or IPv6 only). */
  protected tunnelProtocol = 0;
  protected fragmentOffset = 0;
  /** What NFStream takes for the network header's length when it looks for a UDP tunnel. */
  protected headerLength = 0;
  /** Where the bytes of the innermost network header end. */
  protected limit = 0;
  /** Where the packet at hand would end if all of it had been captured. */
  protected wireEnd = 0;

  /** `wantHeaders`: fill the fields of DecodedPacket that only some features read. */
  constructor(
    private readonly decodeTunnels: boolean,
    private readonly wantHeaders = false,
  ) {}

  /** Decodes the packet whose captured bytes are bytes[start..start+captured). Returns packet.reason. */
  decode(bytes: Uint8Array, start: number, captured: number, linkType: number, wire: number): FlowlessReason {
    const { packet } = this;
    const end = start + captured;
    this.limit = end;
    this.wireEnd = start + wire;
    packet.vlan = 0;
    packet.tunnel = TunnelId.None;
    packet.sourceMac = -1;
    packet.destinationMac = -1;
    this.tunnelProtocol = 0;
    this.fragmentOffset = 0;
    let reason = this.fromLink(bytes, start, end, linkType);
    if (reason === FlowlessReason.None) reason = this.address(bytes);
    packet.reason = reason;
    if (reason !== FlowlessReason.None) return reason;
    if (this.wantHeaders) readHeaders(bytes, this.network, end, packet);
    packet.transportOffset -= start;
    if (packet.sourceMac >= 0) {
      packet.sourceMac -= start;
      packet.destinationMac -= start;
    }
    return reason;
  }

  /** From a link header on: finds the innermost network header, through tunnels if they are to be decoded. */
  protected fromLink(bytes: Uint8Array, at: number, end: number, linkType: number): FlowlessReason {
    const reason = decodeLink(bytes, at, end, linkType, this.link, this.packet);
    if (reason !== FlowlessReason.None) return reason;
    this.shims(bytes, end);
    return this.fromNetwork(bytes, end, linkType);
  }

  /** From a network header at `link.network` on. */
  protected fromNetwork(bytes: Uint8Array, end: number, linkType: number): FlowlessReason {
    const reason = this.networkHeader(bytes, end);
    return reason === FlowlessReason.None ? this.enterTunnel(bytes, end, linkType) : reason;
  }

  /** Into GTP-U, CAPWAP or TZSP if the network header at hand carries one. */
  protected enterTunnel(bytes: Uint8Array, end: number, linkType: number): FlowlessReason {
    if (!this.decodeTunnels || this.tunnelProtocol !== IpProtocol.UDP) return FlowlessReason.None;
    const { tunnels, packet, link } = this;
    switch (tunnels.enter(bytes, this.network + this.headerLength, end, packet)) {
      case TunnelStep.None:
        return FlowlessReason.None;
      case TunnelStep.Inner:
        this.network = tunnels.at;
        return FlowlessReason.None;
      case TunnelStep.Network:
        link.type = tunnels.type;
        link.network = tunnels.at;
        return this.fromNetwork(bytes, end, linkType);
      case TunnelStep.Link:
        return this.fromLink(bytes, tunnels.at, end, linkType);
      case TunnelStep.Bad:
        return FlowlessReason.BadTunnel;
    }
  }

  /** VLAN tags (the innermost wins), MPLS stacks and PPPoE between link and network header. QinQ types are not known. */
  protected shims(bytes: Uint8Array, end: number): void {
    const { link, packet } = this;
    for (;;) {
      if (link.type === EtherType.VLAN) {
        packet.vlan = short(bytes, link.network) & 0xfff;
        link.type = short(bytes, link.network + 2);
        link.network += 4;
      } else if (link.type === EtherType.MPLS || link.type === EtherType.MPLS_MULTICAST) {
        while (link.network < end && (bytes[link.network + 2] & 1) === 0) link.network += 4;
        link.network += 4;
        link.type = EtherType.IPV4;
      } else if (link.type === EtherType.PPPOE_SESSION) {
        link.network += 8;
        link.type = EtherType.IPV4;
      } else {
        return;
      }
      if (link.network >= end) return;
    }
  }

  /** The network header and the IP headers nested in it. The version nibble decides, not the ethertype. */
  protected networkHeader(bytes: Uint8Array, end: number): FlowlessReason {
    let at = this.link.network;
    for (;;) {
      if (end < at + 20) return FlowlessReason.TooShort;
      if (this.link.type === EtherType.IPV4) {
        this.fragmentOffset = short(bytes, at + 6) & 0x1fff;
        this.tunnelProtocol = bytes[at + 9];
      }
      const version = bytes[at] >> 4;
      this.network = at;
      if (version === 4) {
        const headerLength = (bytes[at] & 15) * 4;
        this.headerLength = headerLength;
        const protocol = bytes[at + 9];
        if ((protocol !== IpProtocol.IPV4 && protocol !== IpProtocol.IPV6) || headerLength === 0) {
          return this.fragmentOffset === 0 ? FlowlessReason.None : FlowlessReason.Fragment;
        }
        at += headerLength;
      } else if (version === 6) {
        const reason = this.walkIpv6(bytes, at, end);
        if (reason !== FlowlessReason.None) return reason;
        const { protocol, transport } = this.extensions;
        this.tunnelProtocol = protocol;
        // NFStream takes the payload length for the header length here, so outer IPv6 practically never shows a tunnel.
        this.headerLength = this.extensions.length;
        if (protocol !== IpProtocol.IPV4 && protocol !== IpProtocol.IPV6) return FlowlessReason.None;
        at = transport;
      } else {
        return FlowlessReason.NotIp;
      }
    }
  }

  /** IPv6 counts only if its whole payload was captured. */
  private walkIpv6(bytes: Uint8Array, at: number, end: number): FlowlessReason {
    if (end < at + 40) return FlowlessReason.TooShort;
    if (end < at + 40 + short(bytes, at + 4)) return FlowlessReason.TruncatedIpv6;
    const payload = this.payloadLength(bytes, at);
    if (this.extensions.walk(bytes, at + 40, end - at - 40, payload, bytes[at + 6])) return FlowlessReason.None;
    return this.extensions.fragment ? FlowlessReason.Fragment : FlowlessReason.BadIpv6;
  }

  /** Addresses, lengths and the transport header of the innermost network header. */
  protected address(bytes: Uint8Array): FlowlessReason {
    return bytes[this.network] >> 4 === 4 ? this.addressIpv4(bytes) : this.addressIpv6(bytes);
  }

  private addressIpv4(bytes: Uint8Array): FlowlessReason {
    const { packet, network: at, limit: end } = this;
    const captured = end - at;
    const headerLength = (bytes[at] & 15) * 4;
    if (captured < 20 || headerLength > captured) return FlowlessReason.TooShort;
    const total = this.totalLength(bytes, at);
    const length = (total - headerLength) & 0xffff;
    if (Math.max(total, captured) < headerLength + length) return FlowlessReason.BadIpv4;
    this.ipv4Addresses(bytes, at);
    packet.ipSize = total;
    packet.protocol = bytes[at + 9];
    return decodeTransport(bytes, at + headerLength, end, length, packet);
  }

  private addressIpv6(bytes: Uint8Array): FlowlessReason {
    const { packet, network: at, limit: end } = this;
    const reason = this.walkIpv6(bytes, at, end);
    if (reason !== FlowlessReason.None) return reason;
    this.ipv6Addresses(bytes, at);
    packet.ipSize = this.payloadLength(bytes, at);
    packet.protocol = this.extensions.protocol;
    return decodeTransport(bytes, this.extensions.transport, end, this.extensions.length, packet);
  }

  protected ipv4Addresses(bytes: Uint8Array, at: number): void {
    const { packet } = this;
    packet.ipVersion = 4;
    packet.source0 = word(bytes, at + 12);
    packet.destination0 = word(bytes, at + 16);
  }

  protected ipv6Addresses(bytes: Uint8Array, at: number): void {
    const { packet } = this;
    packet.ipVersion = 6;
    packet.source0 = word(bytes, at + 8);
    packet.source1 = word(bytes, at + 12);
    packet.source2 = word(bytes, at + 16);
    packet.source3 = word(bytes, at + 20);
    packet.destination0 = word(bytes, at + 24);
    packet.destination1 = word(bytes, at + 28);
    packet.destination2 = word(bytes, at + 32);
    packet.destination3 = word(bytes, at + 36);
  }

  /** IPv4 total length of the header at `at`. */
  protected totalLength(bytes: Uint8Array, at: number): number {
    return short(bytes, at + 2);
  }

  /** IPv6 payload length of the header at `at`. */
  protected payloadLength(bytes: Uint8Array, at: number): number {
    return short(bytes, at + 4);
  }
}
