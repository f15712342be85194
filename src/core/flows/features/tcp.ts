import * as IpProtocol from '../../model/ip-protocols.ts';
import type { MeteredPacket } from '../metered-packet.ts';

const LEAST_HEADER = 20;

/** True if the packet has a TCP header that was captured; later fragments have none. */
export function hasTcpHeader({ protocol, transportHeaderLength }: MeteredPacket): boolean {
  return protocol === IpProtocol.TCP && transportHeaderLength >= LEAST_HEADER;
}
