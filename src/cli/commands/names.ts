import { textColumn } from '../../core/export/text-column.ts';
import type { Column, ColumnDescription, ColumnKind } from '../../core/model/column.ts';
import type { NameRecord } from '../../core/model/names.ts';
import { CaptureReading } from '../../core/pipeline.ts';
import { CaptureSession } from '../../core/session/capture-session.ts';
import { CaptureTables } from '../../core/tables.ts';
import type { NamesArguments } from '../arguments.ts';
import { Spool, withBytes } from '../byte-sources.ts';
import { failureSentence } from '../messages.ts';
import { outputsOf } from '../open-output.ts';
import { readCapture } from '../read-capture.ts';
import type { Report } from '../report.ts';
import { endOutput, type RowOutput } from '../row-output.ts';
import { captureGroups, type CaptureGroup } from './capture-groups.ts';

/** `flowloom names`: one row a name of an address, address by address. */
export async function runNames(args: NamesArguments, report: Report): Promise<void> {
  const open = await outputsOf(args.format ?? 'csv');
  const output = open(args.output);
  for (const group of captureGroups(args))
    await report.guard(group.paths.join(' '), () => writeGroup(group, args, output, report));
  await endOutput(output, report);
}

async function writeGroup(
  group: CaptureGroup,
  { parameters, packetFilter }: NamesArguments,
  output: RowOutput,
  report: Report,
): Promise<void> {
  const [path] = group.paths;
  const tables = new CaptureTables({ ...parameters, everyInterface: true });
  const spool = new Spool();
  try {
    const read = await readCapture(new CaptureReading(tables), path, report, { spool, packetFilter });
    if (read === undefined) return;
    tables.finish();
    await withBytes(path, tables.facts, spool, async (bytes) => {
      const session = new CaptureSession(tables, bytes);
      const isFound = await sayNames(session, path, report);
      const all = [...(isFound ? session.allNames() : []), ...fileNames(tables)];
      output.setColumns([...group.before, ...columnsOf(all)]);
      for (const row of all.keys()) output.row(row);
    });
    await output.drain();
  } finally {
    spool.close();
  }
}

/** Looks for names, which columns have from then on, and says what kept it from having all of them. False if there are none. */
export async function sayNames(session: CaptureSession, path: string, report: Report): Promise<boolean> {
  const found = await session.findNames();
  if (!found.ok) {
    report.say(`${path}: ${failureSentence(found.failure, path)}`);
    return false;
  }
  const { reach, omitted } = found.value;
  const { looked, of } = reach;
  if (looked < of) report.say(`${path}: looked at ${looked} of ${of} packets that may say names.`);
  if (omitted > 0) report.say(`${path}: ${omitted} further names found no room.`);
  return true;
}

/** Name records of the file, which hold for all of it. */
function fileNames({ facts }: CaptureTables): readonly NameRecord[] {
  return [...facts.names].flatMap(([address, names]) =>
    names.map((name): NameRecord => ({
      address,
      name,
      source: 'file',
      client: '',
      firstNs: Number.NaN,
      lastNs: Infinity,
      packet: -1,
      chain: [],
    })),
  );
}

/** Times are seconds since the first packet; empty where a name has no beginning or end. */
function columnsOf(rows: readonly NameRecord[]): readonly Column[] {
  const words = (id: string, kind: ColumnKind): ColumnDescription => ({
    id,
    label: id,
    kind,
    group: '',
    unit: '',
    help: '',
    formula: '',
  });
  const text = (id: string, read: (row: NameRecord) => string): Column =>
    textColumn(words(id, 'text'), (row) => read(rows[row]));
  return [
    text('address', ({ address }) => address),
    text('name', ({ name }) => name),
    text('source', ({ source }) => source),
    text('client', ({ client }) => client),
    text('valid_from', ({ firstNs }) => seconds(firstNs)),
    text('valid_to', ({ lastNs }) => seconds(lastNs)),
    text('packet', ({ packet }) => (packet < 0 ? '' : String(packet + 1))),
    text('aliases', ({ chain }) => chain.join(' ')),
  ];
}

function seconds(ns: number): string {
  return Number.isFinite(ns) ? (ns / 1e9).toFixed(6) : '';
}
