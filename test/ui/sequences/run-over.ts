import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { FileSource } from '../../../src/cli/byte-sources.ts';
import type { MatchSet } from '../../../src/core/model/match.ts';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { RelationalRun } from '../../../src/core/relational/relational-run.ts';
import { transpile } from '../../../src/core/relational/transpile.ts';
import { MODULE_TEXT, withModuleAddress } from '../../../src/core/relational/user-module.ts';
import { EventBatches } from '../../../src/core/session/event-batches.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { fileStream } from '../../bytes.ts';

/** A capture as it is read, and where its bytes are. */
export interface OpenCapture {
  readonly tables: CaptureTables;
  readonly path: string;
}

/** Reads a sample of the page by its file name, or any capture by its path. */
export async function openTables(file: string): Promise<OpenCapture> {
  const path = file.includes('/') ? file : fileURLToPath(new URL(`../../../public/samples/${file}`, import.meta.url));
  const tables = new CaptureTables(PAGE_DEFAULTS);
  const read = await new CaptureReading(tables).read(fileStream(path), file, 0);
  if (!read.ok) throw new Error(`${file}: ${read.failure.code}`);
  tables.finish();
  return { tables, path };
}

let loads = 0;

/** Runs a module of TypeScript over a capture, as the page does. `provideModule(globalThis)` must have been called. */
export async function runOver({ tables, path }: OpenCapture, code: string): Promise<MatchSet> {
  const compiled = transpile(ts, code);
  if (!compiled.ok) throw new Error(compiled.failure.detail);
  const address = dataUrl(`${withModuleAddress(compiled.value.code, dataUrl(MODULE_TEXT))}\n// ${(loads += 1)}`);
  const exports = (await import(/* @vite-ignore */ address)) as Record<string, unknown>;
  const run = RelationalRun.start({ exports, code: compiled.value.code, address });
  if (!run.ok) throw new Error(run.failure.detail);
  const source = new FileSource(path);
  try {
    const batch = await new EventBatches(tables.sources, source).make(0, tables.packets.length, true);
    const failure = run.value.feed(batch);
    if (failure !== undefined) throw new Error(failure.detail);
  } finally {
    source.close();
  }
  const set = run.value.finish();
  if (!set.ok) throw new Error(set.failure.detail);
  return set.value;
}

/** "Handshake 1,3,4 client=10.0.0.1" of each complete match. */
export function completeOf({ classes, matches }: MatchSet): readonly string[] {
  return matches
    .filter(({ complete }) => complete)
    .map(({ flowClass, packets, fields }) =>
      [
        classes[flowClass]?.name ?? '',
        packets.map((packet) => packet + 1).join(),
        ...fields.map(({ name, value }) => `${name}=${value}`),
      ].join(' '),
    );
}

function dataUrl(text: string): string {
  return `data:text/javascript,${encodeURIComponent(text)}`;
}
