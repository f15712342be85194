import { describe, expect, it } from 'vitest';
import { Flow, type FlowClass } from '../../../src/core/relational/flow.ts';
import { RelationalStream } from '../../../src/core/relational/relational-stream.ts';
import { SomeStringFlow } from './string-flow.ts';
import { noTraces, traceFolder, tracesWith } from './trace-folder.ts';

type Found = Readonly<Record<string, { readonly completed: string[]; readonly incomplete: string[] }>>;

interface ClassTrace {
  readonly id: string;
  readonly classes: readonly string[];
  readonly events: string;
  readonly strict: Found;
  readonly doubleTake: Found;
}

abstract class Letters extends Flow<string> {
  isComplete(): boolean {
    return this.events.length === 2;
  }
}

class Counting extends Letters {
  refused = 0;
  isNextEvent(event: string): boolean {
    if (this.events.length === 0 && event === 'a') return true;
    this.refused += 1;
    return false;
  }
  override isComplete(): boolean {
    return false;
  }
}

class Throwing extends Letters {
  isNextEvent(event: string): boolean {
    if (event === 'z' && this.events.length === 1) throw new Error('z');
    return event === 'ab'[this.events.length];
  }
}

class Fuse extends Letters {
  isNextEvent(event: string): boolean {
    if (this.events.length === 0) return event === 'a' || event === 'z';
    if (event === 'z') throw new Error('z');
    return event === 'b';
  }
  override isComplete(): boolean {
    return this.events[0] === 'z';
  }
}

function takes(length: number): FlowClass<string> {
  return class extends Letters {
    isNextEvent(event: string): boolean {
      return event === 'x';
    }
    override isComplete(): boolean {
      return this.events.length === length;
    }
  };
}

function word(letters: string): FlowClass<string> {
  return class extends Letters {
    isNextEvent(event: string): boolean {
      return event === letters[this.events.length];
    }
    override isComplete(): boolean {
      return this.events.length === letters.length;
    }
  };
}

const NAMED: Readonly<Record<string, FlowClass<string>>> = { Counting, Throwing, Fuse, Options: SomeStringFlow };

function classOf(name: string): FlowClass<string> {
  const [kind, what = ''] = name.split(':');
  if (kind === 'Takes') return takes(Number(what));
  if (kind === 'Word' || kind === 'One') return word(what);
  const named = NAMED[name];
  if (named === undefined) throw new Error(`There is no class ${name}.`);
  return named;
}

function run({ classes, events }: ClassTrace, doubleTake: boolean): Found {
  const types = new Map(classes.map((name) => [name, classOf(name)]));
  const listed = classes.map((name) => types.get(name) ?? Counting);
  const stream = new RelationalStream(listed, { doubleTake }, doubleTake ? {} : { threw: () => true });
  for (const event of events.split(classes.includes('Options') ? '; ' : ' ')) {
    try {
      stream.ingest(event);
    } catch (error) {
      if (!doubleTake) throw error; // there it comes through, and the stream goes on
    }
  }
  const between = classes.includes('Options') ? '|' : '';
  const write = (flow: Flow<string>): string => flow.events.join(between);
  return Object.fromEntries(
    [...types].map(([name, type]) => [
      name,
      { completed: stream.completedFlows(type).map(write), incomplete: stream.incompleteFlows(type).map(write) },
    ]),
  );
}

describe.skipIf(traceFolder === undefined)(`classes as their rules have them${noTraces}`, () => {
  const files = traceFolder === undefined ? [] : tracesWith<ClassTrace>(traceFolder, 'classes');

  it.skipIf(process.env['FLOWLOOM_SEQUENCES'] !== undefined)('all of them', () => {
    expect(files.map(({ name, traces }) => [name, traces.length])).toContainEqual(['class-traces.json', 16]);
  });

  it.each(files)('in both modes, in $name', ({ traces }) => {
    for (const trace of traces) {
      expect(run(trace, false), `${trace.id} strict`).toEqual(trace.strict);
      expect(run(trace, true), `${trace.id} double take`).toEqual(trace.doubleTake);
    }
  });
});

interface Timed {
  readonly letter: string;
  readonly time: number;
}

function timed(text: string): Timed[] {
  return text.split(' ').map((each) => ({ letter: each[0] ?? '', time: Number(each.slice(2)) }));
}

class Pair extends Flow<Timed> {
  static override within = 1;
  static override maxOpen = 1;
  isNextEvent({ letter }: Timed): boolean {
    return letter === 'ab'[this.events.length];
  }
  isComplete(): boolean {
    return this.events.length === 2;
  }
}

function matchesOf(type: FlowClass<Timed>, text: string): number {
  const stream = new RelationalStream([type]);
  for (const event of timed(text)) stream.ingest(event);
  return stream.completedFlows(type).length;
}

describe('a class with limits', () => {
  it('forgets only what is open when there is too much of it', () => {
    expect(matchesOf(Pair, 'a@0 x@5 a@6 b@6.5')).toBe(1);
  });

  it('keeps times to the nanosecond', () => {
    class Tenth extends Pair {
      static override within = 0.1;
    }
    let kept = 0;
    for (let tenth = 0; tenth < 100; tenth++) kept += matchesOf(Tenth, `a@${tenth / 10} b@${(tenth + 1) / 10}`);
    expect(kept).toBe(100);
    expect(matchesOf(Tenth, 'a@0.2 b@0.300000001')).toBe(0);
  });

  it('refuses a promise for an answer', () => {
    class Later extends Pair {
      override isNextEvent(): boolean {
        return Promise.resolve(true) as unknown as boolean;
      }
    }
    expect(() => matchesOf(Later, 'a@0')).toThrow('isNextEvent must answer at once');
  });
});
