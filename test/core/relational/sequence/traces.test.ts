import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { noTraces, traceFolder } from '../trace-folder.ts';
import { runTrace, runWindow, type TraceDefinition, type TraceWindow } from './traces.ts';

interface Trace {
  readonly id: string;
  readonly definition: TraceDefinition & { readonly window?: TraceWindow };
  readonly events: string;
  readonly expect: unknown;
}

const folder = traceFolder;

function found({ definition, events }: Trace): unknown {
  const { window, endOfStream } = definition;
  const result =
    window === undefined ? runTrace(definition, events) : runWindow(window, events, endOfStream === 'absent');
  return JSON.parse(JSON.stringify(result));
}

describe.skipIf(folder === undefined)(`sequences as their rules have them${noTraces}`, () => {
  it('trace by trace', () => {
    const traces = JSON.parse(readFileSync(`${folder}/traces.json`, 'utf8')) as Trace[];
    expect(traces.length).toBe(108);
    for (const trace of traces) expect(found(trace), trace.id).toEqual(trace.expect);
  });

  it('and at random', () => {
    const lines = gunzipSync(readFileSync(`${folder}/random.ndjson.gz`))
      .toString()
      .trim()
      .split('\n');
    expect(lines.length).toBe(1334);
    for (const line of lines) {
      const trace = JSON.parse(line) as Trace;
      expect(found(trace), trace.id).toEqual(trace.expect);
    }
  });
});
