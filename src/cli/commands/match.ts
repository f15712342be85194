import type { Failure, Reply } from '../../core/model/failure.ts';
import type { Match, MatchSet } from '../../core/model/match.ts';
import type { ByteSource } from '../../core/model/reader.ts';
import { matchSetOf } from '../../core/relational/match-set.ts';
import { CaptureReading } from '../../core/pipeline.ts';
import { MatchStore } from '../../core/session/match-store.ts';
import { classFileColumns, commonFileColumns, MATCHES } from '../../core/session/tables/matches.ts';
import { CaptureTables } from '../../core/tables.ts';
import type { MatchArguments } from '../arguments.ts';
import { Spool, withBytes } from '../byte-sources.ts';
import { failureSentence } from '../messages.ts';
import { readCapture } from '../read-capture.ts';
import type { Report } from '../report.ts';
import { Output } from '../output.ts';
import { outputsOf } from '../open-output.ts';
import { endOutput, type RowOutput } from '../row-output.ts';
import { UsageError } from '../usage-error.ts';
import { captureGroups } from './capture-groups.ts';
import type { CaptureGroup } from './capture-groups.ts';
import { openLog } from '../read-log.ts';
import { captureInput, findMatches, logInput, looksAtLines, readsBytes, traceRun, type RunInput } from './code-run.ts';
import { traceColumns } from './explain-packet.ts';
import { funnelText, isTooLate, lateAnswers, nearMissColumns, type LateAnswers } from './near-misses.ts';
import { loadUserCode } from './user-code.ts';
import type { UserCode } from './user-code.ts';

/** What one call writes. */
interface Writing {
  readonly args: MatchArguments;
  readonly code: UserCode;
  readonly output: RowOutput;
  readonly report: Report;
  /** What each capture’s classes found. */
  readonly found: { readonly file: string; readonly classes: MatchSet['classes'] }[];
}

/** `flowloom match`: one row a match, complete ones first. Throws UsageError for what is wrong with the code. */
export async function runMatch(args: MatchArguments, report: Report): Promise<void> {
  const open = await outputsOf(args.format ?? 'csv');
  const code = await loaded(args);
  const output = open(args.output);
  const writing: Writing = { args, code, output, report, found: [] };
  for (const group of captureGroups(args)) await report.guard(group.paths.join(' '), () => writeGroup(group, writing));
  await endOutput(output, report);
  if (args.funnel === undefined) return;
  const funnel = Output.open(args.funnel);
  funnel.writeText(funnelText(writing.found));
  await endOutput(funnel, report);
}

/** The code, loaded: anew with each call, so that what stands outside of its classes begins anew. */
async function loaded({ code: path }: MatchArguments): Promise<UserCode> {
  const code = await loadUserCode(path);
  if (!code.ok) throw new UsageError(failureSentence(code.failure, path), '');
  return code.value;
}

async function writeGroup(group: CaptureGroup, writing: Writing): Promise<void> {
  if (!looksAtLines(writing.code, writing.args)) return writeCapture(group, writing);
  const log = await openLog(group.paths[0], writing.report);
  if (log === undefined) return;
  await writeInput(logInput(log.lines), group, writing);
  await writing.output.drain();
}

function writeInput(input: RunInput, group: CaptureGroup, writing: Writing): Promise<void> {
  const { explain } = writing.args;
  return explain === undefined ? writeFound(input, group, writing) : writeExplained(input, group, explain, writing);
}

async function writeCapture(group: CaptureGroup, writing: Writing): Promise<void> {
  const { code, args, output, report } = writing;
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
    const write = (source: ByteSource): Promise<void> => writeInput(captureInput(tables, source), group, writing);
    if (bytesWanted) await withBytes(path, tables.facts, spool, write);
    else await write(spool);
    await output.drain();
  } finally {
    spool.close();
  }
}

async function writeFound(input: RunInput, group: CaptureGroup, writing: Writing): Promise<void> {
  const { code, args, report } = writing;
  const [path] = group.paths;
  const found = unwrapped(await findMatches(input, code, args), writing);
  writing.found.push({ file: path, classes: found.classes });
  const late = args.nearMisses && some(found.matches, isTooLate) ? await lateOf(input, writing) : NONE_LATE;
  writeMatches(found, late, input, group, writing);
  reportOmitted(found, path, report);
  for (const { name, crowd } of found.classes) if (crowd !== undefined) report.say(crowdSentence(path, name, crowd));
  for (const { fault } of found.classes) if (fault !== undefined) report.threw(code.inSource(fault), args.code);
}

/** What is said of flows without a key, each of which all packets were shown to. */
function crowdSentence(path: string, name: string, crowd: number): string {
  return `${path}: ${name} has no key, so each packet was shown to all of its open flows, up to ${crowd}: that is slow, and mixes what belongs to different flows. Add a key, .key('flow') for example, or fewer open ones by within or maxOpen.`;
}

const NONE_LATE: LateAnswers = new Map();

/** The same run again, which tells what flows that came too late would have taken. */
async function lateOf(input: RunInput, writing: Writing): Promise<LateAnswers> {
  const { args } = writing;
  const { traced } = unwrapped(await traceRun(input, await loaded(args), args, { late: 'all' }), writing);
  return lateAnswers(traced.late);
}

async function writeExplained(input: RunInput, group: CaptureGroup, number: number, writing: Writing): Promise<void> {
  const { args, code, output, report } = writing;
  const { length, flow } = input.events;
  const event = flow === undefined ? 'line' : 'packet';
  if (number > length) throw new UsageError(`--explain ${number}: ${group.paths[0]} has ${length} ${event}s.`, '');
  const { classes, traced } = unwrapped(await traceRun(input, code, args, { packet: number - 1 }), writing);
  output.setColumns([...group.before, ...traceColumns(traced.lines, classes, event)]);
  for (const row of traced.lines.keys()) output.row(row);
  if (traced.omitted > 0) report.say(`${traced.omitted} further conditions are not listed.`);
}

/** What a run gave; what the code did wrong is said with its place. */
function unwrapped<T>(reply: Reply<T>, { code, args }: Writing): T {
  if (reply.ok) return reply.value;
  const failure: Failure = code.inSource(reply.failure);
  throw new UsageError(failureSentence(failure, args.code), '');
}

function writeMatches(
  found: MatchSet,
  late: LateAnswers,
  { events }: RunInput,
  group: CaptureGroup,
  { args, output }: Writing,
): void {
  const { className, incomplete, nearMisses } = args;
  const set = className === undefined ? found : onlyOf(found, className);
  const store = new MatchStore(set, events);
  const columns = className === undefined ? commonFileColumns(store) : classFileColumns(store);
  const wanted = found.classes.findIndex(({ name }) => name === className);
  const classOf = ({ flowClass }: Match): number => (className === undefined ? flowClass : wanted);
  const misses = nearMisses ? nearMissColumns(set, late, classOf, store.isOfLines ? 'line' : 'packet') : [];
  output.setColumns([...group.before, ...columns, ...misses], MATCHES.jsonColumns);
  const { complete } = set.matches.columns;
  for (let row = 0; row < complete.length; row++) if (complete[row] === 1 || incomplete || nearMisses) output.row(row);
}

/** What one class found. Throws UsageError if there is none of that name. */
function onlyOf(set: MatchSet, name: string): MatchSet {
  const wanted = set.classes.findIndex((each) => each.name === name);
  const names = set.classes.map((each) => each.name).join(', ');
  if (wanted < 0) throw new UsageError(`--class ${name}: the code has ${names}.`);
  const matches = ofClass(set.matches, wanted);
  return matchSetOf({ classes: [set.classes[wanted]], omitted: [set.omitted[wanted]], matches });
}

function* ofClass(matches: Iterable<Match>, wanted: number): Generator<Match, void> {
  for (const match of matches) if (match.flowClass === wanted) yield { ...match, flowClass: 0 };
}

function some(matches: Iterable<Match>, test: (match: Match) => boolean): boolean {
  for (const match of matches) if (test(match)) return true;
  return false;
}

function reportOmitted({ omitted, classes, leftOut = [] }: MatchSet, path: string, report: Report): void {
  if (leftOut.length > 0) report.say(`${path}: left out, since other events are wanted: ${leftOut.join(', ')}.`);
  for (const [at, { name }] of classes.entries()) {
    if (omitted[at] > 0) report.say(`${path}: ${omitted[at]} further matches of ${name} are not listed.`);
  }
}
