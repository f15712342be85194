import { answered, failed, type Reply } from '../../model/failure.ts';
import type { StreamSaving, StreamSummary } from '../../model/stream.ts';
import type { StreamSink } from '../../streams/stream-sink.ts';
import type { ExportHooks } from '../export-sources.ts';
import { packetsOfFlow } from '../flow-packets.ts';
import type { StreamSources } from './follow-flow.ts';
import { feedOf, readRows } from './read-flow.ts';

/** Writes all bytes of a flow's stream, of one direction or of both as they came; gaps are left out and counted. The flow must exist. */
export async function saveStream(
  { tables, bytes }: StreamSources,
  { flow, way }: StreamSaving,
  { take, pause }: ExportHooks,
): Promise<Reply<StreamSummary>> {
  const saved = { bytes: 0, gaps: 0, missingBytes: 0 };
  const sink: StreamSink = {
    bytes: (spot, piece) => {
      if (way !== undefined && spot.way !== way) return;
      saved.bytes += piece.length;
      take(piece.slice());
    },
    gap: (spot, length) => {
      if (way !== undefined && spot.way !== way) return;
      saved.gaps++;
      saved.missingBytes += length;
    },
    note: () => undefined,
  };
  const rows = packetsOfFlow(tables, flow);
  const feed = feedOf(tables, rows[0], sink);
  const takeOne = (row: number, captured: Uint8Array): boolean => {
    feed.packet(row, captured);
    return true;
  };
  let isStopped = false;
  await readRows(tables, bytes, rows, takeOne, async (done) => (isStopped = await pause(done, rows.length)));
  if (isStopped) return failed('stopped');
  feed.finish();
  return answered(saved);
}
