import { failed, type Failure, type Reply } from '../../core/model/failure.ts';
import type { Match, MatchSet } from '../../core/model/match.ts';
import type { ByteSource } from '../../core/model/reader.ts';
import { CaptureReading } from '../../core/pipeline.ts';
import { needsBytes, type EventNeeds } from '../../core/model/event-needs.ts';
import { RelationalRun } from '../../core/relational/relational-run.ts';
import { EventBatches } from '../../core/session/events/event-batches.ts';
import { RecordBatches } from '../../core/session/events/record-batches.ts';
import { readMessages } from '../../core/session/messages/read-messages.ts';
import { MatchStore } from '../../core/session/match-store.ts';
import { classFileColumns, commonFileColumns, MATCHES } from '../../core/session/tables/matches.ts';
import { CaptureTables } from '../../core/tables.ts';
import type { MatchArguments } from '../arguments.ts';
import { Spool, withBytes } from '../byte-sources.ts';
import { failureSentence } from '../messages.ts';
import { readCapture } from '../read-capture.ts';
import type { Report } from '../report.ts';
import { outputsOf } from '../open-output.ts';
import { endOutput, type RowOutput } from '../row-output.ts';
import { UsageError } from '../usage-error.ts';
import { captureGroups } from './capture-groups.ts';
import type { CaptureGroup } from './capture-groups.ts';
import { loadUserCode } from './user-code.ts';
import type { UserCode } from './user-code.ts';

/** Events made at a time. */
const BATCH = 16_384;

/** `flowloom match`: one row a match, complete ones first. Throws UsageError for what is wrong with the code. */
export async function runMatch(args: MatchArguments, report: Report): Promise<void> {
  const code = await loadUserCode(args.code);
  if (!code.ok) throw new UsageError(failureSentence(code.failure, args.code), '');
  const open = await outputsOf(args.format ?? 'csv');
  const output = open(args.output);
  for (const group of captureGroups(args))
    await report.guard(group.paths.join(' '), () => writeGroup(group, code.value, args, output, report));
  await endOutput(output, report);
}

async function writeGroup(
  group: CaptureGroup,
  code: UserCode,
  args: MatchArguments,
  output: RowOutput,
  report: Report,
): Promise<void> {
  const [path] = group.paths;
  const tables = new CaptureTables(args.parameters);
  const spool = new Spool();
  const bytesWanted = readsBytes(code);
  try {
    const read = await readCapture(new CaptureReading(tables), path, report, {
      spool: bytesWanted ? spool : undefined,
      packetFilter: args.packetFilter,
    });
    if (read === undefined) return;
    tables.finish();
    const find = (source: ByteSource): Promise<Reply<MatchSet>> => findMatches(tables, source, code, args);
    const found = bytesWanted ? await withBytes(path, tables.facts, spool, find) : await find(spool);
    if (!found.ok) throw new UsageError(failureSentence(code.inSource(found.failure), args.code), '');
    const set = args.className === undefined ? found.value : onlyOf(found.value, args.className);
    writeMatches(new MatchStore(set, tables.packets), group, args, output);
    reportOmitted(found.value, path, report);
    for (const { fault } of found.value.classes) if (fault !== undefined) report.threw(code.inSource(fault), args.code);
    await output.drain();
  } finally {
    spool.close();
  }
}

async function findMatches(
  tables: CaptureTables,
  source: ByteSource,
  code: UserCode,
  args: MatchArguments,
): Promise<Reply<MatchSet>> {
  const bounds = { matches: args.maxMatches ?? Infinity, packets: Infinity, text: Infinity };
  const run = RelationalRun.start(code.module, args, bounds);
  if (!run.ok) return run;
  const failure = await feedSources(run.value, tables, source, code.needs);
  return failure === undefined ? run.value.finish() : failed(failure);
}

/** Messages are read from bytes, too. */
function readsBytes({ needs, module }: UserCode): boolean {
  const run = RelationalRun.start(module);
  return needsBytes(needs) || (run.ok && run.value.sources.includes('messages'));
}

async function feedSources(
  run: RelationalRun,
  tables: CaptureTables,
  bytes: ByteSource,
  needs: EventNeeds,
): Promise<Failure | undefined> {
  if (run.sources.includes('messages')) await readMessages(tables, bytes, { pause: () => false });
  for (const source of run.sources) {
    const failure =
      source === 'packets'
        ? await feedAll(run, tables, new EventBatches(tables, bytes, needs))
        : feedRecords(run, new RecordBatches(tables, source, needs));
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function feedRecords(run: RelationalRun, batches: RecordBatches): Failure | undefined {
  for (let from = 0; ;) {
    const batch = batches.make(from, BATCH);
    const failure = run.feedRecords(batch);
    if (failure !== undefined || batch.isLast) return failure;
    from += batch.count;
  }
}

async function feedAll(
  run: RelationalRun,
  { packets }: CaptureTables,
  batches: EventBatches,
): Promise<Failure | undefined> {
  for (let from = 0; from < packets.length; from += BATCH) {
    const batch = await batches.make(from, BATCH);
    const failure = run.feed(batch);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function writeMatches(
  store: MatchStore,
  group: CaptureGroup,
  { incomplete, className }: MatchArguments,
  output: RowOutput,
): void {
  const columns = className === undefined ? commonFileColumns(store) : classFileColumns(store);
  output.setColumns([...group.before, ...columns], MATCHES.jsonColumns);
  for (const [row, { complete }] of store.set.matches.entries()) if (complete || incomplete) output.row(row);
}

/** What one class found. Throws UsageError if there is none of that name. */
function onlyOf(set: MatchSet, name: string): MatchSet {
  const wanted = set.classes.findIndex((each) => each.name === name);
  const names = set.classes.map((each) => each.name).join(', ');
  if (wanted < 0) throw new UsageError(`--class ${name}: the code has ${names}.`);
  const matches = set.matches.filter(({ flowClass }) => flowClass === wanted);
  return { classes: [set.classes[wanted]], omitted: [set.omitted[wanted]], matches: matches.map(asFirst) };
}

function asFirst(match: Match): Match {
  return { ...match, flowClass: 0 };
}

function reportOmitted({ omitted, classes }: MatchSet, path: string, report: Report): void {
  for (const [at, { name }] of classes.entries()) {
    if (omitted[at] > 0) report.say(`${path}: ${omitted[at]} further matches of ${name} are not listed.`);
  }
}
