import * as IpProtocol from '../../model/ip-protocols.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import type { DecodedPacket } from '../../protocols/headers/decoded.ts';
import { short } from '../../../base/bytes.ts';

/**
 * Ports, flags and sizes. `length` is the transport length by the IP header's word; sizes follow it, not what was
 * captured. Ports are 0 for everything but TCP (from 20 bytes) and UDP (from 8 bytes). Header bytes that were not
 * captured read as 0 (NFStream reads what lies behind them in memory).
 */
export function decodeTransport(
  bytes: Uint8Array,
  at: number,
  end: number,
  length: number,
  packet: DecodedPacket,
): FlowlessReason {
  packet.transportOffset = at;
  packet.sourcePort = 0;
  packet.destinationPort = 0;
  packet.tcpFlags = 0;
  packet.transportSize = length;
  packet.payloadSize = length > 8 ? length - 8 : 0;
  switch (packet.protocol) {
    case IpProtocol.TCP:
      if (length < 20) return withoutSizes(packet);
      if (at + 4 <= end) ports(bytes, at, packet);
      if (at + 14 <= end) packet.tcpFlags = bytes[at + 13];
      packet.payloadSize = at + 13 <= end ? Math.max(0, length - (bytes[at + 12] >> 4) * 4) : length;
      return FlowlessReason.None;
    case IpProtocol.UDP:
      if (length < 8) return withoutSizes(packet);
      if (at + 4 <= end) ports(bytes, at, packet);
      return FlowlessReason.None;
    case IpProtocol.ICMP:
    case IpProtocol.ICMPV6:
      return FlowlessReason.None;
    default:
      return withoutSizes(packet);
  }
}

function ports(bytes: Uint8Array, at: number, packet: DecodedPacket): void {
  packet.sourcePort = short(bytes, at);
  packet.destinationPort = short(bytes, at + 2);
}

function withoutSizes(packet: DecodedPacket): FlowlessReason {
  packet.transportSize = 0;
  packet.payloadSize = 0;
  return FlowlessReason.None;
}
