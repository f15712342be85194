import { NOTHING_ADDED } from '../../core/session/added-columns.ts';
import { mkdirSync, openSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { formatCountOf } from '../../base/format.ts';
import { shownLine } from '../../base/text.ts';
import type { KeyLog } from '../../core/decrypt/key-log.ts';
import type { ByteSource } from '../../core/model/reader.ts';
import { OBJECT_COLUMNS } from '../../core/model/object-columns.ts';
import { CaptureReading } from '../../core/pipeline.ts';
import { safeName } from '../../core/session/objects/file-names.ts';
import { findObjects, type KeptObject } from '../../core/session/objects/find-objects.ts';
import { rowsOfFlows } from '../../core/session/objects/object-flows.ts';
import { objectTable } from '../../core/session/objects/object-table.ts';
import { writeObject } from '../../core/session/objects/save-objects.ts';
import { UniqueNames } from '../../core/session/objects/unique-names.ts';
import { NO_MATCHES } from '../../core/relational/match-set.ts';
import { SessionKeys } from '../../core/session/stream/session-keys.ts';
import { MatchStore } from '../../core/session/match-store.ts';
import { CaptureTables } from '../../core/tables.ts';
import type { ObjectsArguments } from '../arguments.ts';
import { Spool, withBytes } from '../byte-sources.ts';
import { readKeys } from '../key-file.ts';
import { outputsOf } from '../open-output.ts';
import { readCapture } from '../read-capture.ts';
import type { Report } from '../report.ts';
import { endOutput, type RowOutput } from '../row-output.ts';
import { captureGroups, type CaptureGroup } from './capture-groups.ts';

/** `flowloom objects`: a row for each file that passed; with `--save` the files themselves, into a folder. */
export async function runObjects(args: ObjectsArguments, report: Report): Promise<void> {
  const given = readKeys(args.keys, report);
  const open = await outputsOf(args.format ?? 'csv');
  const output = open(args.output);
  const names = new UniqueNames();
  for (const group of captureGroups(args))
    await report.guard(group.paths.join(' '), () => writeGroup(group, args, given, output, report, names));
  await endOutput(output, report);
}

async function writeGroup(
  group: CaptureGroup,
  { parameters, packetFilter, save }: ObjectsArguments,
  given: KeyLog,
  output: RowOutput,
  report: Report,
  names: UniqueNames,
): Promise<void> {
  const [path] = group.paths;
  const tables = new CaptureTables(parameters);
  const spool = new Spool();
  try {
    const read = await readCapture(new CaptureReading(tables), path, report, { spool, packetFilter });
    if (read === undefined) return;
    tables.finish();
    await withBytes(path, tables.facts, spool, async (bytes) => {
      const { secrets } = new SessionKeys(tables, bytes, given);
      const found = await findObjects(tables, bytes, { pause: () => true }, secrets);
      const objects = found?.objects ?? [];
      if ((found?.omitted ?? 0) > 0)
        report.say(`${path}: ${formatCountOf(found?.omitted ?? 0, 'further object')} found no room.`);
      writeRows(group, tables, bytes, objects, output);
      if (save !== undefined) await saveAll(tables, bytes, objects, save, names, report);
    });
    await output.drain();
  } finally {
    spool.close();
  }
}

function writeRows(
  group: CaptureGroup,
  tables: CaptureTables,
  bytes: ByteSource,
  objects: readonly KeptObject[],
  output: RowOutput,
): void {
  const matches = new MatchStore(NO_MATCHES, tables.packets);
  const { columns } = objectTable(tables, objects).rows({ tables, bytes, matches, added: NOTHING_ADDED, objects });
  output.setColumns([...group.before, ...OBJECT_COLUMNS.flatMap(({ id }) => columns.get(id) ?? [])]);
  for (const row of objects.keys()) output.row(row);
}

/** Writes each object into a file of its own; none that is there is written over. */
async function saveAll(
  tables: CaptureTables,
  bytes: ByteSource,
  objects: readonly KeptObject[],
  folder: string,
  names: UniqueNames,
  report: Report,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const rows = rowsOfFlows(tables, new Set(objects.map(({ source }) => source.flow)));
  for (const object of objects) {
    const file = openNew(folder, safeName(object.name, object), names);
    try {
      const own = rows.get(object.source.flow) ?? new Int32Array(0);
      await writeObject(
        tables,
        bytes,
        object,
        own,
        (piece) => writeWhole(file, piece),
        () => Promise.resolve(true),
      );
    } finally {
      closeSync(file);
    }
  }
  report.say(`${formatCountOf(objects.length, 'object')} saved in ${shownLine(folder)}.`);
}

/** A new file in a folder; names that are there already get a number. */
function openNew(folder: string, name: string, names: UniqueNames): number {
  for (;;) {
    try {
      return openSync(join(folder, names.take(name)), 'wx');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function writeWhole(file: number, piece: Uint8Array): void {
  for (let at = 0; at < piece.length;) at += writeSync(file, piece, at);
}
