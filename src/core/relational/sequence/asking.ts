import type { TraceRole } from '../../model/trace.ts';
import type { Condition, Definition } from './definition.ts';
import type { OpenSequence } from './open-sequence.ts';
import type { Outcomes } from './outcomes.ts';
import type { Next } from './plan.ts';
import type { Taken } from './taken.ts';
import type { DefinitionTrace } from './trace.ts';

/** An event with what the matcher knows of it. */
export interface Seen<E> {
  readonly event: E;
  readonly number: number;
  readonly timeNs: number;
}

/** What a condition says; undefined if it threw. */
export type Answer = boolean | Readonly<Record<string, unknown>> | undefined;

/** What conditions see before anything is taken. */
export const NOTHING_TAKEN = { count: 0 };

/** What the constants of a step say of the event at hand. */
const UNASKED = 0;
const NO = 1;
const YES = 2;
const THREW = 3;

/** Asks the conditions of one definition, and tells of it if it is to be told. */
export class Asking<E> {
  /** By step. */
  private readonly constants: Uint8Array;
  /** Number of the event at hand, of this definition. */
  private event = 0;

  constructor(
    private readonly definition: Definition<E>,
    private readonly outcomes: Pick<Outcomes<E>, 'threw'>,
    private readonly trace: DefinitionTrace<E> | undefined,
  ) {
    this.constants = new Uint8Array(definition.steps.length);
  }

  /** Another event is at hand. */
  begin(): void {
    this.event++;
    const { constants } = this;
    // Few they are nearly always: a loop is quicker than `fill`.
    for (let at = 0; at < constants.length; at++) constants[at] = UNASKED;
  }

  /** Whether no flow that waits for this can take the event, by what fields say of the event alone: asked once for all of them. */
  refuses(next: Next, seen: Seen<E>): boolean {
    if (next.askedAt !== this.event) {
      next.askedAt = this.event;
      if (next.steps.every((at) => this.constantsAt(at, seen) === NO)) next.refusedAt = this.event;
    }
    return next.refusedAt === this.event;
  }

  /** Asks whether the event begins a flow. */
  start(seen: Seen<E>): Answer {
    const { when, name } = this.definition.steps[0];
    if (this.trace !== undefined || when.constants === undefined)
      return this.ask(when, seen, NOTHING_TAKEN, 'start', name);
    return this.fields(0, seen, undefined);
  }

  /** Asks whether a flow takes the event for a step. */
  step(at: number, seen: Seen<E>, flow: OpenSequence<E>): Answer {
    const { when, name } = this.definition.steps[at];
    if (this.trace !== undefined) return this.ask(when, seen, flow.taken, 'step', name, flow);
    if (when.constants !== undefined) return this.fields(at, seen, flow);
    return this.ask(when, seen, when.isOfEvent === true ? NOTHING_TAKEN : flow.taken);
  }

  /** Asks any condition. `role`: what of it is told. */
  ask(when: Condition<E>, seen: Seen<E>, taken: Taken<E>, role?: TraceRole, name = '', flow?: OpenSequence<E>): Answer {
    try {
      const answer = when(seen.event, taken);
      if (role !== undefined) this.trace?.asked(seen, role, name, flow, answer === false ? 'no' : 'yes', when);
      return answer;
    } catch (error) {
      if (role !== undefined) this.trace?.asked(seen, role, name, flow, 'threw');
      this.outcomes.threw(error, seen.number);
      return undefined;
    }
  }

  /** The fields of a step: what they say of the event alone is the same for all flows that are asked about it. */
  private fields(at: number, seen: Seen<E>, flow: OpenSequence<E> | undefined): Answer {
    const { when } = this.definition.steps[at];
    const { relations } = when;
    const known = this.constantsAt(at, seen);
    if (known === NO) return false;
    if (known === THREW) return this.ask(when, seen, flow?.taken ?? NOTHING_TAKEN);
    return relations === undefined || this.ask(relations, seen, flow?.taken ?? NOTHING_TAKEN);
  }

  private constantsAt(at: number, { event }: Seen<E>): number {
    const known = this.constants[at];
    return known === UNASKED ? (this.constants[at] = constantsOf(this.definition.steps[at].when, event)) : known;
  }
}

function constantsOf<E>({ constants }: Condition<E>, event: E): number {
  if (constants === undefined) return YES;
  try {
    return constants(event) ? YES : NO;
  } catch {
    return THREW;
  }
}
