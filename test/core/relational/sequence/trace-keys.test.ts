import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventBatch } from '../../../../src/core/model/event.ts';
import type { MatchSet } from '../../../../src/core/model/match.ts';
import type { TraceRequest } from '../../../../src/core/model/trace.ts';
import { NO_NEEDS } from '../../../../src/core/model/event-needs.ts';
import { keepsNothing } from '../../../../src/core/relational/keeps-nothing.ts';
import { RelationalRun, type UserModule } from '../../../../src/core/relational/relational-run.ts';
import { EventBatches } from '../../../../src/core/session/events/event-batches.ts';
import { keyRows } from '../../../../src/core/session/events/key-rows.ts';
import { FileSource } from '../../../../src/cli/byte-sources.ts';
import { loadedModule } from '../loaded-module.ts';
import { samplePath, tablesOf } from '../run-operators.ts';
import { packetsOf, sequenceText } from './definition-text.ts';
import { definitions, streams } from './random-definitions.ts';
import type { LetterEvent, TraceDefinition } from './traces.ts';

const numRuns = Number(process.env['FLOWLOOM_RUNS'] ?? 400) / 10;
const seed = Number(process.env['FLOWLOOM_SEED'] ?? 20_260);

function started(module: UserModule, trace?: TraceRequest): RelationalRun {
  const run = RelationalRun.start(module, { trace });
  if (!run.ok) throw new Error(run.failure.detail);
  return run.value;
}

function finished(run: RelationalRun): MatchSet {
  const found = run.finish();
  if (!found.ok) throw new Error(found.failure.detail);
  return found.value;
}

/** Events of the flow of one of them, and that one, with the latest time so far. */
function ofFlow(events: readonly LetterEvent[], packet: number): EventBatch {
  const key = events[packet]?.key;
  const chosen = events.filter((event, at) => at === packet || event.key === key);
  const rows = chosen.map(({ number }) => number - 1);
  const clocks = rows.map((row) => Math.max(...events.slice(0, row + 1).map(({ timeNs }) => timeNs)));
  const batch = packetsOf(chosen, 0, []);
  return { ...batch, rows: Int32Array.from(rows), clockNs: Float64Array.from(clocks) };
}

/** As it says what is told: without what it throws, which the page looks for in the run before. */
function withoutThrows(definition: TraceDefinition): TraceDefinition {
  return JSON.parse(
    JSON.stringify(definition, (name, value: unknown) => (name === 'throws' ? undefined : value)),
  ) as TraceDefinition;
}

/** Times of a capture count from its first packet; here none is before it. */
function fromNought(events: readonly LetterEvent[]): LetterEvent[] {
  const first = events[0]?.timeNs ?? 0;
  return events.map((event) => ({ ...event, timeNs: Math.max(0, event.timeNs - first) }));
}

describe('what is told of one packet by the packets of its key', () => {
  it('is what the whole run tells, at random', async () => {
    const keyed = fc.tuple(definitions, fc.constantFrom('flow' as const, 'fields' as const), fc.boolean());
    let narrowed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(keyed, { minLength: 1, maxLength: 4 }), streams(false), async (all, stream) => {
        const numbered = fromNought(stream);
        if (numbered.length === 0) return;
        const lines = all.map(([definition, key, asked], at) => {
          const text = sequenceText(
            `s${at}`,
            { ...withoutThrows(definition), key: true, ...(definition.longest === true && { maxOpen: 100 }) },
            { asked, key },
          );
          return `export const s${at} = ${text};`;
        });
        const module = await loadedModule([`import { sequence } from 'flowloom';`, ...lines].join('\n'));
        const batch = packetsOf(numbered, 0, []);
        const plain = started(module);
        plain.feed(batch);
        const { classes, matches } = finished(plain);
        if (classes.some(({ funnel }) => funnel?.ends.some(({ outcome }) => outcome === 'evicted'))) return;
        const requests: TraceRequest[] = [
          ...numbered.map((_, packet) => ({ packet })),
          ...[...matches].slice(0, 20).map(({ flowClass, packets }) => ({ flow: { flowClass, packets } })),
        ];
        for (const request of requests) {
          const trace = { ...request, byKey: numbered.length };
          const some = started(module, trace);
          const { traceKeys } = some;
          if (traceKeys === undefined) continue;
          narrowed++;
          const whole = started(module, request);
          whole.feed(batch);
          some.feed(ofFlow(numbered, traceKeys.packet));
          expect(finished(some).traced).toEqual(finished(whole).traced);
        }
      }),
      { numRuns, seed },
    );
    expect(narrowed).toBeGreaterThan(numRuns);
  }, 600_000);

  it('is what the whole run tells, of each packet of a capture', async () => {
    const path = samplePath('web-page.pcap');
    const tables = await tablesOf(path);
    const bytes = new FileSource(path);
    const module = await loadedModule(`
      import { sequence, hosts } from 'flowloom';
      const isAnswer = (p, m) => p.dst === m.syn.src && p.srcPort === m.syn.dstPort;
      export const open = sequence('open').key('flow').starts('one')
        .step('syn', { syn: true, ack: false }).step('synAck', { syn: true, ack: true }, { within: 3 }).step('ack', { ack: true }, { strict: true });
      export const pair = sequence('pair').key(hosts).step('syn', { syn: true, ack: false }).step('any', (p, m) => isAnswer(p, m)).within(0.05);
      export const beat = sequence('beat').key('src', 'dst', 'dstPort').where({ length: { min: 70 } }).step('a', {}).repeat('b', [2, 4], { psh: true }).maxGap(1).longest();
    `);
    const whole = await new EventBatches(tables, bytes, NO_NEEDS).make(0, tables.packets.length);
    for (let packet = 0; packet < tables.packets.length; packet++) {
      const all = started(module, { packet });
      all.feed(whole);
      const some = started(module, { packet, byKey: tables.packets.length });
      const { traceKeys } = some;
      expect(traceKeys?.keys).toEqual([['flow'], ['hosts'], ['src', 'dst', 'dstPort']]);
      const { rows, clockNs } = keyRows(tables, traceKeys ?? { packet, keys: [] });
      some.feed(await new EventBatches(tables, bytes, NO_NEEDS).makeOf(rows, clockNs));
      const traced = finished(some).traced;
      expect(traced?.lines.length).toBeGreaterThan(0);
      expect(traced).toEqual(finished(all).traced);
    }
    bytes.close();
  }, 60_000);

  it('is not believed of code that may keep something, of keys that are functions, and of what may be forgotten', async () => {
    const keysOf = async (text: string): Promise<unknown> => {
      const module = await loadedModule(`import { sequence, window } from 'flowloom';\n${text}`);
      return started(module, { packet: 0, byKey: 1000 }).traceKeys?.keys;
    };
    const a = `sequence('a').key('flow').step('a', {})`;
    expect(await keysOf(`export const a = ${a};`)).toEqual([['flow']]);
    expect(await keysOf(`export const a = ${a}.longest().maxOpen(999);`)).toBeUndefined();
    expect(await keysOf(`export const a = ${a}; export const b = sequence('b').step('b', {});`)).toBeUndefined();
    expect(await keysOf(`export const a = sequence('a').key((p) => p.flow).step('a', {});`)).toBeUndefined();
    expect(await keysOf(`let n = 0; export const a = ${a}.where(() => n++ < 3);`)).toBeUndefined();
    expect(await keysOf(`export const a = sequence('a', 'flows').key('flow').step('a', {});`)).toBeUndefined();
    expect(await keysOf(`export const w = window('w').key('src').within(1).count(2); export const a = ${a};`)).toEqual([
      ['flow'],
    ]);
  });
});

describe('code that keeps nothing', () => {
  it.each([
    'const near = (a, b) => Math.abs(a - b) <= b / 10 / 2; export const a = sequence("it\'s").step("a", (p) => near(p.time, 1));',
    'export const a = sequence("a").step("a", (p) => /^GET \\/[\'"/]/i.test(p.text)).columns((m) => ({ x: m.a.text.split(" ").at(1) }));',
    'function port(p) { const { dstPort: one } = p; return one === 80 || one >= 1024; }\n// let us see\nexport const a = sequence("a").where(port);',
  ])('is told: %s', (code) => expect(keepsNothing(code)).toBe(true));

  it.each([
    'const seen = new Map();',
    'const seen = {}; const keep = (p) => { seen[p.src] = 1; };',
    'const seen = {}; const keep = (p) => Object.assign(seen, { x: 1 });',
    'const list = []; const keep = (p) => list.push(p);',
    'const state = { n: 0 }; const keep = (p) => (state.n += 1);',
    'const state = { n: 0 }; const keep = (p) => { for (state.n of [p.length]); };',
    'const state = { n: 0 }; const keep = (p) => { [state.n] = [1]; };',
    'const every = /a/g; const is = (p) => every.test(p.text);',
    'const is = (p) => eval("1");',
    'const is = (p) => (0, p.x)(1);',
    'const is = (p) => console.log(p);',
    "const is = (p) => `it's ${p.x}`;",
    'const state = { n: 0 }; const is = (p) => state.n ||= p.length;',
    'const is = (p) => p["x"](1);',
    'class A { static n = 0; }',
    'const it = function* () { yield 1; };',
  ])('is not: %s', (code) => expect(keepsNothing(code)).toBe(false));
});
