import type { MeteredPacket } from '../metered-packet.ts';

/** TCP flags (RFC 9293, section 3.1). */
export const FIN = 1;
export const SYN = 2;
export const RST = 4;
export const ACK = 16;

const TCP = 6;
const LEAST_HEADER = 20;

/** True if the packet has a TCP header that was captured; later fragments have none. */
export function hasTcpHeader({ protocol, transportHeaderLength }: MeteredPacket): boolean {
  return protocol === TCP && transportHeaderLength >= LEAST_HEADER;
}
