import type { PacketBytes } from './packet-bytes.ts';
import { ALWAYS, NEVER } from './test.ts';
import type { Reading, Test } from './test.ts';

/** A place in the packet: so many bytes after a slot that a layer of variable length fills; slot -1 is the beginning. */
export interface Place {
  readonly slot: number;
  readonly at: number;
}

/** How a link type says what it carries, and where its parts lie. */
export interface LinkLayout {
  readonly kind: 'ethernet' | 'sll' | 'sll2' | 'ppp' | 'hdlc' | 'loopback' | 'raw' | 'ipv4' | 'ipv6';
  /** Place of the protocol field. */
  readonly type: number;
  readonly payload: number;
}

/** Link types by number (tcpdump.org/linktypes.html); others cannot be filtered. */
const LINK_LAYOUTS: ReadonlyMap<number, LinkLayout> = new Map([
  [0, { kind: 'loopback', type: 0, payload: 4 }],
  [1, { kind: 'ethernet', type: 12, payload: 14 }],
  [9, { kind: 'ppp', type: 2, payload: 4 }],
  [12, { kind: 'raw', type: 0, payload: 0 }],
  [14, { kind: 'raw', type: 0, payload: 0 }],
  [50, { kind: 'ppp', type: 2, payload: 4 }],
  [101, { kind: 'raw', type: 0, payload: 0 }],
  [104, { kind: 'hdlc', type: 2, payload: 4 }],
  [108, { kind: 'loopback', type: 0, payload: 4 }],
  [113, { kind: 'sll', type: 14, payload: 16 }],
  [228, { kind: 'ipv4', type: 0, payload: 0 }],
  [229, { kind: 'ipv6', type: 0, payload: 0 }],
  [276, { kind: 'sll2', type: 0, payload: 20 }],
]);

/** Link types that can be filtered. */
export const FILTERED_LINK_TYPES: readonly number[] = [...LINK_LAYOUTS.keys()];

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

  constructor(linkType: number, layout: LinkLayout) {
    this.linkType = linkType;
    this.kind = layout.kind;
    this.type = { slot: -1, at: layout.type };
    this.payload = { slot: -1, at: layout.payload };
    this.networkAfterLlc = layout.kind === 'ethernet' || layout.kind === 'sll' ? 3 : 0;
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

/** A place some bytes on. */
export function moved({ slot, at }: Place, bytes: number): Place {
  return { slot, at: at + bytes };
}

/** The number of 1, 2 or 4 bytes at a place. */
export function read({ slot, at }: Place, size: number): Reading {
  if (slot < 0) return (packet) => packet.read(at, size);
  return (packet) => packet.read(packet.slots[slot] + at, size);
}

/** The number at a place equals a value, under a mask if one is given. */
export function equals(place: Place, size: number, value: number, mask = 0xffffffff): Test {
  const reading = read(place, size);
  if (mask === 0xffffffff) return (packet) => reading(packet) === value;
  // libpcap's optimizer does not read what is not looked at.
  if (mask === 0) return value === 0 ? ALWAYS : NEVER;
  const wanted = value >>> 0;
  return (packet) => (reading(packet) & mask) >>> 0 === wanted;
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
