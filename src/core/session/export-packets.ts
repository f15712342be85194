import { BitSet } from '../../base/bit-set.ts';
import { openPacketFile } from '../export/open-packet-file.ts';
import type { PacketFile } from '../export/packet-file.ts';
import type { ExportRequest, ExportSummary, PacketFormat } from '../model/export.ts';
import type { Failure, Reply } from '../model/failure.ts';
import { packetTime } from '../packets/table/packet-time.ts';
import { fileAt } from '../model/places.ts';
import type { Question } from '../model/question.ts';
import type { Analysis } from '../pipeline.ts';
import { describeCapture } from './describe-capture.ts';
import { allRows, type ExportHooks, type ExportSources } from './export-sources.ts';
import { readPackets } from './packet-bytes.ts';

/** Packets whose bytes are read between two pauses: so many, or as many as make so many bytes of the files. */
const PACKETS_AT_ONCE = 4096;
const STRETCH = 16 * 1024 * 1024;
/** Bytes between two packets of a file that are read with them; no more if they lie farther apart (packet-bytes.ts). */
const MOST_BETWEEN = 64 * 1024;
/** All captured bytes of a packet. */
const WHOLE = Infinity;

/** Writes the packets that a question keeps, or those of the flows and matches that it keeps, in capture order. */
export async function exportPackets(
  { question, format }: Extract<ExportRequest, { format: PacketFormat }>,
  sources: ExportSources,
  { take, pause }: ExportHooks,
): Promise<Reply<ExportSummary>> {
  const found = await packetsOf(question, sources);
  if (!found.ok) return found;
  const rows = found.value;
  const file = openPacketFile(format, take);
  file.describe(describeCapture(sources.analysis.facts));
  for (let from = 0; from < rows.length;) {
    const to = stretchEnd(sources.analysis, rows, from);
    const failure = await writeSome(sources, rows.subarray(from, to), file);
    if (failure !== undefined) return { ok: false, failure };
    if (await pause(to, rows.length)) return { ok: false, failure: { code: 'stopped' } };
    from = to;
  }
  file.finish();
  return { ok: true, value: { rows: rows.length, commentsLeftOut: file.commentsLeftOut } };
}

/** Rows of the packet table, rising. */
async function packetsOf(question: Question, sources: ExportSources): Promise<Reply<Int32Array>> {
  const { sort: _, ...unsorted } = question;
  const order = await sources.order(unsorted);
  if (!order.ok) return order;
  const { length } = sources.analysis.packets;
  if (question.table === 'packets') return { ok: true, value: order.value ?? allRows(length) };
  const rows = order.value ?? allRows(sources.table(question.table).length);
  return { ok: true, value: (question.table === 'flows' ? packetsOfFlows : packetsOfMatches)(rows, sources) };
}

function packetsOfFlows(flows: Int32Array, { analysis }: ExportSources): Int32Array {
  const { flow, length } = analysis.packets;
  const wanted = new BitSet(analysis.flows.length);
  for (const row of flows) wanted.add(row);
  return allRows(length).filter((packet) => wanted.has(flow[packet]));
}

function packetsOfMatches(rows: Int32Array, { matches, analysis }: ExportSources): Int32Array {
  const wanted = new BitSet(analysis.packets.length);
  for (const row of rows) for (const packet of matches?.get(row)?.packets ?? []) wanted.add(packet);
  return wanted.toArray();
}

/**
 * The end of the rows from `from` on that are read together; at least one. Packets of several files that are ordered by
 * time lie by turns in each of them.
 */
function stretchEnd({ packets }: Analysis, rows: Int32Array, from: number): number {
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
  { analysis, bytes }: ExportSources,
  rows: Int32Array,
  file: PacketFile,
): Promise<Failure | undefined> {
  const { packets, facts } = analysis;
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
