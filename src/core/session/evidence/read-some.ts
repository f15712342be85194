import type { FindingReach } from '../../model/findings.ts';
import type { PacketIndex } from '../../model/units.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { CaptureTables } from '../../tables.ts';
import { readPackets } from '../packet-bytes.ts';

/** Packets read for one kind of evidence at most: those beyond would keep a person waiting. */
const MOST_PACKETS = 16_384;
/** Bytes that are read for it at most. */
const MOST_BYTES = 32 * 1024 * 1024;
/** What is read at most. */
export interface ReadLimits {
  readonly packets: number;
  readonly bytes: number;
}

/** Packets read at once; other questions are answered in between. */
const PORTION = 1024;

/**
 * Rows of which there may be too many, and what is read of them: a part that lies evenly over the capture.
 * @param keyOf rows with equal keys stay together; without it each row stands for itself
 * @param most how much is not too much
 */
export function chosenRows(
  rows: readonly PacketIndex[],
  bytesOf: (row: PacketIndex) => number,
  keyOf?: (row: PacketIndex) => number,
  most: ReadLimits = { packets: MOST_PACKETS, bytes: MOST_BYTES },
): { readonly rows: readonly PacketIndex[]; readonly reach?: FindingReach } {
  const bytes = rows.reduce((sum, row) => sum + bytesOf(row), 0);
  const every = Math.max(1, Math.ceil(rows.length / most.packets), Math.ceil(bytes / most.bytes));
  if (every === 1) return { rows };
  const chosen = rows.filter((row, at) => (keyOf === undefined ? at : keyOf(row)) % every === 0);
  return { rows: chosen, reach: { looked: chosen.length, of: rows.length } };
}

/** Reads the first `most` bytes of packets in portions, and gives them in the order of the rows. */
export async function readSome(
  { packets }: Pick<CaptureTables, 'packets'>,
  source: ByteSource,
  rows: readonly PacketIndex[],
  most: number,
  take: (row: PacketIndex, bytes: Uint8Array) => void,
): Promise<void> {
  for (let from = 0; from < rows.length; from += PORTION) {
    const portion = rows.slice(from, from + PORTION);
    const pieces = await readPackets(source, packets, portion, most);
    portion.forEach((row, at) => take(row, pieces[at]));
  }
}
