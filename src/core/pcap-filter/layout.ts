import * as LinkType from '../model/link-types.ts';
import type { PacketBytes } from './packet-bytes.ts';
import { findPflogPayload, findWifiPayload, isPpiOf80211, wifiPrefix } from './link-starts.ts';
import { moved, read } from './place.ts';
import type { Place } from './place.ts';
import { ALWAYS, and } from './test.ts';
import type { Reading, Test } from './test.ts';

/** How a link type says what it carries, and where its parts lie. */
export interface LinkLayout {
  readonly kind: 'wifi' | 'pflog' | 'ethernet' | 'sll' | 'sll2' | 'ppp' | 'hdlc' | 'loopback' | 'raw' | 'ipv4' | 'ipv6';
  /** Place of the protocol field. */
  readonly type: number;
  readonly payload: number;
}

/**
 * Link types by number (tcpdump.org/linktypes.html); others cannot be filtered. In 802.11 frames, `type` counts from the
 * LLC header, and where that and pflog's payload begin is found packet by packet.
 */
const LINK_LAYOUTS: ReadonlyMap<number, LinkLayout> = new Map([
  [LinkType.NULL, { kind: 'loopback', type: 0, payload: 4 }],
  [LinkType.ETHERNET, { kind: 'ethernet', type: 12, payload: 14 }],
  [LinkType.PPP, { kind: 'ppp', type: 2, payload: 4 }],
  [LinkType.RAW_OLD, { kind: 'raw', type: 0, payload: 0 }],
  [LinkType.RAW_OPENBSD, { kind: 'raw', type: 0, payload: 0 }],
  [LinkType.PPP_HDLC, { kind: 'ppp', type: 2, payload: 4 }],
  [LinkType.RAW, { kind: 'raw', type: 0, payload: 0 }],
  [LinkType.CISCO_HDLC, { kind: 'hdlc', type: 2, payload: 4 }],
  [LinkType.WIFI, { kind: 'wifi', type: 6, payload: 0 }],
  [LinkType.LOOP, { kind: 'loopback', type: 0, payload: 4 }],
  [LinkType.COOKED, { kind: 'sll', type: 14, payload: 16 }],
  [LinkType.PFLOG, { kind: 'pflog', type: 1, payload: 0 }],
  [LinkType.PRISM, { kind: 'wifi', type: 6, payload: 0 }],
  [LinkType.RADIOTAP, { kind: 'wifi', type: 6, payload: 0 }],
  [LinkType.AVS, { kind: 'wifi', type: 6, payload: 0 }],
  [LinkType.PPI, { kind: 'wifi', type: 6, payload: 0 }],
  [LinkType.IPV4, { kind: 'ipv4', type: 0, payload: 0 }],
  [LinkType.IPV6, { kind: 'ipv6', type: 0, payload: 0 }],
  [LinkType.COOKED2, { kind: 'sll2', type: 0, payload: 20 }],
]);

/** Link types that can be filtered. */
export const FILTERED_LINK_TYPES: readonly number[] = [...LINK_LAYOUTS.keys()];

/** A place that tells when it is read from: asking for its slot makes the packet be prepared for it. */
class FoundPlace implements Place {
  constructor(
    private readonly use: () => number,
    readonly at: number,
  ) {}

  get slot(): number {
    return this.use();
  }

  after(bytes: number): FoundPlace {
    return new FoundPlace(this.use, this.at + bytes);
  }
}

/**
 * Where the expression decodes now. `vlan`, `mpls`, `pppoes`, … move it for everything that stands after them, also
 * behind `or` and `not`, as in libpcap.
 */
export class Decoding {
  readonly linkType: number;
  kind: LinkLayout['kind'];
  /** First byte of the link-layer header. */
  header: Place = { slot: -1, at: 0 };
  type: Place;
  payload: Place;
  /** From the payload to the network layer: 4 bytes a MPLS label. */
  network = 0;
  /** As `network`, for frames with an LLC header of 3 bytes. */
  networkAfterLlc: number;
  /** MPLS labels passed. */
  labels = 0;
  /** Slots in use. */
  slots = 0;
  /** Tells packets that have a link-layer header where one may be missing (inside Geneve). */
  hasHeader: Test = ALWAYS;
  private readonly preparations: Test[] = [];

  constructor(linkType: number, layout: LinkLayout) {
    this.linkType = linkType;
    this.kind = layout.kind;
    this.type = { slot: -1, at: layout.type };
    this.payload = { slot: -1, at: layout.payload };
    this.networkAfterLlc = layout.kind === 'ethernet' || layout.kind === 'sll' ? 3 : 0;
    if (layout.kind === 'wifi') this.enterWifi(linkType);
    if (layout.kind === 'pflog') this.payload = this.found(() => findPflogPayload);
  }

  /**
   * What is done with a packet before it is tested: finds the places of variable length that the expression reads. As
   * in libpcap, a packet in which one of them cannot be found does not pass, whatever the expression says.
   */
  get preparation(): Test {
    const first = this.linkType === LinkType.PPI ? isPpiOf80211 : ALWAYS;
    return this.preparations.reduce(and, first);
  }

  /** LLC and SNAP stand before the network layer (IEEE 802.11, 802.2); libpcap passes over 8 bytes of them. */
  private enterWifi(linkType: number): void {
    const prefix = wifiPrefix(linkType);
    if (prefix !== undefined) this.header = this.found(() => prefix);
    const { header } = this;
    const payload = this.found(() => findWifiPayload(header, linkType));
    this.payload = payload;
    this.type = payload.after(6);
    this.network = 8;
    this.networkAfterLlc = 3;
  }

  /** A place that is found packet by packet: only if the expression reads from it. */
  private found(find: () => Reading): FoundPlace {
    const slot = this.slots++;
    let wanted = false;
    const use = (): number => {
      if (wanted) return slot;
      wanted = true;
      const reading = find();
      this.preparations.push((packet) => {
        packet.slots[slot] = reading(packet);
        return true;
      });
      return slot;
    };
    return new FoundPlace(use, 0);
  }

  /** The beginning for a link type; undefined if it cannot be filtered. */
  static of(linkType: number): Decoding | undefined {
    const layout = LINK_LAYOUTS.get(linkType);
    return layout === undefined ? undefined : new Decoding(linkType, layout);
  }

  /** A place so many bytes into the network layer. */
  net(offset: number): Place {
    return moved(this.payload, this.network + offset);
  }
}

/** Length of the IPv4 header, by its first byte. */
export function ipv4HeaderLength(decoding: Decoding): Reading {
  const first = read(decoding.net(0), 1);
  return (packet) => (first(packet) & 0xf) * 4;
}

/** The number so many bytes behind an IPv4 header. */
export function readBehindIpv4(decoding: Decoding, offset: number, size: number): Reading {
  const { slot, at } = decoding.net(offset);
  const header = ipv4HeaderLength(decoding);
  return (packet: PacketBytes) => packet.read(header(packet) + at + (slot < 0 ? 0 : packet.slots[slot]), size);
}
