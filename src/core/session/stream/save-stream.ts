import { answered, failed, type Reply } from '../../model/failure.ts';
import { KeyLog } from '../../decrypt/key-log.ts';
import type { StreamSaving, StreamSummary } from '../../model/stream.ts';
import type { ExportHooks } from '../export-sources.ts';
import { DecryptingSink, type Decryptor, type SecureSink } from './decrypting-sink.ts';
import { rowsOfStream } from './stream-rows.ts';
import type { StreamSources } from './stream-sources.ts';
import { decryptorOf } from './probe-decryption.ts';
import { feedOf, readRows } from './read-flow.ts';

/** Writes all bytes of a flow's stream, as sent or decrypted, of one direction or of both as they came; gaps are left out and counted. The flow must exist. */
export async function saveStream(
  { tables, bytes, secrets = new KeyLog() }: StreamSources,
  { flow, way, decrypted, isHandshake }: StreamSaving,
  { take, pause }: ExportHooks,
): Promise<Reply<StreamSummary>> {
  const saved = { bytes: 0, gaps: 0, missingBytes: 0 };
  const sink: SecureSink = {
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
    told: () => undefined,
  };
  const rows = rowsOfStream(tables, flow);
  const decryptor = (): Decryptor => decryptorOf(tables, rows[0], secrets, isHandshake);
  const decrypting = decrypted === true || isHandshake === true ? new DecryptingSink(decryptor(), sink) : undefined;
  const feed = feedOf(tables, rows[0], decrypting ?? sink);
  const takeOne = (row: number, captured: Uint8Array): boolean => {
    feed.packet(row, captured);
    return true;
  };
  let isStopped = false;
  await readRows(tables, bytes, rows, takeOne, async (done) => (isStopped = await pause(done, rows.length)));
  if (isStopped) return failed('stopped');
  feed.finish();
  decrypting?.finish();
  return answered(saved);
}
