import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { FileSource } from '../../../src/cli/byte-sources.ts';
import { cutTables } from '../../../src/cli/commands/code-columns.ts';
import { eventNeeds } from '../../../src/core/model/event-needs.ts';
import type { Failure } from '../../../src/core/model/failure.ts';
import type { MatchSet } from '../../../src/core/model/match.ts';
import type { OperatorResults } from '../../../src/core/model/operators.ts';
import { NFSTREAM_DEFAULTS, type MeterParameters } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { makePluginMeter } from '../../../src/core/plugin-meter.ts';
import { provideModule } from '../../../src/core/relational/module-members.ts';
import { RelationalRun } from '../../../src/core/relational/relational-run.ts';
import { transpile } from '../../../src/core/relational/transpile.ts';
import { MODULE_TEXT, withModuleAddress } from '../../../src/core/relational/user-module.ts';
import { addedTables } from '../../../src/core/session/added-columns.ts';
import { EventBatches } from '../../../src/core/session/events/event-batches.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { textReader } from '../../../src/core/export/cell-text.ts';
import { fileStream } from '../../bytes.ts';

provideModule(globalThis);

/** Each call loads the module anew, as each run does. */
let loads = 0;

/** The text of a bundled example. */
export function exampleText(name: string): string {
  return readFileSync(
    fileURLToPath(new URL(`../../../src/ui/panels/sequences/examples/${name}.ts.txt`, import.meta.url)),
    'utf8',
  );
}

/** The path of a sample that the page ships. */
export function samplePath(name: string): string {
  return fileURLToPath(new URL(`../../../public/samples/${name}`, import.meta.url));
}

/** A capture's tables. */
export async function tablesOf(path: string, parameters: MeterParameters = NFSTREAM_DEFAULTS): Promise<CaptureTables> {
  const tables = new CaptureTables(parameters);
  await new CaptureReading(tables).read(fileStream(path), path, 0);
  tables.finish();
  return tables;
}

/** What a run left behind. */
export interface Ran {
  readonly set: MatchSet;
  readonly results: OperatorResults;
}

/** Runs a module over tables, in batches of so many packets. */
export async function run(tables: CaptureTables, path: string, source: string, size = 1000): Promise<Ran | Failure> {
  const compiled = transpile(ts, source);
  if (!compiled.ok) return compiled.failure;
  const dataUrl = (text: string): string => `data:text/javascript,${encodeURIComponent(text)}`;
  const address = dataUrl(`${withModuleAddress(compiled.value.code, dataUrl(MODULE_TEXT))}\n// ${(loads += 1)} o`);
  const exports = (await import(/* @vite-ignore */ address)) as Record<string, unknown>;
  const metering = { parameters: tables.parameters };
  const module = { exports, code: compiled.value.code, address };
  const started = RelationalRun.start(module, {}, undefined, { makeMeter: makePluginMeter, metering });
  if (!started.ok) return started.failure;
  const bytes = new FileSource(path);
  const needs = { ...eventNeeds(compiled.value.code), metered: started.value.needsMetering };
  const batches = new EventBatches(tables, bytes, needs);
  for (let from = 0; from < tables.packets.length; from += size) {
    const failure = started.value.feed(await batches.make(from, size));
    if (failure !== undefined) return failure;
  }
  bytes.close();
  const found = started.value.finish();
  const results = started.value.operatorResults();
  if (!found.ok) return found.failure;
  if (results === undefined) throw new Error('The module has no operators.');
  return { set: found.value, results };
}

/** Runs a module over a capture, and gives columns of a table as files write them, row by row. */
export async function columnsAfter(
  path: string,
  source: string,
  table: 'flows' | 'packets',
  ids: readonly string[],
  parameters: MeterParameters = NFSTREAM_DEFAULTS,
): Promise<string[][]> {
  const before = await tablesOf(path, parameters);
  const ran = await run(before, path, source);
  if (!('results' in ran)) throw new Error(ran.detail);
  const { results } = ran;
  const tables = await cutTables(before, results, path, undefined);
  const added = addedTables(results, tables);
  const rows = table === 'flows' ? (added.flows ?? tables.flows) : (added.packets ?? tables.packetTable);
  const readers = ids.map((id) => {
    const column = rows.columns.get(id);
    if (column === undefined) throw new Error(`There is no column ${id}.`);
    return textReader(column);
  });
  return Array.from({ length: rows.length }, (_, row) => readers.map((read) => read(row)));
}
