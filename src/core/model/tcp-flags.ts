/**
 * TCP's flags by bit number, from the lowest bit of the byte on (RFC 9293, section 3.1). Names are those of the packet
 * table's flags; NFStream's columns have them in lower case.
 */
export const TCP_FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'] as const;
export type TcpFlag = (typeof TCP_FLAGS)[number];

/** Their values in that byte, for code that looks at every packet. */
export const FIN = 1;
export const SYN = 2;
export const RST = 4;
export const PSH = 8;
export const ACK = 16;
export const URG = 32;
export const ECE = 64;
export const CWR = 128;

/** The flags that are set, lowest bit first. */
export function setFlags(bits: number): readonly TcpFlag[] {
  return TCP_FLAGS.filter((_, bit) => (bits >> bit) & 1);
}
