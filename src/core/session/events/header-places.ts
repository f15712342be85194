import { short } from '../../../base/bytes.ts';
import { ICMP, ICMPV6, TCP } from '../../model/ip-protocols.ts';
import * as EtherType from '../../model/ethertypes.ts';
import type { HeaderMember } from '../../model/event-needs.ts';
import type { PacketTable } from '../../model/packet-table.ts';
import { HeaderWalk } from '../../packets/table/header-walk.ts';
import { findWifiEnds } from '../../packets/table/wifi-ends.ts';
import { By } from '../../protocols/headers/next.ts';

const MAC_BYTES = 6;
const IPV6_HEADER = 40;

/**
 * Where the headers of a packet are, for members of its event: those of its flow where it has one, as the meter read it; else
 * as far as the readers of all options come. One object for all packets of a run.
 */
export class HeaderPlaces {
  private readonly walk = new HeaderWalk();
  private bytes: Uint8Array = new Uint8Array(0);
  private protocol = 0;
  /** -1: there is none. */
  private network = -1;
  private transport = -1;
  /** What lies behind the link header of a packet without IP; -1: it has IP. */
  private body = -1;
  private bodyEnd = 0;

  constructor(private readonly packets: PacketTable) {}

  /** Looks at a packet: its row, its captured bytes and their link type. */
  look(row: number, bytes: Uint8Array, linkType: number): void {
    const { walk, packets } = this;
    this.bytes = bytes;
    walk.packet.vlan = -1;
    walk.run(bytes, 0, bytes.length, linkType);
    const { next, network } = walk;
    if (next.by === By.Wifi) findWifiEnds(bytes, next.at, next.end, walk.packet);
    this.transport = packets.flow[row] >= 0 && packets.transportOffset[row] > 0 ? packets.transportOffset[row] : -1;
    this.protocol = packets.protocol[row];
    this.network = this.transport < 0 ? network : this.networkOf(row, network);
    this.body = this.transport < 0 && network < 0 ? next.at : -1;
    this.bodyEnd = next.end;
  }

  /** A member's number; NaN: the packet has none. Of `srcMac` and `dstMac` the six bytes as one number. */
  value(member: Exclude<HeaderMember, 'interface'>): number {
    const { bytes, network, transport, protocol, walk } = this;
    switch (member) {
      case 'seq':
        return protocol === TCP ? this.number(transport, 4, 4) : Number.NaN;
      case 'ackNumber':
        return protocol === TCP ? this.number(transport, 8, 4) : Number.NaN;
      case 'window':
        return protocol === TCP ? this.number(transport, 14, 2) : Number.NaN;
      case 'icmpType':
        return this.isIcmp ? this.number(transport, 0, 1) : Number.NaN;
      case 'icmpCode':
        return this.isIcmp ? this.number(transport, 1, 1) : Number.NaN;
      case 'ttl':
        return this.number(network, bytes[network] >> 4 === 4 ? 8 : 7, 1);
      case 'ipId':
        return bytes[network] >> 4 === 4 ? this.number(network, 4, 2) : Number.NaN;
      case 'vlan':
        return walk.packet.vlan < 0 ? Number.NaN : walk.packet.vlan;
      case 'srcMac':
        return this.number(walk.packet.sourceMac, 0, MAC_BYTES);
      case 'dstMac':
        return this.number(walk.packet.destinationMac, 0, MAC_BYTES);
    }
  }

  /** The bytes from the innermost IP header on, or from behind the link header; at most so many. */
  header(most: number): Uint8Array {
    const from = this.network >= 0 ? this.network : this.body;
    return from < 0 ? this.bytes.subarray(0, 0) : this.bytes.subarray(from, Math.min(this.end, from + most));
  }

  /** What lies behind the link header of a packet without IP; at most so many bytes, none of others. */
  linkPayload(most: number): Uint8Array {
    const { body } = this;
    return body < 0 ? this.bytes.subarray(0, 0) : this.bytes.subarray(body, Math.min(this.end, body + most));
  }

  private get isIcmp(): boolean {
    return this.protocol === ICMP || this.protocol === ICMPV6;
  }

  /** The captured end; of ARP the end of its message, behind which a short frame is padded. */
  private get end(): number {
    const { bytes, body, walk, bodyEnd } = this;
    if (body < 0) return bytes.length;
    const isArp = walk.next.by === By.Ethertype && walk.next.number === EtherType.ARP && body + 8 <= bodyEnd;
    return isArp ? Math.min(bodyEnd, body + 8 + 2 * (bytes[body + 4] + bytes[body + 5])) : bodyEnd;
  }

  /** The header before the flow’s transport header: that many bytes before it as the meter’s sizes say, if one is there. */
  private networkOf(row: number, innermost: number): number {
    const { packets, bytes, transport } = this;
    const before = packets.ipSize[row] - packets.transportSize[row];
    const v4 = transport - before;
    if (v4 >= 0 && bytes[v4] >> 4 === 4 && (bytes[v4] & 15) * 4 === before) return v4;
    const v6 = v4 - IPV6_HEADER;
    return v6 >= 0 && bytes[v6] >> 4 === 6 ? v6 : innermost;
  }

  private number(header: number, by: number, size: number): number {
    const { bytes } = this;
    const at = header + by;
    if (header < 0 || at + size > bytes.length) return Number.NaN;
    let value = 0;
    for (let next = at; next < at + size; next += 2) {
      if (next + 1 === at + size) return value * 0x100 + bytes[next];
      value = value * 0x10000 + short(bytes, next);
    }
    return value;
  }
}
