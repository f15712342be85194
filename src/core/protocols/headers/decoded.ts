import { FlowlessReason } from '../../model/packet-table.ts';
import { TunnelId } from '../../model/tunnels.ts';

/**
 * What the decoder found in one packet; one object that every packet overwrites, so that nothing is allocated.
 * Addresses are 32-bit words in network order as signed integers; IPv4 uses the first word only.
 */
export class DecodedPacket {
  /** Why NFStream ignores the packet; None: it is metered and everything below holds. */
  reason: FlowlessReason = FlowlessReason.None;
  /** 4 or 6. */
  ipVersion = 0;
  source0 = 0;
  source1 = 0;
  source2 = 0;
  source3 = 0;
  destination0 = 0;
  destination1 = 0;
  destination2 = 0;
  destination3 = 0;
  sourcePort = 0;
  destinationPort = 0;
  /** IP protocol number after the extension headers. */
  protocol = 0;
  vlan = 0;
  /** The innermost tunnel. */
  tunnel = TunnelId.None;
  /** NFStream's sizes, modulo 65536 as there. */
  ipSize = 0;
  transportSize = 0;
  payloadSize = 0;
  tcpFlags = 0;
  /** Where the transport header begins, from the packet's first byte. */
  transportOffset = 0;
  /** Where the MAC addresses begin, from the packet's first byte; -1 without. */
  sourceMac = -1;
  destinationMac = -1;
  /** Bytes of the innermost IP header, with options or extension headers. This and what follows: by wantHeaders only. */
  ipHeaderLength = 0;
  /** Bytes of the transport header: what NFStream's payload size leaves out of its transport size. */
  transportHeaderLength = 0;
  /** IPv4 time to live, IPv6 hop limit. */
  ttl = 0;
  /** Of TCP, as they stand in the header, unsigned; 0 for others and where they were not captured. */
  window = 0;
  sequence = 0;
  acknowledgement = 0;
  /** First four bytes behind the IP headers, unsigned: ICMP's type and code, SCTP's ports; 0 where not captured. */
  transportStart = 0;
}
