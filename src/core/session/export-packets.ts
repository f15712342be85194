import { openPacketFile } from '../export/open-packet-file.ts';
import type { PacketFile } from '../export/packet-file.ts';
import type { ExportRequest, ExportSummary, PacketFormat } from '../model/export.ts';
import { answered, failed, type Failure, type Reply } from '../model/failure.ts';
import { packetTime } from '../packets/table/packet-time.ts';
import { fileAt } from '../model/places.ts';
import type { CaptureTables } from '../tables.ts';
import { describeCapture } from './describe-capture.ts';
import { allRows, type ExportHooks, type ExportSources } from './export-sources.ts';
import { readPackets } from './packet-bytes.ts';
import type { TableSources } from './tables/capture-table.ts';

/** Packets whose bytes are read between two pauses: so many, or as many as make so many bytes of the files. */
const PACKETS_AT_ONCE = 4096;
const STRETCH = 16 * 1024 * 1024;
/** Bytes between two packets of a file that are read with them; no more if they lie farther apart (packet-bytes.ts). */
const MOST_BETWEEN = 64 * 1024;
/** All captured bytes of a packet. */
const WHOLE = Infinity;

/** Writes the packets that a question keeps, or those of the rows that it keeps, in capture order. */
export async function exportPackets(
  { format }: Extract<ExportRequest, { format: PacketFormat }>,
  { table, sources, order }: ExportSources,
  { take, pause }: ExportHooks,
): Promise<Reply<ExportSummary>> {
  const rows = table.packetsOf(sources, order ?? allRows(table.rows(sources).length));
  const { tables } = sources;
  const file = openPacketFile(format, take);
  file.describe(describeCapture(tables.facts));
  for (let at = 0; at < rows.length;) {
    const to = stretchEnd(tables, rows, at);
    const failure = await writeSome(sources, rows.subarray(at, to), file);
    if (failure !== undefined) return failed(failure);
    if (await pause(to, rows.length)) return failed('stopped');
    at = to;
  }
  file.finish();
  return answered({ rows: rows.length, commentsLeftOut: file.commentsLeftOut });
}

/**
 * The end of the rows from `from` on that are read together; at least one. Packets of several files that are ordered by
 * time lie by turns in each of them.
 */
function stretchEnd({ packets }: CaptureTables, rows: Int32Array, from: number): number {
  const ends = new Map<number, number>();
  const most = Math.min(rows.length, from + PACKETS_AT_ONCE);
  let bytes = 0;
  let to = from;
  while (to < most && bytes < STRETCH) {
    const start = packets.offset(rows[to]);
    const captured = packets.capturedLength(rows[to++]);
    const file = fileAt(start);
    bytes += captured + Math.min(MOST_BETWEEN, Math.abs(start - (ends.get(file) ?? start)));
    ends.set(file, start + captured);
  }
  return to;
}

async function writeSome(
  { tables, bytes }: TableSources,
  rows: Int32Array,
  file: PacketFile,
): Promise<Failure | undefined> {
  const { packets, facts } = tables;
  const pieces = await readPackets(bytes, packets, [...rows], WHOLE);
  for (const [at, row] of rows.entries()) {
    const piece = pieces[at];
    if (piece.length < packets.capturedLength(row)) return cutShort(row);
    const failure = file.packet({
      bytes: piece,
      wireLength: packets.wireLength(row),
      ...packetTime(packets, facts, row),
      from: packets.interface[row] ?? 0,
      comments: facts.packetComments.get(row) ?? [],
    });
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function cutShort(row: number): Failure {
  return { code: 'unreadable', detail: `Packet ${row + 1} is no longer in the file as it was.` };
}
