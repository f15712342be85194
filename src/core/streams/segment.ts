import { word } from '../../base/bytes.ts';
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

const NOTHING = new Uint8Array(0);

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
  return readSegmentAt(packet, way, { bytes: transport, start: 0, end: transport.length }, length, headerSize);
}

/** The same of a segment that lies among other bytes. */
export function readSegmentAt(
  packet: PacketIndex,
  way: Way,
  { bytes, start, end }: { readonly bytes: Uint8Array; readonly start: number; readonly end: number },
  length: number,
  headerSize: number,
): Segment | undefined {
  if (end - start < LEAST) return undefined;
  const from = Math.min(end, start + headerSize);
  return {
    packet,
    way,
    sequence: word(bytes, start + 4) >>> 0,
    acknowledged: word(bytes, start + 8) >>> 0,
    flags: bytes[start + 13],
    bytes: length === 0 ? NOTHING : bytes.subarray(from, Math.min(end, from + length)),
    length,
  };
}
