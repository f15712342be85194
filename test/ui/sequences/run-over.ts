import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { FileSource } from '../../../src/cli/byte-sources.ts';
import { LineStore } from '../../../src/core/lines/line-store.ts';
import type { MatchSet } from '../../../src/core/model/match.ts';
import { PAGE_DEFAULTS, type MeterParameters } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { RelationalRun } from '../../../src/core/relational/relational-run.ts';
import { transpile } from '../../../src/core/relational/transpile.ts';
import { MODULE_TEXT, withModuleAddress } from '../../../src/core/relational/user-module.ts';
import type { EventBatch } from '../../../src/core/model/event.ts';
import { eventNeeds, type EventNeeds } from '../../../src/core/model/event-needs.ts';
import { EventBatches } from '../../../src/core/session/events/event-batches.ts';
import { RecordBatches } from '../../../src/core/session/events/record-batches.ts';
import { readMessages } from '../../../src/core/session/messages/read-messages.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { EXAMPLE_LOG } from '../../../src/ui/panels/sequences/examples/log.ts';
import { fileStream } from '../../bytes.ts';

/** A capture as it is read, and where its bytes are. */
export interface OpenCapture {
  readonly tables: CaptureTables;
  readonly path: string;
}

/** Reads a sample of the page by its file name, or any capture by its path. */
export async function openTables(file: string, parameters: Partial<MeterParameters> = {}): Promise<OpenCapture> {
  const path = file.includes('/') ? file : fileURLToPath(new URL(`../../../public/samples/${file}`, import.meta.url));
  const tables = new CaptureTables({ ...PAGE_DEFAULTS, ...parameters });
  const done = await new CaptureReading(tables).read(fileStream(path), file, 0);
  if (!done.ok) throw new Error(`${file}: ${done.failure.code}`);
  tables.finish();
  return { tables, path };
}

let loads = 0;
/** Captures whose messages are in their tables. */
const withMessages = new WeakSet<CaptureTables>();

/** A module of TypeScript, loaded as the page loads it. `provideModule(globalThis)` must have been called. */
async function startRun(code: string): Promise<{ readonly run: RelationalRun; readonly needs: EventNeeds }> {
  const compiled = transpile(ts, code);
  if (!compiled.ok) throw new Error(compiled.failure.detail);
  const address = dataUrl(`${withModuleAddress(compiled.value.code, dataUrl(MODULE_TEXT))}\n// ${(loads += 1)}`);
  const exports = (await import(/* @vite-ignore */ address)) as Record<string, unknown>;
  const run = RelationalRun.start({ exports, code: compiled.value.code, address });
  if (!run.ok) throw new Error(run.failure.detail);
  return { run: run.value, needs: eventNeeds(compiled.value.code) };
}

/** Runs a module over a capture, over packets, flows and messages as it asks for them. */
export async function runOver({ tables, path }: OpenCapture, code: string): Promise<MatchSet> {
  const { run, needs } = await startRun(code);
  const bytes = new FileSource(path);
  try {
    await feedAll(run, tables, bytes, needs);
  } finally {
    bytes.close();
  }
  return foundBy(run);
}

/** Runs a module over one batch of packets. */
export async function runOverBatch(batch: EventBatch, code: string): Promise<MatchSet> {
  const { run } = await startRun(code);
  const failure = run.feed(batch);
  if (failure !== undefined) throw new Error(failure.detail);
  return foundBy(run);
}

function foundBy(run: RelationalRun): MatchSet {
  const set = run.finish();
  if (!set.ok) throw new Error(set.failure.detail);
  return set.value;
}

/** "Handshake 1,3,4 client=10.0.0.1" of each complete match. */
export function completeOf({ classes, matches }: MatchSet): readonly string[] {
  return [...matches]
    .filter(({ complete }) => complete)
    .map(({ flowClass, packets, fields }) =>
      [
        classes[flowClass]?.name ?? '',
        packets.map((packet) => packet + 1).join(),
        ...fields.map(({ name, value }) => `${name}=${value}`),
      ].join(' '),
    );
}

async function feedAll(run: RelationalRun, tables: CaptureTables, bytes: FileSource, needs: EventNeeds): Promise<void> {
  if (run.sources.includes('messages') && !withMessages.has(tables)) {
    withMessages.add(tables);
    await readMessages(tables, bytes, { pause: () => false });
  }
  for (const source of run.sources) {
    const failure =
      source === 'packets'
        ? run.feed(await new EventBatches(tables, bytes, needs).make(0, tables.packets.length))
        : run.feedRecords(
            new RecordBatches(source === 'lines' ? await exampleLines() : tables, source, needs).make(0, 1_000_000),
          );
    if (failure !== undefined) throw new Error(failure.detail);
  }
}

/** The log that the page offers beside the code over lines. */
function exampleLines(): Promise<LineStore> {
  return LineStore.of(new TextEncoder().encode(EXAMPLE_LOG));
}

function dataUrl(text: string): string {
  return `data:text/javascript,${encodeURIComponent(text)}`;
}
