import * as Port from '../../model/ports.ts';
import { TunnelId } from '../../model/tunnels.ts';
import type { DecodedPacket } from '../../protocols/headers/decoded.ts';
import { short } from '../../../base/bytes.ts';

/** Where decoding goes on after a look at a UDP payload. */
export enum TunnelStep {
  /** No tunnel: the packet is what it is. */
  None,
  /** An IP header at `at`, with no further look for tunnels (GTP-U). */
  Inner,
  /** A network header at `at` of ethertype `type` (CAPWAP). */
  Network,
  /** A link header of the capture's own link type at `at` (TZSP). */
  Link,
  /** A tunnel that ends before its inside. */
  Bad,
}

/** GTP-U (3GPP TS 29.281), CAPWAP data (RFC 5415) and TZSP, decoded as NFStream 6.5.4 does. */
export class TunnelDecoder {
  at = 0;
  type = 0;

  /** Looks at the UDP header that begins at `udp`. */
  enter(bytes: Uint8Array, udp: number, end: number, packet: DecodedPacket): TunnelStep {
    if (end < udp + 8) return TunnelStep.Bad;
    const source = short(bytes, udp);
    const destination = short(bytes, udp + 2);
    if (source === Port.GTP_USER || destination === Port.GTP_USER) return this.gtp(bytes, udp + 8, end, packet);
    if (source === Port.TZSP || destination === Port.TZSP) return this.tzsp(bytes, udp + 8, end, packet);
    if (source === Port.CAPWAP_DATA || destination === Port.CAPWAP_DATA)
      return this.capwap(bytes, udp + 8, end, packet);
    return TunnelStep.None;
  }

  /** Version 1, message T-PDU: 8 bytes, 4 more if any of E, S, PN is set, then extension headers of 4-byte units. */
  private gtp(bytes: Uint8Array, start: number, end: number, packet: DecodedPacket): TunnelStep {
    if (end < start + 2 || bytes[start] >> 5 !== 1 || bytes[start + 1] !== 0xff) return TunnelStep.None;
    const flags = bytes[start];
    let at = start + 8 + ((flags & 7) !== 0 ? 4 : 0);
    if ((flags & 4) !== 0) at = this.gtpExtensions(bytes, at, end);
    if (at >= end) return TunnelStep.None;
    packet.tunnel = TunnelId.GtpU;
    this.at = at;
    const version = bytes[at] >> 4;
    if (version === 4) return end < at + 20 ? TunnelStep.Bad : TunnelStep.Inner;
    if (version === 6) return end < at + 40 ? TunnelStep.Bad : TunnelStep.Inner;
    return TunnelStep.Bad;
  }

  /** Returns where the inner packet begins, or `end` if the extensions do not end. */
  private gtpExtensions(bytes: Uint8Array, start: number, end: number): number {
    let at = start;
    while (at < end) {
      const length = bytes[at] << 2;
      at += length;
      if (length === 0 || at >= end) return end;
      if (bytes[at - 1] === 0) return at;
    }
    return end;
  }

  /** Preamble with type 0; header length in the second byte; then 24 bytes of 802.11 and 8 of LLC/SNAP. */
  private capwap(bytes: Uint8Array, start: number, end: number, packet: DecodedPacket): TunnelStep {
    if (start + 1 >= end || (bytes[start] & 0x0f) !== 0) return TunnelStep.None;
    const wifi = start + ((bytes[start + 1] & 0xf8) >> 1);
    if (wifi + 32 >= end) return TunnelStep.None;
    packet.tunnel = TunnelId.Capwap;
    packet.sourceMac = wifi + 10;
    packet.destinationMac = wifi + 16;
    this.type = short(bytes, wifi + 30);
    this.at = wifi + 32;
    return TunnelStep.Network;
  }

  /** Version 1, received, Ethernet. NFStream moves on by the first tag's bare length and looks there for the frame. */
  private tzsp(bytes: Uint8Array, start: number, end: number, packet: DecodedPacket): TunnelStep {
    if (end < start + 4) return TunnelStep.Bad;
    packet.tunnel = TunnelId.Tzsp;
    if (bytes[start] !== 1 || bytes[start + 1] !== 0 || short(bytes, start + 2) !== 1) return TunnelStep.None;
    const tag = start + 4;
    if (tag >= end) return TunnelStep.None;
    const length = tag + 1 < end ? bytes[tag + 1] : 0;
    this.at = tag + (bytes[tag] <= 1 ? 1 : length);
    return this.at >= end ? TunnelStep.Bad : TunnelStep.Link;
  }
}
