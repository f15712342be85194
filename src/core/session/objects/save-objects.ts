import { answered, failed, type Reply } from '../../model/failure.ts';
import type { SavedObjects } from '../../model/objects.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { CaptureTables } from '../../tables.ts';
import type { ExportHooks } from '../export-sources.ts';
import { safeName } from './file-names.ts';
import type { KeptObject } from './find-objects.ts';
import { rowsOfFlows } from './object-flows.ts';
import { readObjects } from './read-objects.ts';
import { OneTaker } from './summing-taker.ts';
import { TAR_END, tarHeader, tarName, tarPadding } from './tar.ts';
import { UniqueNames } from './unique-names.ts';

/** Writes the bytes of one object, or of several as an archive (tar), read from the file anew. */
export async function saveObjects(
  tables: CaptureTables,
  bytes: ByteSource,
  objects: readonly KeptObject[],
  { take, pause }: ExportHooks,
): Promise<Reply<SavedObjects>> {
  const rows = rowsOfFlows(tables, new Set(objects.map(({ source }) => source.flow)));
  const [first] = objects;
  const isArchive = objects.length > 1;
  const names = new UniqueNames();
  for (const [done, object] of objects.entries()) {
    const goOn = async (): Promise<boolean> => !(await pause(done, objects.length));
    const own = rows.get(object.source.flow) ?? new Int32Array(0);
    if (isArchive) take(tarHeader(names.take(tarName(safeName(object.name, object))), object.size));
    if (!(await writeObject(tables, bytes, object, own, take, goOn))) return failed('stopped');
    if (isArchive) take(tarPadding(object.size));
  }
  if (isArchive) take(TAR_END);
  const incomplete = objects.filter(({ trouble }) => trouble !== undefined).length;
  return answered({ objects: objects.length, incomplete, ...(!isArchive && { ownName: safeName(first.name, first) }) });
}

/**
 * Writes the bytes of one object.
 * @param rows the packets of its flow
 * @param isWanted asked between reads; false: it ends there
 * @returns false if it was ended
 */
export async function writeObject(
  tables: CaptureTables,
  bytes: ByteSource,
  object: KeptObject,
  rows: Int32Array,
  take: (piece: Uint8Array<ArrayBuffer>) => void,
  isWanted: () => Promise<boolean>,
): Promise<boolean> {
  const taker = new OneTaker(object.key, take);
  let isStopped = false;
  await readObjects(tables, bytes, object.source, rows, taker, async () => {
    isStopped ||= !(await isWanted());
    return !isStopped && !taker.isThere;
  });
  return !isStopped;
}
