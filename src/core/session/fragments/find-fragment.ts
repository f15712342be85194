import { short } from '../../../base/bytes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { TCP, UDP } from '../../model/ip-protocols.ts';
import type { PacketIndex } from '../../model/units.ts';
import { fragmentKey4, fragmentKey6 } from '../../packets/beyond/fragments.ts';
import { ExtensionWalker } from '../../packets/nfstream/ipv6-extensions.ts';
import { HeaderWalk } from '../../packets/table/header-walk.ts';
import type { Fragment } from '../../streams/fragment-joiner.ts';
import type { CaptureTables } from '../../tables.ts';

const MORE_4 = 0x2000;
const OFFSET_4 = 0x1fff;
const HEADER_6 = 40;
const FRAGMENT_HEADER = 8;
/** IP headers around a packet's own that are looked at. */
const MOST_AROUND = 4;

/** Tells which packets of a capture are fragments. Packets come in rising order; nothing is allocated but for fragments. */
export class FragmentFinder {
  private readonly walk = new HeaderWalk();
  private readonly extensions = new ExtensionWalker();
  /** The next stray that was not passed. */
  private stray = 0;

  constructor(private readonly tables: CaptureTables) {}

  /** The fragment in bytes[start..end), the captured bytes of a packet; undefined: it is none. */
  find(row: PacketIndex, bytes: Uint8Array, start: number, end: number): Fragment | undefined {
    const { packets } = this.tables;
    if (packets.flow[row] < 0) return this.isStrayFragment(row) ? this.walked(row, bytes, start, end) : undefined;
    const before = packets.ipSize[row] - packets.transportSize[row];
    const transport = start + packets.transportOffset[row];
    const at4 = transport - before;
    if (before >= 20 && at4 >= start && bytes[at4] === (0x40 | (before >> 2)))
      return (short(bytes, at4 + 6) & (MORE_4 | OFFSET_4)) === 0 ? undefined : this.fragment4(row, bytes, at4, end);
    // Later fragments, where they are counted to flows, have no transport header.
    const hasPorts = packets.protocol[row] === TCP || packets.protocol[row] === UDP;
    if (hasPorts && packets.transportSize[row] === packets.payloadSize[row]) return this.walked(row, bytes, start, end);
    if (before < FRAGMENT_HEADER) return undefined;
    return this.fragment6(row, bytes, transport - before - HEADER_6, start, end);
  }

  /**
   * The fragment that holds the beginning of a tunnel's packet, where not the packet within but one around it is in fragments.
   * @returns also the distance from what the outer packet carries to the inner transport header
   */
  findAround(
    row: PacketIndex,
    bytes: Uint8Array,
  ): { readonly fragment: Fragment; readonly inside: number } | undefined {
    const { packets, facts } = this.tables;
    const transport = packets.transportOffset[row];
    const from = facts.interfaces[packets.interface[row] ?? 0];
    let inner = transport - (packets.ipSize[row] - packets.transportSize[row]);
    for (let layer = 0; layer < MOST_AROUND && inner > 0; layer++) {
      this.walk.run(bytes, 0, inner, from.linkType);
      const { network } = this.walk;
      if (network < 0) return undefined;
      const fragment = this.fragmentAt(row, bytes, network);
      // Bytes of a fragment are part of the packet's own.
      if (fragment !== undefined)
        return { fragment, inside: transport - (fragment.bytes.byteOffset - bytes.byteOffset) };
      inner = network;
    }
    return undefined;
  }

  /** True if a packet's transport bytes go on behind what the packet holds, though it was captured whole. */
  goesOn(row: PacketIndex): boolean {
    const { packets } = this.tables;
    const captured = packets.capturedLength(row);
    if (packets.flow[row] < 0 || captured < packets.wireLength(row)) return false;
    return captured < packets.transportOffset[row] + packets.transportSize[row];
  }

  private fragmentAt(row: PacketIndex, bytes: Uint8Array, at: number): Fragment | undefined {
    if (bytes[at] >> 4 === 6) return this.fragment6(row, bytes, at, 0, bytes.length);
    const isFragment = (short(bytes, at + 6) & (MORE_4 | OFFSET_4)) !== 0;
    return isFragment ? this.fragment4(row, bytes, at, bytes.length) : undefined;
  }

  private isStrayFragment(row: PacketIndex): boolean {
    const { strays } = this.tables;
    if (this.stray > 0 && strays.packet[this.stray - 1] >= row) this.stray = 0;
    while (this.stray < strays.length && strays.packet[this.stray] < row) this.stray++;
    const isHere = this.stray < strays.length && strays.packet[this.stray] === row;
    return isHere && strays.reason[this.stray] === (FlowlessReason.Fragment as number);
  }

  /** Header by header: the innermost one of IP tells. */
  private walked(row: PacketIndex, bytes: Uint8Array, start: number, end: number): Fragment | undefined {
    const { packets, facts } = this.tables;
    const from = facts.interfaces[packets.interface[row] ?? 0];
    this.walk.run(bytes, start, end, from.linkType);
    const { network } = this.walk;
    if (network < 0) return undefined;
    if (bytes[network] >> 4 === 6) return this.fragment6(row, bytes, network, start, end);
    const isFragment = (short(bytes, network + 6) & (MORE_4 | OFFSET_4)) !== 0;
    return isFragment ? this.fragment4(row, bytes, network, end) : undefined;
  }

  private fragment4(row: PacketIndex, bytes: Uint8Array, at: number, end: number): Fragment {
    const header = (bytes[at] & 15) * 4;
    const flags = short(bytes, at + 6);
    const length = short(bytes, at + 2) - header;
    const from = at + header;
    return {
      key: fragmentKey4(bytes, at),
      ...this.partOf(row, bytes, from, end, length),
      at: (flags & OFFSET_4) * 8,
      isMore: (flags & MORE_4) !== 0,
    };
  }

  private fragment6(row: PacketIndex, bytes: Uint8Array, at: number, start: number, end: number): Fragment | undefined {
    if (at < start || at + HEADER_6 > end || bytes[at] >> 4 !== 6) return undefined;
    const payload = short(bytes, at + 4);
    const { extensions } = this;
    extensions.walk(bytes, at + HEADER_6, end - at - HEADER_6, payload, bytes[at + 6]);
    const header = extensions.fragmentAt;
    if (header < 0 || header + FRAGMENT_HEADER > end) return undefined;
    const from = header + FRAGMENT_HEADER;
    const flags = short(bytes, header + 2);
    // A packet that is its only fragment is whole (RFC 6946).
    if ((flags & 0xfff9) === 0) return undefined;
    return {
      key: fragmentKey6(bytes, at, header),
      ...this.partOf(row, bytes, from, end, payload - (from - at - HEADER_6)),
      at: flags & 0xfff8,
      isMore: (flags & 1) !== 0,
    };
  }

  private partOf(
    row: PacketIndex,
    bytes: Uint8Array,
    from: number,
    end: number,
    length: number,
  ): Pick<Fragment, 'packet' | 'timeNs' | 'bytes' | 'length'> {
    const timeNs = this.tables.packets.timeNs[row];
    return { packet: row, timeNs, bytes: bytes.subarray(from, Math.min(end, from + Math.max(0, length))), length };
  }
}
