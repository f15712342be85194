/** From `from` to `to` on the circle of sequence numbers, -2^31 to 2^31 - 1 (RFC 9293 3.4, RFC 1982). */
export function distance(from: number, to: number): number {
  return (to - from) | 0;
}

/** A sequence number so many bytes on, 0 to 2^32 - 1. */
export function advanced(sequence: number, bytes: number): number {
  return (sequence + (bytes % 0x1_0000_0000)) >>> 0;
}
