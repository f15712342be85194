import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { failureOfThrown, inSource } from '../../../src/core/relational/code-failure.ts';
import { Flow } from '../../../src/core/relational/flow.ts';
import { RelationalStream } from '../../../src/core/relational/relational-stream.ts';
import { RelationalRun } from '../../../src/core/relational/relational-run.ts';
import { transpile } from '../../../src/core/relational/transpile.ts';
import { classTitle, flowClassesOf, MODULE_TEXT, withModuleAddress } from '../../../src/core/relational/user-module.ts';
import { batchOf } from './batches.ts';

const HANDSHAKE = `
import { Flow, type PacketEvent } from 'flowloom';

/** Types that vanish move the lines after them. */
interface Unused {
  a: number;
}
type Also = Unused | undefined;

export abstract class Keyed extends Flow<PacketEvent> {
  static override key(event: PacketEvent) { return event.flow < 0 ? undefined : event.flow; }
}

export class Zebra extends Keyed {
  client?: string;
  isNextEvent(event: PacketEvent): boolean {
    if (this.events.length === 0 && event.syn && !event.ack) this.client = event.src;
    if (event.length === 666) throw new Error('beast');
    if (this.events.length === 0) return event.syn && !event.ack;
    if (this.events.length === 1) return event.syn && event.ack;
    return event.ack && event.src === this.client;
  }
  isComplete(): boolean {
    return this.events.length === 3;
  }
}

export class Ant extends Zebra {}
`;

Object.assign(globalThis, { __flowloom: { Flow, RelationalStream } });

function dataUrl(text: string): string {
  return `data:text/javascript,${encodeURIComponent(text)}`;
}

async function start(source: string): Promise<{ run: RelationalRun; mappings: string }> {
  const compiled = transpile(ts, source);
  if (!compiled.ok) throw new Error(compiled.failure.detail);
  const { code, mappings } = compiled.value;
  const address = dataUrl(withModuleAddress(code, dataUrl(MODULE_TEXT)));
  const exports = (await import(/* @vite-ignore */ address)) as Record<string, unknown>;
  const run = RelationalRun.start({ exports, code, address });
  if (!run.ok) throw new Error(run.failure.detail);
  return { run: run.value, mappings };
}

const PACKETS = `
  0.0 10.0.0.1:5000 > 10.0.0.2:80 TCP S flow=0
  0.1 10.0.0.1:5001 > 10.0.0.2:80 TCP S flow=1
  0.2 10.0.0.2:80 > 10.0.0.1:5000 TCP SA flow=0 back
  0.3 10.0.0.9 > 10.0.0.1 ARP
  0.4 10.0.0.1:5000 > 10.0.0.2:80 TCP A flow=0`;

describe('a run over packets', () => {
  it('loads TypeScript, matches, and collects class by class', async () => {
    const { run } = await start(HANDSHAKE);
    expect(run.classes).toEqual(['Zebra', 'Ant']);
    expect(run.feed(batchOf(PACKETS))).toBeUndefined();
    expect([run.events, run.completed]).toEqual([5, 2]);
    const fields = [{ name: 'client', value: '10.0.0.1' }];
    const found = run.finish();
    expect(found.ok && { ...found.value, matches: [...found.value.matches] }).toEqual({
      classes: [
        { name: 'Zebra', completed: 1, incomplete: 1 },
        { name: 'Ant', completed: 1, incomplete: 1 },
      ],
      matches: [
        { flowClass: 0, complete: true, packets: [0, 2, 4], fields },
        { flowClass: 1, complete: true, packets: [0, 2, 4], fields },
        { flowClass: 0, complete: false, packets: [1], fields },
        { flowClass: 1, complete: false, packets: [1], fields },
      ],
      omitted: [0, 0],
      matched: Uint32Array.of(0b10111),
    });
  });

  it('says where the code threw, in lines of the TypeScript', async () => {
    const { run, mappings } = await start(HANDSHAKE);
    expect(run.feed(batchOf('0 a > b UDP flow=0\n1 a > b UDP flow=0 len=666', 10))).toBeUndefined();
    const found = run.finish();
    const failure = found.ok ? found.value.classes[0]?.fault : undefined;
    expect(failure).toMatchObject({ code: 'code-threw', detail: 'Error: beast (at packet 12)' });
    const line = HANDSHAKE.split('\n').findIndex((text) => text.includes('beast')) + 1;
    expect(failure && inSource(failure, mappings)).toMatchObject({ line, column: 37 });
  });

  it('works in portions, to the same end', async () => {
    const { run: whole } = await start(HANDSHAKE);
    whole.feed(batchOf(PACKETS));
    const { run } = await start(HANDSHAKE);
    const seen: number[] = [];
    expect(run.feed(batchOf(PACKETS), () => true)).toBeUndefined();
    for (; run.events < 5; run.feedMore(() => true)) seen.push(run.events);
    expect(seen).toEqual([1, 2, 3, 4]);
    let portions = 1;
    let found = run.finishMore(() => true);
    for (; found === undefined; portions += 1) found = run.finishMore(() => true);
    expect(portions).toBe(5);
    expect(found).toEqual(whole.finish());
  });

  it('survives what is thrown to be no error, and words that throw', () => {
    const wordless = new Error('x');
    Object.defineProperty(wordless, 'message', {
      get: () => {
        throw new Error('no');
      },
    });
    expect(failureOfThrown(wordless, 'x').detail).toBe('What was thrown cannot be written as text.');
    expect(failureOfThrown(Object.assign(new Error('x'), { name: {}, stack: 5 }), 'x').detail).toBe(
      '[object Object]: x',
    );
    expect(failureOfThrown(Object.create(null), 'x').detail).toBe('Thrown: object');
    expect(failureOfThrown('x'.repeat(9999), 'x').detail).toHaveLength(1900);
  });

  it('has no place in the TypeScript for a place that the JavaScript has not', async () => {
    const { mappings } = await start(HANDSHAKE);
    for (const line of [9e15, 100_000])
      expect(inSource({ code: 'code-threw', line, column: 1 }, mappings)).toEqual({ code: 'code-threw' });
  });

  it('names an example when no class is exported', () => {
    const run = RelationalRun.start({ exports: { Flow, a: 1 }, code: '', address: 'x' });
    expect(run.ok ? '' : run.failure.detail).toContain('export class');
  });
});

describe('transpiling', () => {
  it.each([
    ['const a = ;', 'Expression expected.', 1, 11],
    ['class A {\n  b( { }\n', "')' expected.", 3, 1],
    ["import { x } from 'lodash';", "Cannot import 'lodash'", 1, 20],
    ["\nimport 'fs';", "Cannot import 'fs'", 2, 9],
    ["const a = 1;\nexport * from './other';", "Cannot import './other'", 2, 16],
    ["import {\n  a,\n} from 'flowloom-x';", "Cannot import 'flowloom-x'", 3, 9],
  ])('%j fails', (code, detail, line, column) => {
    const reply = transpile(ts, code);
    expect(reply.ok ? undefined : reply.failure).toMatchObject({ code: 'code-syntax', line, column });
    expect(reply.ok ? '' : reply.failure.detail).toContain(detail);
  });

  it.each([
    "import { Flow } from 'flowloom';",
    'import {\n Flow,\n} from "flowloom"',
    "const text = `import x from 'y'`;",
  ])('%j passes', (code) => expect(transpile(ts, code).ok).toBe(true));
});

describe('compiling what is made to take long', () => {
  it('does not read a text of imports once for each of its lines', () => {
    const start = performance.now();
    const compiler = { transpileModule: () => ({ outputText: '' }) };
    expect(transpile(compiler, 'import a\n'.repeat(100_000)).ok).toBe(true);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('says that code is nested too deeply', () => {
    const reply = transpile(ts, `const a = ${'('.repeat(100_000)}1${')'.repeat(100_000)};`);
    expect(reply.ok ? '' : reply.failure.detail).toBe('The code is nested too deeply for the compiler.');
  });
});

describe('loading', () => {
  it('points every way of importing to the address', () => {
    const code = `import{Flow}from"flowloom";\nimport 'flowloom';\nimport('flowloom');\nconst s = 'flowloom';`;
    expect(withModuleAddress(code, 'blob:$&')).toBe(
      `import{Flow}from"blob:$&";\nimport 'blob:$&';\nimport('blob:$&');\nconst s = 'flowloom';`,
    );
  });

  it('takes concrete classes, each once, in the order of the text', () => {
    abstract class Base extends Flow<string> {}
    class B extends Base {
      isNextEvent(): boolean {
        return true;
      }
      isComplete(): boolean {
        return true;
      }
    }
    class A extends B {}
    const exports = { A, B, Base, Flow, again: A, text: 'x', plain: Date };
    expect(flowClassesOf(exports, 'class Base {}\nclass B {}\nclass A {}')).toEqual([B, A]);
  });
});

describe('failures of code', () => {
  it.each([
    ['Error: x\n    at A.isNextEvent (blob:null/1:12:15)\n    at blob:null/1:3:1', 12, 15],
    ['isNextEvent@blob:null/1:7:9\ningest@blob:null/2:1:1', 7, 9],
    ['Error: x\n    at main (other.js:1:2)', undefined, undefined],
  ])('reads the place from %j', (stack, line, column) => {
    const error = Object.assign(new Error('x'), { stack });
    const failure = failureOfThrown(error, 'blob:null/1');
    expect([failure.line, failure.column]).toEqual([line, column]);
  });

  it('says what was thrown even if it is no error', () => {
    expect(failureOfThrown('oops', 'x').detail).toBe('Thrown: oops');
  });

  it.each<[string, unknown, string]>([
    ['a sign of patterns', '(', '('],
    ['a number', 5, 'Odd'],
    ['nothing', '', 'Odd'],
    ['an object without primitive', { toString: 1 }, 'Odd'],
    ['much', 'n'.repeat(999), `${'n'.repeat(199)}…`],
  ])('calls a class something whose name is %s', (_what, name, title) => {
    class Odd extends Flow<string> {
      isNextEvent(): boolean {
        return true;
      }
      isComplete(): boolean {
        return true;
      }
    }
    class Plain extends Odd {}
    Object.defineProperty(Odd, 'name', { value: name });
    const exports = { Odd, Plain };
    expect(flowClassesOf(exports, 'class Plain {}\nclass Odd {}')).toEqual([Plain, Odd]);
    expect(classTitle(Odd, exports)).toBe(title);
  });

  it('calls a class by its export if its name throws', () => {
    class Odd extends Flow<string> {
      static override get name(): string {
        throw new Error('no');
      }
      isNextEvent(): boolean {
        return true;
      }
      isComplete(): boolean {
        return true;
      }
    }
    expect(flowClassesOf({ Odd }, '')).toHaveLength(1);
    expect(classTitle(Odd, { Odd })).toBe('Odd');
  });
});
