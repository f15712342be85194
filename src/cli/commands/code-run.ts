import { needsBytes, type EventNeeds } from '../../core/model/event-needs.ts';
import { answered, failed, type Failure, type Reply } from '../../core/model/failure.ts';
import type { MatchSet } from '../../core/model/match.ts';
import type { ByteSource } from '../../core/model/reader.ts';
import type { TraceRequest, Traced } from '../../core/model/trace.ts';
import type { LineStore } from '../../core/lines/line-store.ts';
import { RelationalRun } from '../../core/relational/relational-run.ts';
import { EventBatches } from '../../core/session/events/event-batches.ts';
import { RecordBatches } from '../../core/session/events/record-batches.ts';
import { eventsOfLines } from '../../core/session/line-detail.ts';
import type { MatchedEvents } from '../../core/session/matched-events.ts';
import { readMessages } from '../../core/session/messages/read-messages.ts';
import type { CaptureTables } from '../../core/tables.ts';
import type { MatchArguments } from '../arguments.ts';
import type { UserCode } from './user-code.ts';

const NOTHING_TOLD: Traced = { lines: [], omitted: 0, late: [] };

/** Events made at a time. */
const BATCH = 16_384;

/** What a run goes over: the packets of a capture, or the lines of a log. */
export interface RunInput {
  readonly events: MatchedEvents;
  readonly feed: (run: RelationalRun, needs: EventNeeds) => Promise<Failure | undefined>;
}

/** A capture for runs. */
export function captureInput(tables: CaptureTables, bytes: ByteSource): RunInput {
  return { events: tables.packets, feed: (run, needs) => feedSources(run, tables, bytes, needs) };
}

/** A log for runs. */
export function logInput(lines: LineStore): RunInput {
  const feed = (run: RelationalRun, needs: EventNeeds): Failure | undefined =>
    feedRecords(run, new RecordBatches(lines, 'lines', needs));
  return { events: eventsOfLines(lines), feed: (run, needs) => Promise.resolve(feed(run, needs)) };
}

/** True if bytes of packets are wanted; messages are read from bytes, too. */
export function readsBytes({ needs, module }: UserCode): boolean {
  const run = RelationalRun.start(module);
  return needsBytes(needs) || (run.ok && run.value.sources.includes('messages'));
}

/** True if the code looks at the lines of a log, as it says or as was asked for. */
export function looksAtLines({ module }: UserCode, { events }: MatchArguments): boolean {
  const run = RelationalRun.start(module, { events });
  return run.ok ? run.value.isOverLines : events === 'lines';
}

/** What the code finds. */
export async function findMatches(input: RunInput, code: UserCode, args: MatchArguments): Promise<Reply<MatchSet>> {
  const bounds = { matches: args.maxMatches ?? Infinity, packets: Infinity, text: Infinity };
  const run = RelationalRun.start(code.module, args, bounds);
  if (!run.ok) return run;
  const failure = await input.feed(run.value, needsOf(code, args));
  return failure === undefined ? run.value.finish() : failed(failure);
}

/** What the code asks of events, or of flows that came too late: the same run again. `code`: loaded anew. */
export async function traceRun(
  input: RunInput,
  code: UserCode,
  args: MatchArguments,
  request: TraceRequest,
): Promise<Reply<{ readonly classes: readonly string[]; readonly traced: Traced }>> {
  const { doubleTake, events, order } = args;
  const run = RelationalRun.start(code.module, { doubleTake, events, order, trace: request });
  if (!run.ok) return run;
  const failure = await input.feed(run.value, needsOf(code, args));
  if (failure !== undefined) return failed(failure);
  const found = run.value.finish();
  if (!found.ok) return found;
  return answered({ classes: run.value.classes, traced: found.value.traced ?? NOTHING_TOLD });
}

function needsOf({ needs }: UserCode, { order }: MatchArguments): EventNeeds {
  return { ...needs, order };
}

async function feedSources(
  run: RelationalRun,
  tables: CaptureTables,
  bytes: ByteSource,
  needs: EventNeeds,
): Promise<Failure | undefined> {
  if (run.sources.includes('messages') && tables.messages.length === 0)
    await readMessages(tables, bytes, { pause: () => false });
  for (const source of run.sources) {
    const failure =
      source === 'packets'
        ? await feedPackets(run, tables, new EventBatches(tables, bytes, needs))
        : feedRecords(run, new RecordBatches(tables, source, needs));
    if (failure !== undefined) return failure;
  }
  return undefined;
}

async function feedPackets(
  run: RelationalRun,
  { packets }: CaptureTables,
  batches: EventBatches,
): Promise<Failure | undefined> {
  for (let from = 0; from < packets.length; from += BATCH) {
    const failure = run.feed(await batches.make(from, BATCH));
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
