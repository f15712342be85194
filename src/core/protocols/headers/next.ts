import { FlowlessReason } from '../../model/packet-table.ts';
import type { TunnelId } from '../../model/tunnels.ts';
import type { DecodedPacket } from './decoded.ts';

/** By which numbering the next header is found. The first seven lead the meter too, the others only the detail pane. */
export enum By {
  /** An Ethernet frame, or a frame of the link type `number` (tcpdump.org list). */
  Ethernet,
  Link,
  /** What an ethertype names. */
  Ethertype,
  /** IEEE 802.2 header; PPP frame; 802.11 frame. */
  Llc,
  Ppp,
  Wifi,
  /** An IP header, told by its version. */
  IpVersion,
  /** Destination and source SAP of 802.2. */
  LlcSap,
  /** SNAP protocol under Cisco's organisation code. */
  Cisco,
  /** GRE's protocol where it is no ethertype but one that GRE alone carries: ERSPAN, EoIP. */
  Gre,
  /** IP protocol. */
  Ip,
  /** Ports. */
  Tcp,
  Udp,
  /** Bytes that nobody reads. */
  Data,
}

/**
 * Where the meter goes on: one object that every header overwrites. Readers leave VLAN, MAC addresses (offsets into the
 * bytes) and tunnel in `packet`.
 */
export class Next {
  by = By.Ethertype;
  number = 0;
  at = 0;
  /** First byte after what may be read: the captured end, or where a header around this one says that it ends. */
  end = 0;

  constructor(readonly packet: DecodedPacket) {}

  /** Names the next header and where it begins. */
  to(by: By, number: number, at: number): FlowlessReason {
    this.by = by;
    this.number = number;
    this.at = at;
    return FlowlessReason.None;
  }

  /** As `to`, into what the tunnel `id` carries. */
  into(id: TunnelId, by: By, number: number, at: number): FlowlessReason {
    this.packet.tunnel = id;
    return this.to(by, number, at);
  }

  /** Lowers the end. */
  cut(end: number): void {
    if (end < this.end) this.end = end;
  }
}

/**
 * Reads the header at bytes[at..end) and names the next one; any other reason than None: there is none to go on with.
 * Every reader moves forward, so decoding ends. Nothing at or behind `end` may be read. Allocates nothing: the meter calls
 * it for every packet, the detail pane to go where the meter goes.
 */
export type HeaderReader = (bytes: Uint8Array, at: number, end: number, next: Next) => FlowlessReason;
