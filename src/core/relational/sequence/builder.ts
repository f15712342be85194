import type { EventOf, SourceName } from '../sources.ts';
import {
  definitionFault,
  secondsToNs,
  type After,
  type Definition,
  type Starts,
  type Step,
  type Takes,
} from './definition.ts';
import { compileKey, type KeyParts } from './key.ts';
import { compileWhen, type When } from './when.ts';

/** How one step stands to the event before it: seconds, and whether anything may come between. */
export interface StepOptions {
  /** At most so many seconds after the event before. */
  readonly within?: number;
  /** At least so many seconds after the event before; earlier ones are passed over. */
  readonly after?: number;
  /** Only the very next event with this key. */
  readonly strict?: boolean;
  /** A copy takes the event, and the flow goes on waiting: one match for each. */
  readonly each?: boolean;
}

/** Values that a match has as columns. */
export type MatchColumns = Readonly<Record<string, number | string | boolean | undefined>>;

/** What conditions see before anything is taken. */
export interface Start<E> {
  readonly first: E;
  readonly last: E;
  readonly count: number;
}

interface Parts<E> {
  readonly name: string;
  /** Where its events come from; packets unless told. */
  readonly source?: string;
  readonly definition: Omit<Definition<E>, 'name'>;
  readonly columns?: (taken: never) => MatchColumns;
}

const NO_STEPS = {
  steps: [],
  withinNs: Infinity,
  maxGapNs: Infinity,
  starts: 'every',
  takes: 'all',
  after: 'keep',
  longest: false,
  maxOpen: 1_000_000,
} as const;

/**
 * A sequence to look for, written step by step. `M` is what conditions see of what was taken: each step by its name (a
 * repeated one as a list), `first`, `last`, `count`, and what conditions gave to be remembered. Each call gives a new sequence.
 */
export class SequenceBuilder<E, M extends object> {
  /** For the engine. */
  readonly parts: Parts<E>;

  constructor(name: string, parts: Partial<Parts<E>> = {}) {
    this.parts = { name, definition: NO_STEPS, ...parts };
  }

  /**
   * What all packets of one match share: fields by name (`'flow'`: the same connection), or a function. Without a key all
   * packets of the capture belong together. A packet that has none is not seen.
   */
  key(...parts: KeyParts<E>): SequenceBuilder<E, M> {
    return this.with({ key: compileKey(parts) });
  }

  /** What the sequence sees at all. */
  where(when: When<E, M>): SequenceBuilder<E, M> {
    return this.with({ where: compileWhen(when) });
  }

  /** The next packet that must come: a name for it, and what it must be. Packets that do not fit are passed over. */
  step<N extends string, C extends object = object>(
    name: N,
    when: When<E, M, C>,
    options: StepOptions = {},
  ): SequenceBuilder<E, M & C & Record<N, E>> {
    return this.add(name, when, options, {});
  }

  /** A packet that may come here, and need not. */
  optional<N extends string, C extends object = object>(
    name: N,
    when: When<E, M, C>,
    options: StepOptions = {},
  ): SequenceBuilder<E, M & Partial<C> & Partial<Record<N, E>>> {
    return this.add(name, when, options, { optional: true });
  }

  /** The same kind of packet several times: a number, or `[least, greatest]`. In `m` it is a list. */
  repeat<N extends string, C extends object = object>(
    name: N,
    times: number | readonly [least: number, greatest: number],
    when: When<E, M, C>,
    options: StepOptions = {},
  ): SequenceBuilder<E, M & C & Record<N, readonly E[]>> {
    const [least, greatest] = typeof times === 'number' ? [times, times] : times;
    return this.add(name, when, options, { least, greatest, listed: true });
  }

  /**
   * What must not come before the next step. Behind the last step it needs `for`, the seconds in which it must not come: so
   * “a request without an answer within 2 s” is a step and `without` with `{ for: 2 }`.
   */
  without(name: string, when: When<E, M>, options: { readonly for?: number } = {}): SequenceBuilder<E, M> {
    const { steps } = this.parts.definition;
    const before = steps.at(-1);
    if (before === undefined) throw new Error(`${this.parts.name}: without("${name}") stands before the first step.`);
    const forNs = options.for === undefined ? {} : { forNs: secondsToNs(options.for) };
    const absences = [...before.absences, { name, when: compileWhen(when), ...forNs }];
    return this.with({ steps: [...steps.slice(0, -1), { ...before, absences }] });
  }

  /** What ends the search that has begun: after it, nothing more is taken. */
  until(when: When<E, M>): SequenceBuilder<E, M> {
    return this.with({ until: compileWhen(when) });
  }

  /** So many seconds of silence of the key before the first step; of what fits `when`. */
  quiet(seconds: number, when?: When<E, M>): SequenceBuilder<E, M> {
    return this.with({ quiet: { forNs: secondsToNs(seconds), ...(when && { when: compileWhen(when) }) } });
  }

  /** Seconds from the first event to the last, at most. */
  within(seconds: number): SequenceBuilder<E, M> {
    return this.with({ withinNs: secondsToNs(seconds) });
  }

  /** Seconds from each event to the next, at most. */
  maxGap(seconds: number): SequenceBuilder<E, M> {
    return this.with({ maxGapNs: secondsToNs(seconds) });
  }

  /** When a flow begins: with `every` fitting event, if none took it, if `one` is open at most, or the `newest` in place of others. */
  starts(starts: Starts): SequenceBuilder<E, M> {
    return this.with({ starts });
  }

  /** Which of several flows takes an event: `all`, the `oldest` or the `newest` that accepts it. */
  takes(takes: Takes): SequenceBuilder<E, M> {
    return this.with({ takes });
  }

  /** What a match does to other open flows: `keep`, `one-per-start`, `clear`. */
  after(after: After): SequenceBuilder<E, M> {
    return this.with({ after });
  }

  /** Takes as much as it can before it is a match. */
  longest(): SequenceBuilder<E, M> {
    return this.with({ longest: true });
  }

  /** Open flows that are remembered; beyond them the oldest is forgotten, and counted. */
  maxOpen(count: number): SequenceBuilder<E, M> {
    return this.with({ maxOpen: count });
  }

  /** Values of a match, shown as columns of the results. `m` has the packets by the names of their steps. */
  columns(columns: (taken: M) => MatchColumns): SequenceBuilder<E, M> {
    return new SequenceBuilder(this.parts.name, { ...this.parts, columns: columns });
  }

  private with(change: Partial<Definition<E>>): SequenceBuilder<E, M> {
    return new SequenceBuilder(this.parts.name, { ...this.parts, definition: { ...this.parts.definition, ...change } });
  }

  private add<Next extends object>(
    name: string,
    when: When<E, M>,
    { within, after, strict = false, each = false }: StepOptions,
    often: Partial<Pick<Step<E>, 'least' | 'greatest' | 'listed' | 'optional'>>,
  ): SequenceBuilder<E, Next> {
    const step: Step<E> = {
      name,
      when: compileWhen(when),
      least: 1,
      greatest: 1,
      listed: false,
      optional: false,
      ...often,
      withinNs: within === undefined ? Infinity : secondsToNs(within),
      afterNs: after === undefined ? -Infinity : secondsToNs(after),
      strict,
      each,
      absences: [],
    };
    return this.with({ steps: [...this.parts.definition.steps, step] }) as unknown as SequenceBuilder<E, Next>;
  }
}

/** Begins a sequence over the packets of the capture, or over its flows, its messages, the messages of a protocol, or the lines of a log. */
export function sequence<S extends SourceName = 'packets'>(
  name: string,
  source?: S,
): SequenceBuilder<EventOf<S>, Start<EventOf<S>>> {
  return new SequenceBuilder(name, source === undefined ? {} : { source });
}

/** The definition that a sequence stands for. Throws an Error that names it if it cannot be one. */
export function definitionOf<E>({ parts }: SequenceBuilder<E, object>): Definition<E> {
  const definition = { name: parts.name, ...parts.definition };
  const fault = definitionFault(definition);
  if (fault !== undefined) throw new Error(`${parts.name}: ${fault}`);
  return definition;
}
