import type { PacketTable } from '../model/packet-table.ts';
import type { ByteSource } from '../model/reader.ts';

/** Rows whose bytes lie closer together than this are read in one go. */
const NEAR = 64 * 1024;
const LARGEST_SPAN = 4 * 1024 * 1024;

/** The first `most` captured bytes of each row, in the order of the rows. Few reads where packets lie together. */
export async function readPackets(
  source: ByteSource,
  packets: PacketTable,
  rows: readonly number[],
  most: number,
): Promise<Uint8Array[]> {
  const lengths = rows.map((row) => Math.min(packets.capturedLength[row], most));
  const order = rows.map((_, at) => at).sort((a, b) => packets.offset[rows[a]] - packets.offset[rows[b]]);
  const result: Uint8Array[] = new Array<Uint8Array>(rows.length);
  for (let from = 0; from < order.length;) {
    const start = packets.offset[rows[order[from]]];
    let end = start + lengths[order[from]];
    let to = from + 1;
    while (to < order.length && packets.offset[rows[order[to]]] - end < NEAR && end - start < LARGEST_SPAN) {
      end = Math.max(end, packets.offset[rows[order[to]]] + lengths[order[to]]);
      to++;
    }
    const bytes = await source.read(start, end - start);
    for (const at of order.slice(from, to)) {
      const begin = packets.offset[rows[at]] - start;
      result[at] = bytes.subarray(begin, begin + lengths[at]);
    }
    from = to;
  }
  return result;
}
