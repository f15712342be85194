import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import type { StreamPart } from '../../../src/core/model/stream.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { readText } from '../../../workers/read-text.ts';
import { byteStream } from '../../bytes.ts';
import { talk, type Utterance } from '../../fixtures/http-talk.ts';

/** The first part of the stream of a connection in which this is said, as it was sent or as its messages. */
export async function followed(said: readonly Utterance[], reading: 'sent' | 'http' = 'http'): Promise<StreamPart> {
  const bytes = talk(said);
  const tables = new CaptureTables(PAGE_DEFAULTS);
  await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length);
  tables.finish();
  const source = { read: (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length)) };
  const session = new CaptureSession(tables, source);
  const reply = await session.stream(0, { part: 0 }, 'best', reading === 'http' ? readText : undefined);
  if (!reply.ok) throw new Error(JSON.stringify(reply.failure));
  return reply.value;
}
