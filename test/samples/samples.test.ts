import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import ts from 'typescript';
import { FileSource } from '../../src/cli/byte-sources.ts';
import { loadUserCode } from '../../src/cli/commands/user-code.ts';
import type { MatchSet } from '../../src/core/model/match.ts';
import { PAGE_DEFAULTS } from '../../src/core/model/parameters.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { RelationalRun } from '../../src/core/relational/relational-run.ts';
import { RecordBatches } from '../../src/core/session/events/record-batches.ts';
import { readMessages } from '../../src/core/session/messages/read-messages.ts';
import { EventBatches } from '../../src/core/session/events/event-batches.ts';
import { fileStream } from '../bytes.ts';

interface SampleEntry {
  readonly id: string;
  readonly file: string;
  readonly title: string;
  readonly sentences: string;
  readonly packets: number;
  readonly bytes: number;
  readonly example: string;
}

const pathOf = (name: string): string => fileURLToPath(new URL(`../../public/samples/${name}`, import.meta.url));
const samples = JSON.parse(readFileSync(pathOf('index.json'), 'utf8')) as readonly SampleEntry[];
const sources: FileSource[] = [];

async function analyse(file: string): Promise<CaptureTables> {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  const read = await new CaptureReading(tables).read(fileStream(pathOf(file)), file, 0);
  expect(read.ok).toBe(true);
  tables.finish();
  return tables;
}

async function runExample({ file, example }: SampleEntry): Promise<MatchSet> {
  const tables = await analyse(file);
  const code = await loadUserCode(pathOf(example));
  if (!code.ok) throw new Error(code.failure.detail);
  const run = RelationalRun.start(code.value.module);
  if (!run.ok) throw new Error(run.failure.detail);
  const source = new FileSource(pathOf(file));
  sources.push(source);
  const { needs } = code.value;
  const every = tables.packets.length;
  await readMessages(tables, source, { pause: () => false });
  for (const from of run.value.sources)
    if (from === 'packets')
      expect(run.value.feed(await new EventBatches(tables, source, needs).make(0, every))).toBeUndefined();
    else expect(run.value.feedRecords(new RecordBatches(tables, from, needs).make(0, every))).toBeUndefined();
  const found = run.value.finish();
  if (!found.ok) throw new Error(found.failure.detail);
  return found.value;
}

/** What the compiler says of all examples, checked against the module that users import. */
function compilerMessages(): readonly string[] {
  const program = ts.createProgram(
    samples.map(({ example }) => pathOf(example)),
    {
      strict: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      allowImportingTsExtensions: true,
      skipLibCheck: true,
      lib: ['lib.es2023.d.ts'],
      types: [],
      paths: { flowloom: [fileURLToPath(new URL('../../src/core/relational/api.ts', import.meta.url))] },
    },
  );
  return ts
    .getPreEmitDiagnostics(program)
    .map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
}

afterAll(() => {
  for (const source of sources) source.close();
});

describe('samples', () => {
  it('are six or more, small, and all together below 1 MB', () => {
    expect(samples.length).toBeGreaterThanOrEqual(6);
    expect(Math.max(...samples.map(({ bytes }) => bytes))).toBeLessThan(300_000);
    expect(samples.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(1_000_000);
  });

  it('have examples without a type error', () => {
    expect(compilerMessages()).toEqual([]);
  });

  describe.each(samples)('$id', (sample) => {
    it('has the size and the packets that the list states', async () => {
      const tables = await analyse(sample.file);
      expect(readFileSync(pathOf(sample.file)).length).toBe(sample.bytes);
      expect(tables.packets.length).toBe(sample.packets);
    });

    it('is described by two sentences', () => {
      expect(sample.sentences.match(/[.] (?=[A-Z])|[.]$/g)).toHaveLength(2);
    });

    it('has an example each of whose classes finds something', async () => {
      const { classes } = await runExample(sample);
      expect(classes.length).toBeGreaterThan(0);
      expect(classes.filter(({ completed }) => completed === 0)).toEqual([]);
    });
  });
});
