import { answered, failed, type Reply } from '../model/failure.ts';
import type { PacketTable } from '../model/packet-table.ts';
import type { ByteSource } from '../model/reader.ts';
import { UnreadableBytes } from '../model/unreadable.ts';

/** Rows whose bytes lie closer together than this are read in one go. */
const NEAR = 64 * 1024;
const LARGEST_SPAN = 4 * 1024 * 1024;

/** Rows that are read in one go: positions in the list of rows, and where their bytes lie. */
interface Span {
  readonly start: number;
  end: number;
  readonly members: number[];
}

/**
 * The first `most` captured bytes of each row, in the order of the rows. Few reads where packets lie together, all reads
 * at once where they do not: each one waits for the browser, not for the disk.
 */
export async function readPackets(
  source: ByteSource,
  packets: PacketTable,
  rows: readonly number[],
  most: number,
): Promise<Uint8Array[]> {
  const lengths = rows.map((row) => Math.min(packets.capturedLength(row), most));
  const starts = rows.map((row) => packets.offset(row));
  const spans = spansOf(starts, lengths);
  const pieces = await Promise.all(spans.map(({ start, end }) => source.read(start, end - start)));
  const result = new Array<Uint8Array>(rows.length);
  spans.forEach(({ start, members }, number) => {
    for (const at of members) {
      const begin = starts[at] - start;
      result[at] = pieces[number].subarray(begin, begin + lengths[at]);
    }
  });
  return result;
}

/** What needs bytes of the file, for those who can go on without: `unreadable` if they cannot be had. */
export async function tryReading<T>(reading: Promise<T>): Promise<Reply<T>> {
  try {
    return answered(await reading);
  } catch (error) {
    if (error instanceof UnreadableBytes) return failed('unreadable', error.message);
    throw error;
  }
}

/** Joins what lies near each other in the file. */
function spansOf(starts: readonly number[], lengths: readonly number[]): Span[] {
  const order = starts.map((_, at) => at).sort((a, b) => starts[a] - starts[b]);
  const spans: Span[] = [];
  for (const at of order) {
    const last = spans.at(-1);
    const end = starts[at] + lengths[at];
    if (last !== undefined && starts[at] - last.end < NEAR && end - last.start < LARGEST_SPAN) {
      last.end = Math.max(last.end, end);
      last.members.push(at);
    } else {
      spans.push({ start: starts[at], end, members: [at] });
    }
  }
  return spans;
}
