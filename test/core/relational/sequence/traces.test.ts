import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noTraces, traceFolder, tracesWith } from '../trace-folder.ts';
import { slowMatches } from './slow-matcher.ts';
import { slowWindows } from './slow-windows.ts';
import { readEvents, runTrace, runWindow, type TraceDefinition, type TraceWindow } from './traces.ts';

interface Trace {
  readonly id: string;
  readonly definition: TraceDefinition & { readonly window?: TraceWindow };
  readonly events: string;
  readonly expect: unknown;
}

function found({ definition, events }: Trace): unknown {
  const { window, endOfStream } = definition;
  const result =
    window === undefined ? runTrace(definition, events) : runWindow(window, events, endOfStream === 'absent');
  return JSON.parse(JSON.stringify(result));
}

/** The same by the matcher that the others are held against. */
function foundPlainly({ definition, events }: Trace): unknown {
  const { window, endOfStream } = definition;
  const read = readEvents(events);
  const result =
    window === undefined ? slowMatches(definition, read) : slowWindows(window, read, endOfStream === 'absent');
  return JSON.parse(JSON.stringify(result));
}

describe.skipIf(traceFolder === undefined)(`sequences as their rules have them${noTraces}`, () => {
  const files = traceFolder === undefined ? [] : tracesWith<Trace>(traceFolder, 'definition');

  it.each(files)('in $name', ({ name, traces }) => {
    for (const trace of traces) expect(found(trace), `${name} ${trace.id}`).toEqual(trace.expect);
  });

  it.each(files)('in $name, followed plainly', ({ name, traces }) => {
    for (const trace of traces) expect(foundPlainly(trace), `${name} ${trace.id}`).toEqual(trace.expect);
  });

  it.skipIf(process.env['FLOWLOOM_SEQUENCES'] !== undefined)('all of them', () => {
    const counts = Object.fromEntries(files.map(({ name, traces }) => [name, traces.length]));
    expect(counts).toMatchObject({ 'traces.json': 108, 'random.ndjson.gz': 1334 });
  });
});

describe('a folder of traces', () => {
  const folderOf = (files: Readonly<Record<string, string>>): string => {
    const folder = mkdtempSync(join(tmpdir(), 'flowloom-traces-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return folder;
  };

  it('that is missing, empty or holds something else is refused in words', () => {
    expect(() => tracesWith('/nowhere', 'definition')).toThrow('There is no folder /nowhere');
    expect(() => tracesWith(folderOf({ 'README.md': '' }), 'definition')).toThrow('has no traces');
    expect(() => tracesWith(folderOf({ 'traces.json': '[]' }), 'definition')).toThrow('has no traces');
    expect(() => tracesWith(folderOf({ 'traces.json': '[1]' }), 'definition')).toThrow('no trace');
    expect(() => tracesWith(folderOf({ 'a.json': '[{"classes":[]}]' }), 'definition')).toThrow('“definition”');
  });

  it('may hold further files of the same forms', () => {
    const trace = '{"id":"x","definition":{"items":[]},"events":"","expect":{}}';
    const folder = folderOf({ 'traces.json': `[${trace}]`, 'more.ndjson': `${trace}\n${trace}\n` });
    expect(tracesWith(folder, 'definition').map(({ name, traces }) => [name, traces.length])).toEqual([
      ['more.ndjson', 2],
      ['traces.json', 1],
    ]);
  });
});
