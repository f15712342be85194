import type { KeyLog } from '../../core/decrypt/key-log.ts';
import type { Column } from '../../core/model/column.ts';
import type { MessagesRead } from '../../core/model/messages.ts';
import { CaptureReading } from '../../core/pipeline.ts';
import { CaptureSession } from '../../core/session/capture-session.ts';
import { messageRows } from '../../core/session/messages/message-rows.ts';
import { CaptureTables } from '../../core/tables.ts';
import type { MessagesArguments } from '../arguments.ts';
import { Spool, withBytes } from '../byte-sources.ts';
import { failureSentence } from '../messages.ts';
import { readKeys } from '../key-file.ts';
import { outputsOf } from '../open-output.ts';
import { readCapture } from '../read-capture.ts';
import type { Report } from '../report.ts';
import { endOutput, type RowOutput } from '../row-output.ts';
import { captureGroups, type CaptureGroup } from './capture-groups.ts';
import { filterOption } from './filter-option.ts';

/** `flowloom messages`: what was said, one row a message, in the order in which they were complete. */
export async function runMessages(args: MessagesArguments, report: Report): Promise<void> {
  const empty = new CaptureTables(args.parameters);
  filterOption(args.filter, messageRows(empty.messages, empty.sources));
  const keys = readKeys(args.keys, report);
  const open = await outputsOf(args.format ?? 'csv');
  const output = open(args.output);
  for (const group of captureGroups(args))
    await report.guard(group.paths.join(' '), () => writeGroup(group, args, keys, output, report));
  await endOutput(output, report);
}

async function writeGroup(
  group: CaptureGroup,
  args: MessagesArguments,
  keys: KeyLog,
  output: RowOutput,
  report: Report,
): Promise<void> {
  const [path] = group.paths;
  const tables = new CaptureTables({ ...args.parameters, everyInterface: true });
  const spool = new Spool();
  try {
    const read = await readCapture(new CaptureReading(tables), path, report, {
      spool,
      packetFilter: args.packetFilter,
    });
    if (read === undefined) return;
    tables.finish();
    await withBytes(path, tables.facts, spool, (bytes) =>
      writeMessages(new CaptureSession(tables, bytes, undefined, keys), tables, group, args, output, report),
    );
    await output.drain();
  } finally {
    spool.close();
  }
}

async function writeMessages(
  session: CaptureSession,
  tables: CaptureTables,
  group: CaptureGroup,
  { filter, protocols }: MessagesArguments,
  output: RowOutput,
  report: Report,
): Promise<void> {
  const [path] = group.paths;
  const reply = await session.readMessages(() => undefined);
  if (!reply.ok) {
    report.say(`${path}: ${failureSentence(reply.failure, path)}`);
    return;
  }
  sayLeftOut(reply.value, path, report);
  const rows = messageRows(tables.messages, tables.sources);
  const keeps = filterOption(filter, rows);
  const isWanted = protocolTest(protocols, rows.columns.get('protocol'));
  output.setColumns([...group.before, ...rows.columns.values()]);
  for (let row = 0; row < rows.length && !output.closed; row++) {
    if (isWanted(row) && keeps(row)) output.row(row);
    if (row % 1024 === 0) await output.drain();
  }
}

/** True for messages of these protocols, by their names in any case; without names for all. */
function protocolTest(names: readonly string[], column: Column | undefined): (row: number) => boolean {
  if (names.length === 0 || column?.type !== 'dictionary') return () => true;
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  return (row) => wanted.has(column.text(column.code(row)).toLowerCase());
}

function sayLeftOut(
  { full, packets, of, cut, skippedBytes, givenUp, fragments }: MessagesRead,
  path: string,
  report: Report,
): void {
  if (full !== undefined) report.say(`${path}: messages of the first ${packets} of ${of} packets: no more are kept.`);
  if (cut > 0) report.say(`${path}: ${cut} messages are not whole.`);
  if (fragments.incomplete > 0) report.say(`${path}: of ${fragments.incomplete} IP packets fragments are missing.`);
  if (fragments.refused > 0) report.say(`${path}: ${fragments.refused} IP packets refused, since fragments overlap.`);
  if (skippedBytes > 0) report.say(`${path}: ${skippedBytes} bytes of streams passed over, where no message begins.`);
  if (givenUp > 0) report.say(`${path}: ${givenUp} directions of streams given up.`);
}
