import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Flow, type FlowClass } from '../../../src/core/relational/flow.ts';
import { RelationalStream, type StreamOptions } from '../../../src/core/relational/relational-stream.ts';
import { SomeStringFlow } from './string-flow.ts';

function streamOf<E>(
  types: readonly FlowClass<E>[],
  events: readonly E[],
  options?: StreamOptions,
): RelationalStream<E> {
  const stream = new RelationalStream(types, options);
  for (const event of events) stream.ingest(event);
  return stream;
}

/** A flow as one line: "A {B,C} B". */
function picture(flow: SomeStringFlow): string {
  return `${flow.firstChar ?? '-'} {${[...(flow.options ?? [])].join()}} ${flow.choice ?? '-'}`;
}

function pictures(lines: string, options?: StreamOptions): { incomplete: string[]; completed: string[] } {
  const stream = streamOf([SomeStringFlow], lines.split('; '), options);
  return {
    incomplete: stream.incompleteFlows(SomeStringFlow).map(picture),
    completed: stream.completedFlows(SomeStringFlow).map(picture),
  };
}

describe.each([{ doubleTake: false }, { doubleTake: true }])(
  'the four scenarios of relational-stream, %o',
  (options) => {
    it.each([
      ['start A; A -> B or C; B', [], ['A {B,C} B']],
      ['start A; B; A -> B or C; A -> D or E; B', [], ['A {B,C} B']],
      ['start A; start D; D -> E or F; A -> B or C; B; F', [], ['A {B,C} B', 'D {E,F} F']],
      ['start A; start D; D -> E or F; A -> B or C; F', ['A {B,C} -'], ['D {E,F} F']],
    ])('%s', (lines, incomplete, completed) => {
      expect(pictures(lines, options)).toEqual({ incomplete, completed });
    });

    it('runs the README example', () => {
      expect(pictures('start A; B; A -> B or C; A -> D or E; B', options).completed).toEqual(['A {B,C} B']);
    });

    it('completes two flows on one event and ignores the next', () => {
      expect(pictures('start A; start A; A -> B or C; B; B', options)).toEqual({
        incomplete: [],
        completed: ['A {B,C} B', 'A {B,C} B'],
      });
    });
  },
);

/** Takes every "x"; complete at the length that the class says. */
function takesX(length: number): FlowClass<string> {
  return class extends Flow<string> {
    isNextEvent(event: string): boolean {
      return event === 'x';
    }
    isComplete(): boolean {
      return this.events.length === length;
    }
  };
}

class OneA extends Flow<string> {
  isNextEvent(event: string): boolean {
    return this.events.length === 0 && event === 'a';
  }
  isComplete(): boolean {
    return this.events.length === 1;
  }
}

class AThenB extends Flow<string> {
  isNextEvent(event: string): boolean {
    return event === 'ab'[this.events.length];
  }
  isComplete(): boolean {
    return this.events.length === 2;
  }
}

function events<E>(flows: readonly Flow<E>[]): readonly (readonly E[])[] {
  return flows.map((flow) => flow.events);
}

describe('quirks of relational-stream 0.6.0', () => {
  it('Q1: with doubleTake one event fills a flow of two', () => {
    const two = takesX(2);
    expect(events(streamOf([two], ['x'], { doubleTake: true }).completedFlows(two))).toEqual([['x', 'x']]);
    expect(events(streamOf([two], ['x']).incompleteFlows(two))).toEqual([['x']]);
  });

  it('Q1: with doubleTake a flow of three needs two events, and the second one starts another flow', () => {
    const three = takesX(3);
    const stream = streamOf([three], ['x'], { doubleTake: true });
    expect(events(stream.incompleteFlows(three))).toEqual([['x', 'x']]);
    stream.ingest('x');
    expect(events(stream.completedFlows(three))).toEqual([['x', 'x', 'x']]);
    expect(events(stream.incompleteFlows(three))).toEqual([['x', 'x']]);
  });

  it('Q2: with doubleTake a start asks twice, without it once', () => {
    const asked: number[] = [];
    class Asked extends Flow<string> {
      isNextEvent(): boolean {
        asked.push(this.events.length);
        return this.events.length === 0;
      }
      isComplete(): boolean {
        return false;
      }
    }
    streamOf([Asked], ['x'], { doubleTake: true });
    expect(asked.splice(0)).toEqual([0, 1]);
    streamOf([Asked], ['x']);
    expect(asked).toEqual([0]);
  });

  it('Q3: flows that complete together do so in the order in which they took the event', () => {
    const stream = streamOf([AThenB], ['a', 'a', 'a', 'b']);
    const [first, second, third] = stream.completedFlows(AThenB);
    expect(new Set([first, second, third]).size).toBe(3);
    const again = streamOf([AThenB], ['a', 'a', 'a']);
    const started = again.incompleteFlows(AThenB);
    again.ingest('b');
    expect(again.completedFlows(AThenB)).toEqual(started);
    expect(again.completedFlows(AThenB).every((flow, index) => flow === started[index])).toBe(true);
  });

  it('Q4: a flow that becomes complete without taking an event stays incomplete until it takes one', () => {
    let done = false;
    class Late extends Flow<string> {
      isNextEvent(event: string): boolean {
        return this.events.length === 0 ? event === 'a' : event === 'b';
      }
      isComplete(): boolean {
        return done;
      }
    }
    const stream = streamOf([Late], ['a']);
    done = true;
    stream.ingest('c');
    expect(stream.incompleteFlows(Late)).toHaveLength(1);
    stream.ingest('b');
    expect(events(stream.completedFlows(Late))).toEqual([['a', 'b']]);
  });

  it('Q5: a class listed twice runs twice with doubleTake, once without', () => {
    const types = [AThenB, AThenB];
    expect(events(streamOf(types, ['a', 'b']).completedFlows(AThenB))).toEqual([['a', 'b']]);
    expect(events(streamOf(types, ['a'], { doubleTake: true }).incompleteFlows(AThenB))).toEqual([['a'], ['a']]);
  });

  it('Q7: an event that is refused may still change a flow', () => {
    class Counting extends Flow<string> {
      refused = 0;
      isNextEvent(event: string): boolean {
        if (event === 'a') return this.events.length === 0;
        this.refused += 1;
        return false;
      }
      isComplete(): boolean {
        return false;
      }
    }
    expect(streamOf([Counting], ['a', 'b', 'b']).incompleteFlows(Counting)[0]?.refused).toBe(2);
  });

  it('one event may serve flows of several classes', () => {
    const stream = streamOf<string>([OneA, AThenB], ['a', 'a', 'b']);
    expect(events(stream.completedFlows(OneA))).toEqual([['a'], ['a']]);
    expect(events(stream.completedFlows(AThenB))).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(stream.incompleteFlows(OneA).length + stream.incompleteFlows(AThenB).length).toBe(0);
    expect(stream.completedCount).toBe(4);
  });

  it('a class that the stream does not know is an error, and so is what a class throws', () => {
    expect(() => new RelationalStream([OneA]).completedFlows(AThenB)).toThrow('AThenB');
    class Throwing extends OneA {
      override isNextEvent(): boolean {
        throw new RangeError('mine');
      }
    }
    expect(() => streamOf([Throwing], ['a'])).toThrow(RangeError);
  });
});

interface Timed {
  readonly id: string;
  readonly time: number;
}
/** "a1 b1 @5 a2": letter = kind, digit = key, `@n` sets the time in seconds. */
function timed(text: string): Timed[] {
  let time = 0;
  return text.split(' ').flatMap((word) => {
    if (!word.startsWith('@')) return [{ id: word, time }];
    time = Number(word.slice(1));
    return [];
  });
}

class Pair extends Flow<Timed> {
  isNextEvent(event: Timed): boolean {
    return event.id.startsWith('ab'[this.events.length] ?? '?');
  }
  isComplete(): boolean {
    return this.events.length === 2;
  }
}
class KeyedPair extends Pair {
  static override key(event: Timed): string | undefined {
    return event.id[1];
  }
}
class QuickPair extends KeyedPair {
  static override within = 2;
}
class FewPairs extends Pair {
  static override maxOpen = 2;
}

function found(type: FlowClass<Timed>, text: string): { completed: string[]; incomplete: string[]; dropped: number } {
  const stream = streamOf([type], timed(text));
  const write = (flow: Flow<Timed>): string => flow.events.map((event) => event.id).join('-');
  return {
    completed: stream.completedFlows(type).map(write),
    incomplete: stream.incompleteFlows(type).map(write),
    dropped: stream.droppedFlows(type),
  };
}

describe('what goes beyond the original', () => {
  it('key keeps events of other keys away, and events without key altogether', () => {
    expect(found(KeyedPair, 'a1 a2 b2 a b b1')).toEqual({ completed: ['a2-b2', 'a1-b1'], incomplete: [], dropped: 0 });
    expect(found(Pair, 'a1 a2 b2')).toEqual({ completed: ['a1-b2', 'a2-b2'], incomplete: [], dropped: 0 });
  });

  it('within ends the offers, and the flow stays incomplete', () => {
    expect(found(QuickPair, 'a1 @2 b1 a2 @4.5 b2')).toEqual({ completed: ['a1-b1'], incomplete: ['a2'], dropped: 0 });
  });

  it('maxOpen forgets the oldest and counts it', () => {
    expect(found(FewPairs, 'a1 a2 a3 b1')).toEqual({ completed: ['a2-b1', 'a3-b1'], incomplete: [], dropped: 1 });
  });
});

/** The algorithm in its slowest and plainest form: arrays, no keys, nothing removed in place. */
function obvious(types: readonly FlowClass<Timed>[], list: readonly Timed[], doubleTake: boolean): string {
  const states = types.map((type) => ({ type, incomplete: [] as Flow<Timed>[], completed: [] as Flow<Timed>[] }));
  for (const event of list) {
    const modified = states.map(() => [] as Flow<Timed>[]);
    states.forEach(({ type, incomplete }, index) => {
      const key = type.key?.(event);
      if (type.key !== undefined && key === undefined) return;
      const started = new type();
      if (started.isNextEvent(event)) {
        started.addEvent(event);
        incomplete.push(started);
        modified[index]?.push(started);
      }
      for (const flow of incomplete) {
        if (!doubleTake && flow === started) continue;
        if (type.key !== undefined && type.key(flow.events[0]) !== key) continue;
        if (type.within !== undefined && event.time - (flow.events[0]?.time ?? 0) > type.within) continue;
        if (!flow.isNextEvent(event)) continue;
        flow.addEvent(event);
        if (modified[index]?.includes(flow) === false) modified[index]?.push(flow);
      }
    });
    states.forEach((state, index) => {
      for (const flow of modified[index] ?? []) {
        if (!flow.isComplete()) continue;
        state.incomplete = state.incomplete.filter((each) => each !== flow);
        state.completed.push(flow);
      }
    });
  }
  return JSON.stringify(states.map(({ incomplete, completed }) => [events(incomplete), events(completed)]));
}

describe('against the obvious implementation', () => {
  /** Takes any letter that is not its last one, up to three: flows overlap, branch and start at once. */
  class Hungry extends Flow<Timed> {
    isNextEvent(event: Timed): boolean {
      return event.id[0] !== this.events.at(-1)?.id[0] && event.id[0] !== 'c';
    }
    isComplete(): boolean {
      return this.events.length >= 3;
    }
  }
  class AllOfOne extends Hungry {
    static override key(event: Timed): string | undefined {
      return event.id[1] === '3' ? undefined : event.id[1];
    }
    static override within = 3;
    override isNextEvent(event: Timed): boolean {
      return event.id[0] === 'a';
    }
  }
  const types = [Pair, KeyedPair, QuickPair, Hungry, AllOfOne];
  const event = fc.record({ letter: fc.constantFrom(...'abc'), key: fc.constantFrom(...'123'), step: fc.nat(2) });

  it.each([false, true])('agrees for any events, doubleTake %s', (doubleTake) => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (list) => {
        let time = 0;
        const all = list.map(({ letter, key, step }) => ({ id: letter + key, time: (time += step) }));
        const stream = streamOf(types, all, { doubleTake });
        const answer = types.map((type) => [events(stream.incompleteFlows(type)), events(stream.completedFlows(type))]);
        expect(JSON.stringify(answer)).toBe(obvious(types, all, doubleTake));
      }),
    );
  });
});
