import type { Failure } from '../model/failure.ts';
import type { ByteStream, RecordSink } from '../model/reader.ts';
import { openCapture } from './open.ts';

/** Hears a header and forgets it. */
const DEAF: RecordSink = {
  interface: () => 0,
  packet: () => false,
  comment: () => undefined,
  note: () => undefined,
  problem: () => undefined,
};

/** Why a file is no capture that is read here, by its first bytes; undefined if it is one. */
export async function refusalOf(stream: ByteStream): Promise<Failure | undefined> {
  const opened = await openCapture(stream, DEAF);
  return opened.ok ? undefined : opened.failure;
}
