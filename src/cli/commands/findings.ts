import { readFileSync } from 'node:fs';
import { textColumn } from '../../core/export/text-column.ts';
import type { Column, ColumnKind } from '../../core/model/column.ts';
import type { Finding, RuleEntry } from '../../core/model/findings.ts';
import type { MeterParameters } from '../../core/model/parameters.ts';
import type { ByteSource } from '../../core/model/reader.ts';
import { CaptureReading } from '../../core/pipeline.ts';
import { CaptureSession } from '../../core/session/capture-session.ts';
import { CaptureTables } from '../../core/tables.ts';
import type { FindingsArguments } from '../arguments.ts';
import { Spool, withBytes } from '../byte-sources.ts';
import { failureSentence } from '../messages.ts';
import { outputsOf } from '../open-output.ts';
import { readCapture } from '../read-capture.ts';
import type { Report } from '../report.ts';
import { endOutput, type RowOutput } from '../row-output.ts';
import { UsageError } from '../usage-error.ts';
import { captureGroups } from './capture-groups.ts';
import type { CaptureGroup } from './capture-groups.ts';

/** One line of the output. */
interface Row {
  readonly entry: RuleEntry;
  readonly finding: Finding;
}

/** `flowloom findings`: one row a finding, in the order of the rules. Throws UsageError for what is wrong with rules. */
export async function runFindings(args: FindingsArguments, report: Report): Promise<void> {
  const own = args.rules === undefined ? '' : readRules(args.rules);
  checkRules(own, args);
  const open = await outputsOf(args.format ?? 'csv');
  const output = open(args.output);
  for (const group of captureGroups(args))
    await report.guard(group.paths.join(' '), () => writeGroup(group, own, args, output, report));
  await endOutput(output, report);
}

/** As the page meters: rules may ask for all statistics, of all interfaces. */
function parametersOf({ parameters }: FindingsArguments): MeterParameters {
  return { ...parameters, statisticalAnalysis: true, everyInterface: true };
}

async function writeGroup(
  group: CaptureGroup,
  own: string,
  args: FindingsArguments,
  output: RowOutput,
  report: Report,
): Promise<void> {
  const [path] = group.paths;
  const tables = new CaptureTables(parametersOf(args));
  const spool = new Spool();
  try {
    const read = await readCapture(new CaptureReading(tables), path, report, {
      spool,
      packetFilter: args.packetFilter,
    });
    if (read === undefined) return;
    tables.finish();
    await withBytes(path, tables.facts, spool, async (bytes) => {
      const rows = await findAll(new CaptureSession(tables, bytes), own, path, report);
      output.setColumns([...group.before, ...columnsOf(rows)]);
      for (const row of rows.keys()) output.row(row);
    });
    await output.drain();
  } finally {
    spool.close();
  }
}

async function findAll(session: CaptureSession, own: string, path: string, report: Report): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const entry of session.ruleEntries(own)) {
    if (entry.off) continue;
    const found = await session.findings(entry.text);
    if (!found.ok) {
      report.say(`${path}: ${entry.name}: ${failureSentence(found.failure, path)}`);
      continue;
    }
    const { findings, found: all, reach } = found.value;
    rows.push(...findings.map((finding) => ({ entry, finding })));
    const more = all - findings.length;
    if (more > 0) report.say(`${path}: ${entry.name}: ${more} further findings are not listed.`);
    if (reach !== undefined) report.say(`${path}: ${entry.name}: looked at ${reach.looked} of ${reach.of} packets.`);
  }
  return rows;
}

function readRules(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, '');
  }
}

/** Rules are looked at before a capture is read. */
function checkRules(own: string, args: FindingsArguments): void {
  const none: ByteSource = { read: () => Promise.resolve(new Uint8Array(0)) };
  const entries = new CaptureSession(new CaptureTables(parametersOf(args)), none).ruleEntries(own);
  const wrong = entries.find(({ failure }) => failure !== undefined);
  if (wrong !== undefined) throw wrongRule(wrong, args.rules ?? '');
}

function wrongRule({ name, text, failure }: RuleEntry, file: string): UsageError {
  const before = text.slice(0, failure?.offset ?? 0).split('\n');
  const place = `line ${before.length}, character ${(before.at(-1)?.length ?? 0) + 1} of the rule “${name}”`;
  return new UsageError(`${file}: ${place}: ${failure?.detail ?? 'it cannot be read.'}`, '');
}

/** The columns of the output: rule, level, sentence, and filters that show what stands behind it. */
function columnsOf(rows: readonly Row[]): readonly Column[] {
  const column = (id: string, read: (row: Row) => string): Column => {
    const words = { id, label: id, kind: 'text' as ColumnKind, group: '', unit: '', help: '', formula: '' };
    return textColumn(words, (row) => read(rows[row]));
  };
  return [
    column('rule', ({ entry }) => entry.name),
    column('level', ({ entry }) => entry.level),
    column('finding', ({ finding }) =>
      finding.sentence
        .map(({ text }) => text)
        .join('')
        .replaceAll(UNUSUAL_SPACE, ' '),
    ),
    column('flows', ({ finding }) => finding.flows?.filter ?? ''),
    column('packets', ({ finding }) => finding.packets?.filter ?? ''),
  ];
}

/** Spaces that keep numbers and units together on a page. */
const UNUSUAL_SPACE = /[\u00a0\u2009]/g;
