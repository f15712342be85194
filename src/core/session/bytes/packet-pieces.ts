import type { PacketTable } from '../../model/packet-table.ts';
import type { ByteSource } from '../../model/reader.ts';
import { readPackets } from '../packet-bytes.ts';

/** What is read at once: captured bytes, and rows. */
const PIECE_BYTES = 8 * 1024 * 1024;
const PIECE_ROWS = 16_384;
/** Packets farther apart in the file are read by themselves, bytes. */
const NEAR = 64 * 1024;
/** Fewer rows that lie in the order of the file are not worth a reading of their own. */
const LEAST_ROWS = 64;
/** No more of a packet is looked at: as much as libpcap would have captured. */
const MOST_BYTES = 262_144;

/** The bytes of rows that follow each other. */
export interface PacketPiece {
  /** First row, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Bytes that have the row's packet in them. */
  bytesOf(row: number): Uint8Array;
  /** Where the packet begins in them. */
  startOf(row: number): number;
}

/** Captured bytes of a packet that are looked at. */
export function lookedAt(packets: PacketTable, row: number): number {
  return Math.min(packets.capturedLength(row), MOST_BYTES);
}

/** Reads the bytes of the rows from one on, as many as make a piece; in one go where they lie in the order of the file. */
export async function readPiece(source: ByteSource, packets: PacketTable, from: number): Promise<PacketPiece> {
  const to = lastTogether(packets, from);
  if (to - from < LEAST_ROWS && to < packets.length) return readScattered(source, packets, from);
  const base = packets.offset(from);
  const bytes = await source.read(base, packets.offset(to - 1) + lookedAt(packets, to - 1) - base);
  return { from, to, bytesOf: () => bytes, startOf: (row) => packets.offset(row) - base };
}

/** The row behind those whose bytes lie one behind the other, close together. */
function lastTogether(packets: PacketTable, from: number): number {
  const base = packets.offset(from);
  let end = base;
  let row = from;
  for (; row < packets.length && row - from < PIECE_ROWS && end - base < PIECE_BYTES; row++) {
    const start = packets.offset(row);
    if (start < end || start - end > NEAR) break;
    end = start + lookedAt(packets, row);
  }
  return Math.max(row, from + 1);
}

async function readScattered(source: ByteSource, packets: PacketTable, from: number): Promise<PacketPiece> {
  const rows: number[] = [];
  let bytes = 0;
  for (let row = from; row < packets.length && rows.length < PIECE_ROWS && bytes < PIECE_BYTES; row++) {
    rows.push(row);
    bytes += lookedAt(packets, row);
  }
  const pieces = await readPackets(source, packets, rows, MOST_BYTES);
  return { from, to: from + rows.length, bytesOf: (row) => pieces[row - from], startOf: () => 0 };
}
