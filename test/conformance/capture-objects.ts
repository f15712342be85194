import { readFileSync } from 'node:fs';
import { NFSTREAM_DEFAULTS, type MeterParameters } from '../../src/core/model/parameters.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { findObjects, type KeptObject } from '../../src/core/session/objects/find-objects.ts';
import { saveObjects } from '../../src/core/session/objects/save-objects.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { byteStream } from '../bytes.ts';
import { corpus } from '../corpora.ts';
import { OPENED } from './flow-packets.ts';

/** An object and its bytes, as they are saved. */
export interface ReadObject extends KeptObject {
  readonly bytes: Buffer;
}

/** All objects of a capture, each read again as if it were saved. @param parameters at first as other tools read */
export async function objectsOf(
  file: string,
  parameters: MeterParameters = { ...NFSTREAM_DEFAULTS, everyInterface: true, ...OPENED },
): Promise<readonly ReadObject[]> {
  const content = readFileSync(corpus(`captures/${file}`) ?? '');
  const inflated: Uint8Array[] = [];
  const tables = new CaptureTables(parameters);
  await new CaptureReading(tables).read(byteStream(content), file, content.length, {
    onInflated: (piece) => void inflated.push(piece.slice()),
  });
  tables.finish();
  const bytes = inflated.length === 0 ? content : Buffer.concat(inflated);
  const source = { read: (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length)) };
  const objects = (await findObjects(tables, source, { pause: () => true }))?.objects ?? [];
  const all: ReadObject[] = [];
  for (const object of objects) {
    const pieces: (string | Uint8Array)[] = [];
    await saveObjects(tables, source, [object], {
      take: (piece) => void pieces.push(piece),
      pause: () => Promise.resolve(false),
    });
    all.push({ ...object, bytes: Buffer.concat(pieces.map((piece) => Buffer.from(piece))) });
  }
  return all;
}
