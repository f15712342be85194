import type { Way } from '../model/stream.ts';
import type { PacketIndex } from '../model/units.ts';

/** Bits of TCP's flags (RFC 9293 3.1). */
export const FIN = 1;
export const SYN = 2;
export const RST = 4;
export const ACK = 16;

/** A TCP segment of a flow. */
export interface Segment {
  readonly packet: PacketIndex;
  readonly way: Way;
  /** Sequence and acknowledgement number, 0 to 2^32 - 1. */
  readonly sequence: number;
  readonly acknowledged: number;
  readonly flags: number;
  /** What was captured of its payload. */
  readonly bytes: Uint8Array;
  /** Payload by the headers, at least as long as `bytes`. */
  readonly length: number;
}

/** Fixed header; shorter ones have no numbers to go by. */
const LEAST = 20;

/** Reads a segment from its header on; undefined if its fixed header was not captured whole. */
export function readSegment(
  packet: PacketIndex,
  way: Way,
  transport: Uint8Array,
  length: number,
  headerSize: number,
): Segment | undefined {
  if (transport.length < LEAST) return undefined;
  const view = new DataView(transport.buffer, transport.byteOffset, transport.byteLength);
  return {
    packet,
    way,
    sequence: view.getUint32(4),
    acknowledged: view.getUint32(8),
    flags: view.getUint8(13),
    bytes: transport.subarray(headerSize, headerSize + length),
    length,
  };
}
