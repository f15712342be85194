import type { Bucket } from '../bucket.ts';
import type { Absence, Definition, Step } from './definition.ts';
import type { Taken } from './taken.ts';

/** The last moment of something, and which limit it is: of all events together, or from one to the next. */
export interface Deadline {
  readonly atNs: number;
  readonly limit: 'within' | 'gap';
}

/** One flow of a definition in the making: what it has taken, and what it may take next. */
export class OpenSequence<E> {
  /** Step that was taken last, and how often. */
  place = 0;
  times = 0;
  events: E[] = [];
  /** The step that took each of them. */
  places: number[] = [];
  firstNs = 0;
  lastNs = 0;
  /** All steps are taken; it waits for what must not come. */
  waiting = false;
  forked = false;
  /** Its end is told already. */
  closed = false;
  /** Number of the event that it took last. */
  takenBy = 0;
  /** Changes with its deadline. */
  version = 0;
  taken: Taken<E> = { count: 0 };
  private closedForStrict = false;
  private candidatesNow: readonly number[] | undefined;

  constructor(
    private readonly definition: Definition<E>,
    /** Rises with creation. */
    readonly id: number,
    readonly bucket: Bucket<OpenSequence<E>>,
  ) {}

  /** A copy that goes its own way from here. */
  fork(id: number): OpenSequence<E> {
    const copy = new OpenSequence(this.definition, id, this.bucket);
    const taken: Record<string, unknown> = { ...this.taken };
    for (const { name, listed } of this.definition.steps)
      if (listed && name in taken) taken[name] = [...(taken[name] as readonly E[])];
    Object.assign(copy, { ...this, id, version: 0, forked: false, taken });
    copy.events = [...this.events];
    copy.places = [...this.places];
    return copy;
  }

  /** Takes an event for a step. */
  take(
    step: number,
    event: E,
    number: number,
    timeNs: number,
    captures: boolean | Readonly<Record<string, unknown>>,
  ): void {
    const { name, listed } = this.definition.steps[step];
    if (this.events.length === 0) this.firstNs = timeNs;
    this.times = step === this.place && this.events.length > 0 ? this.times + 1 : 1;
    this.place = step;
    this.lastNs = timeNs;
    this.closedForStrict = false;
    this.candidatesNow = undefined;
    this.takenBy = number;
    this.events.push(event);
    this.places.push(step);
    this.taken = {
      ...this.taken,
      ...(typeof captures === 'object' && captures),
      [name]: listed ? this.repeated(name, event) : event,
      first: this.events[0],
      last: event,
      count: this.events.length,
    };
    this.waiting = this.isComplete() && this.trailing().length > 0;
  }

  /** The list of a step that may repeat, with one more: the same list, since a burst may have a hundred thousand. */
  private repeated(name: string, event: E): readonly E[] {
    if (this.times === 1) return [event];
    const list = this.taken[name] as E[];
    list.push(event);
    return list;
  }

  /** It saw an event that it did not take: its strict possibilities are gone until it takes one. */
  get strictClosed(): boolean {
    return this.closedForStrict;
  }

  closeStrict(): void {
    this.closedForStrict = true;
    this.candidatesNow = undefined;
  }

  /** The steps that it may take next, in the order in which they are asked. */
  candidates(): readonly number[] {
    return (this.candidatesNow ??= this.findCandidates());
  }

  private findCandidates(): readonly number[] {
    const { steps } = this.definition;
    if (this.waiting) return [];
    const own = this.times < steps[this.place].greatest ? [this.place] : [];
    if (this.times < leastOf(steps[this.place])) return own.filter((at) => this.isPossible(steps[at]));
    const following: number[] = [];
    for (let at = this.place + 1; at < steps.length; at++) {
      following.push(at);
      if (!steps[at].optional) break;
    }
    return [...following, ...own].filter((at) => this.isPossible(steps[at]));
  }

  private isPossible({ strict }: Step<E>): boolean {
    return !(strict && this.closedForStrict);
  }

  /** All steps that are not optional have happened often enough. */
  isComplete(): boolean {
    const { steps } = this.definition;
    return this.times >= leastOf(steps[this.place]) && steps.slice(this.place + 1).every(({ optional }) => optional);
  }

  /** What must not come now. */
  absences(): readonly Absence<E>[] {
    const step = this.definition.steps[this.place];
    return this.times >= leastOf(step) ? step.absences : [];
  }

  private trailing(): readonly Absence<E>[] {
    return this.place === this.definition.steps.length - 1 ? this.absences() : [];
  }

  /** Whether a moment lies within the limits of a step. */
  isInTime({ withinNs, afterNs }: Step<E>, timeNs: number): boolean {
    const gap = timeNs - this.lastNs;
    const { withinNs: total, maxGapNs } = this.definition;
    return timeNs - this.firstNs <= total && gap <= Math.min(withinNs, maxGapNs) && gap >= afterNs;
  }

  /** The latest limit among the steps that it can still take; of a waiting one the end of the longest absence. */
  deadline(): Deadline {
    if (this.waiting)
      return { atNs: this.lastNs + Math.max(...this.trailing().map(({ forNs = 0 }) => forNs)), limit: 'gap' };
    const { steps, withinNs, maxGapNs } = this.definition;
    const longest = Math.max(...this.candidates().map((at) => Math.min(steps[at].withinNs, maxGapNs)));
    const total = this.firstNs + withinNs;
    const gap = this.lastNs + longest;
    return total <= gap ? { atNs: total, limit: 'within' } : { atNs: gap, limit: 'gap' };
  }

  /** Names of what it waits for: steps, or what must not come. */
  waitsFor(): readonly string[] {
    if (this.waiting) return this.trailing().map(({ name }) => name);
    return this.candidates().map((at) => this.definition.steps[at].name);
  }
}

/** How often a step must have happened once it has: what may be left out altogether asks for no more than one. */
function leastOf({ optional, least }: Pick<Step<never>, 'optional' | 'least'>): number {
  return optional ? 1 : least;
}
