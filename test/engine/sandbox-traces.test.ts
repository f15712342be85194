import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { EventBatch } from '../../src/core/model/event.ts';
import type { Match, MatchSet } from '../../src/core/model/match.ts';
import { provideModule } from '../../src/core/relational/module-members.ts';
import { packMatches } from '../../src/core/relational/pack-matches.ts';
import { RelationalRun } from '../../src/core/relational/relational-run.ts';
import { unpackMatches } from '../../src/core/relational/unpack-matches.ts';
import { MODULE_TEXT, withModuleAddress } from '../../src/core/relational/user-module.ts';
import type { DataApi } from '../../src/protocol/data.ts';
import type { LanguageApi } from '../../src/protocol/language.ts';
import type { SandboxReply, SandboxRequest } from '../../src/protocol/sandbox.ts';
import { ReplyReader } from '../../workers/reply-reader.ts';
import { noTraces, traceFolder } from '../core/relational/trace-folder.ts';
import { readEvents, type TraceDefinition, type TraceWindow } from '../core/relational/sequence/traces.ts';
import { sequenceText, windowText } from './trace-modules.ts';

// The real frame needs a browser; here the same code stands behind the same reader, in this thread.
vi.mock('../../src/engine/sandbox-frame.ts', () => ({ openSandbox: vi.fn() }));
const { createSandboxRunner } = await import('../../src/engine/sandbox-runner.ts');

interface Trace {
  readonly id: string;
  readonly definition: TraceDefinition & { readonly window?: TraceWindow };
  readonly events: string;
  readonly expect: {
    readonly matches: readonly object[];
    readonly ended?: readonly object[];
    readonly open?: readonly { readonly events: number[]; readonly waitsFor: string[] }[];
    readonly reached?: readonly number[];
  };
}

function dataUrl(text: string): string {
  return `data:text/javascript,${encodeURIComponent(text)}`;
}

/** What stands in the sandbox. */
class Inside {
  private run: RelationalRun | undefined;

  async answer(request: SandboxRequest): Promise<SandboxReply> {
    if (request.type === 'load') {
      const address = dataUrl(withModuleAddress(request.code, dataUrl(MODULE_TEXT)));
      const exports = (await import(/* @vite-ignore */ address)) as Record<string, unknown>;
      const started = RelationalRun.start({ exports, code: request.code, address }, request.options);
      if (!started.ok) return { type: 'failed', failure: started.failure };
      this.run = started.value;
      return { type: 'loaded', classes: this.run.classes, sources: this.run.sources };
    }
    if (this.run === undefined) throw new Error('nothing is loaded');
    if (request.type === 'events') this.run.feed(request.batch);
    if (request.type !== 'finish') return { type: 'progress', events: this.run.events, completed: this.run.completed };
    const found = this.run.finish();
    return found.ok ? { type: 'done', matches: packMatches(found.value) } : { type: 'failed', failure: found.failure };
  }
}

function openInside(receive: (reply: SandboxReply) => void) {
  const inside = new Inside();
  const port = {
    postMessage: (request: SandboxRequest) => void inside.answer(request).then((reply) => reader.hear(() => reply)),
    close: () => undefined,
  };
  const reader = new ReplyReader(port, receive);
  queueMicrotask(() => reader.hear(() => ({ type: 'ready' })));
  return { send: (request: SandboxRequest) => reader.send(request), close: () => undefined };
}

/** Letters as protocols, keys as addresses (none: no key), values as lengths (0: none). */
function batchOf(text: string): EventBatch {
  const events = readEvents(text);
  const texts = [...new Set(events.flatMap(({ letter, key }) => [letter, `k${key ?? ''}`, key ?? '']))];
  const zeros = new Int32Array(events.length);
  return {
    count: events.length,
    firstPacket: 0,
    timeNs: Float64Array.from(events, ({ timeNs }) => timeNs),
    wireLength: Uint32Array.from(events, ({ value }) => (value === undefined ? 0 : value + 1000)),
    payloadLength: new Uint16Array(events.length),
    flow: zeros.map(() => -1),
    source: Int32Array.from(events, ({ key }) => (key === undefined ? -1 : texts.indexOf(key))),
    destination: zeros.map(() => -1),
    protocol: Int32Array.from(events, ({ letter }) => texts.indexOf(letter)),
    sourcePort: zeros,
    destinationPort: zeros,
    tcpFlags: new Uint8Array(events.length),
    marks: new Uint8Array(events.length),
    newTexts: texts,
  };
}

const compiler = {
  transpile: async (code: string) => ({ ok: true, value: { code, mappings: '' } }),
  inSource: async (failure: object) => failure,
} as unknown as LanguageApi;

async function found(code: string, events: string): Promise<MatchSet> {
  const batch = batchOf(events);
  const data = { events: async () => ({ ok: true, value: batch }) } as unknown as DataApi;
  const options = { doubleTake: false, packets: batch.count };
  const reply = await createSandboxRunner(compiler, openInside).run(code, options, data, () => undefined);
  if (!reply.ok) throw new Error(reply.failure.detail);
  return unpackMatches(reply.value, batch.count);
}

function written({ packets, end, fields }: Match): object {
  const events = packets.map((packet) => packet + 1);
  if (end === undefined) throw new Error('a sequence tells how it ended');
  const { outcome, atNs, by, limit, what } = end;
  const peak = fields.find(({ name }) => name === 'peak');
  if (outcome === 'open') return { events, waitsFor: what.split(' or ') };
  const at = atNs / 1e9;
  if (outcome === 'match') return { events, at, ...(peak && { peak: Number(peak.value) }) };
  if (outcome === 'cut') return { events, at, ...(peak && { peak: Number(peak.value) }), cut: true };
  return {
    events,
    reason: outcome,
    at,
    ...(by !== undefined && { by: by + 1 }),
    ...(limit && { limit }),
    ...(outcome === 'forbidden' && { without: what }),
  };
}

/** What ended a flow whose copies went on is not told. */
function asTold(ended: { readonly reason?: string; readonly without?: string }): object {
  const { without, ...rest } = ended;
  return ended.reason === 'forked' || without === undefined ? rest : ended;
}

async function check({ id, definition, events, expect: wanted }: Trace): Promise<void> {
  const code = definition.window === undefined ? sequenceText(definition) : windowText(definition.window);
  const set = await found(code, events);
  const { classes } = set;
  const matches = [...set.matches];
  const ended = matches.filter(({ complete, end }) => !complete && end?.outcome !== 'open');
  const open = matches.filter(({ end }) => end?.outcome === 'open');
  expect(matches.filter(({ complete }) => complete).map(written), id).toEqual(wanted.matches);
  expect(ended.map(written), id).toEqual((wanted.ended ?? []).map(asTold));
  expect(open.map(written), id).toEqual((wanted.open ?? []).map(({ events, waitsFor }) => ({ events, waitsFor })));
  expect(
    classes[0]?.funnel?.steps.map(({ reached }) => reached),
    id,
  ).toEqual(wanted.reached ?? []);
}

/** Nobody can write that what lies behind a capture is absent, or an optional step that repeats: those run in the core. */
function canBeSaid({ definition, events }: Trace): boolean {
  if (definition.window !== undefined) return definition.endOfStream !== 'absent';
  const isSaid = definition.items.every(({ optional, times }) => optional !== true || times === undefined);
  return isSaid && definition.endOfStream !== 'absent' && events !== '';
}

describe.skipIf(traceFolder === undefined)(`sequences in the sandbox as their rules have them${noTraces}`, () => {
  beforeAll(() => provideModule(globalThis));

  it('trace by trace', async () => {
    const traces = (JSON.parse(readFileSync(`${traceFolder}/traces.json`, 'utf8')) as Trace[]).filter(canBeSaid);
    expect(traces.length).toBeGreaterThan(90);
    for (const trace of traces) await check(trace);
  });

  it('and at random', { timeout: 120_000 }, async () => {
    const lines = gunzipSync(readFileSync(`${traceFolder}/random.ndjson.gz`))
      .toString()
      .trim()
      .split('\n');
    const traces = lines.map((line) => JSON.parse(line) as Trace).filter(canBeSaid);
    expect(traces.length).toBeGreaterThan(800);
    for (const trace of traces) await check(trace);
  });
});

describe('a class in the sandbox that throws', () => {
  beforeAll(() => provideModule(globalThis));

  it('keeps what it and others found', async () => {
    const set = await found(
      `import { Flow } from 'flowloom';
       class Two extends Flow {
         isNextEvent(p) {
           if (this.events.length === 1 && p.protocol === 'z') throw new Error('z');
           return p.protocol === 'ab'[this.events.length];
         }
         isComplete() { return this.events.length === 2; }
       }
       export class Throwing extends Two {}
       export class Quiet extends Two { isNextEvent(p) { return p.protocol !== 'z' && super.isNextEvent(p); } }`,
      'a@0 z@1 b@2 a@3 b@4',
    );
    expect(set.classes).toMatchObject([
      { name: 'Throwing', completed: 1, incomplete: 1, fault: { detail: 'Error: z (at packet 2)', line: 4 } },
      { name: 'Quiet', completed: 2, incomplete: 0 },
    ]);
    expect([...set.matches].filter(({ end }) => end !== undefined)).toMatchObject([
      { packets: [0], complete: false, end: { outcome: 'error', by: 1, atNs: 1e9 } },
    ]);
  });

  it('is refused with its line if a method is async', async () => {
    const code = `import { Flow } from 'flowloom';
      export class Later extends Flow {
        async isNextEvent() { return true; }
        isComplete() { return true; }
      }`;
    await expect(found(code, 'a@0')).rejects.toThrow('isNextEvent must answer at once');
  });
});
