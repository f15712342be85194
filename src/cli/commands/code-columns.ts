import { BitSet } from '../../base/bit-set.ts';
import { failed, type Failure, type Reply } from '../../core/model/failure.ts';
import type { Cuts, OperatorResults } from '../../core/model/operators.ts';
import { lossSentences } from '../../core/model/added-words.ts';
import { meterCost } from '../../core/model/parameter-cost.ts';
import type { ByteSource } from '../../core/model/reader.ts';
import { CaptureReading } from '../../core/pipeline.ts';
import { makePluginMeter } from '../../core/plugin-meter.ts';
import type { TakeLine } from '../../core/relational/operators/line-writer.ts';
import { RelationalRun } from '../../core/relational/relational-run.ts';
import { EventBatches } from '../../core/session/events/event-batches.ts';
import { CaptureTables } from '../../core/tables.ts';
import type { PcapFilter } from '../../core/pcap-filter/pcap-filter.ts';
import { openInput } from '../input.ts';
import { failureSentence } from '../messages.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';
import { loadUserCode, type UserCode } from './user-code.ts';

/** Packets that the code is given at a time. */
const BATCH = 16_384;

/** A user's module for one capture, loaded anew: what its variables hold is of no other. Throws UsageError if it cannot be. */
export async function codeForCapture(path: string): Promise<UserCode> {
  const code = await loadUserCode(path);
  if (!code.ok) throw new UsageError(failureSentence(code.failure, path), '');
  return code.value;
}

/** Runs the operators of a module over a capture that was read. Throws UsageError for what is wrong with the code. */
export async function runOperators(
  tables: CaptureTables,
  source: ByteSource,
  code: UserCode,
  path: string,
  takeLine?: TakeLine,
): Promise<OperatorResults> {
  const found = await results(tables, source, code, takeLine);
  if (!found.ok) throw new UsageError(failureSentence(code.inSource(found.failure), path), '');
  return found.value;
}

async function results(
  tables: CaptureTables,
  source: ByteSource,
  code: UserCode,
  takeLine: TakeLine | undefined,
): Promise<Reply<OperatorResults>> {
  const metering = { parameters: tables.parameters };
  const host = { makeMeter: makePluginMeter, metering, ...(takeLine && { takeLine }) };
  const run = RelationalRun.start(code.module, {}, undefined, host);
  if (!run.ok) return run;
  const batches = new EventBatches(tables, source, { ...code.needs, metered: run.value.needsMetering });
  for (let from = 0; from < tables.packets.length; from += BATCH) {
    const failure: Failure | undefined = run.value.feed(await batches.make(from, BATCH));
    if (failure !== undefined) return failed(failure);
  }
  const done = run.value.finish();
  if (!done.ok) return done;
  const found = run.value.operatorResults();
  return found === undefined
    ? failed('code-syntax', 'The code exports no plugin, link or tagger.')
    : { ok: true, value: found };
}

/** The tables with flows ended where plugins ended them: metered again from memory, or the capture read once more. */
export async function cutTables(
  tables: CaptureTables,
  { cuts }: OperatorResults,
  path: string,
  packetFilter: PcapFilter | undefined,
): Promise<CaptureTables> {
  if (cuts.length === 0) return tables;
  const at = new BitSet(tables.packets.length);
  for (const packet of cuts) at.add(packet);
  const { parameters, facts, packets } = tables;
  const spanNs = facts.lastNs - facts.firstNs;
  const state = { parameters, finished: true, spanNs, packets: packets.length, recut: true };
  if (meterCost(state, parameters).type === 'memory') {
    tables.meterAgain(parameters, at);
    return tables;
  }
  if (path === '-') throw new UsageError(READ_TWICE, '');
  return readAgain(path, tables, at, packetFilter);
}

const READ_TWICE =
  'Plugins end flows here, and what flows are is told by their first packets: the capture must be read twice, so give the path of a file, or --n-dissections 0.';

/** What is wrong with the capture was said the first time. */
async function readAgain(
  path: string,
  { parameters }: CaptureTables,
  cuts: Cuts,
  packetFilter: PcapFilter | undefined,
): Promise<CaptureTables> {
  const tables = new CaptureTables(parameters, undefined, cuts);
  const input = openInput(path);
  await new CaptureReading(tables).read(input, path, 0, { packetFilter });
  input.close();
  tables.finish();
  return tables;
}

/** Says what operators threw, and what of their values is not written as they gave it. */
export function reportResults(
  { operators, losses }: OperatorResults,
  code: UserCode,
  path: string,
  report: Report,
): void {
  for (const { fault } of operators) if (fault !== undefined) report.threw(code.inSource(fault), path);
  for (const sentence of lossSentences(losses)) report.say(`${path}: ${sentence}`);
}
