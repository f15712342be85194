import type { Absence, Step } from './definition.ts';
import type { KeyList, Listed } from './key-list.ts';
import { leastOf, type Next, type Plan } from './plan.ts';
import type { Taken } from './taken.ts';

/** The last moment of something, and which limit it is: of all events together, or from one to the next. */
export interface Deadline {
  readonly atNs: number;
  readonly limit: 'within' | 'gap';
}

/** An event that was taken, the step that took it, and what was taken before. Copies of a flow share what they have in common. */
interface Link<E> {
  readonly event: E;
  readonly place: number;
  readonly before: Link<E> | undefined;
}

/** Values that a condition gave to be remembered. */
type Captures = Readonly<Record<string, unknown>>;

const NO_ABSENCES: readonly never[] = [];

/** One flow of a definition in the making: what it has taken, and what it may take next. */
export class OpenSequence<E> implements Listed<OpenSequence<E>> {
  next: OpenSequence<E> | undefined = undefined;
  previous: OpenSequence<E> | undefined = undefined;
  /** Step that was taken last, and how often. */
  place = 0;
  times = 0;
  /** How many events it has taken. */
  count = 0;
  firstEvent: E | undefined = undefined;
  firstNs = 0;
  lastNs = 0;
  /** All steps are taken; it waits for what must not come. */
  waiting = false;
  forked = false;
  /** Its end is told already. */
  closed = false;
  /** Changes with its deadline. */
  version = 0;
  /** A condition gave something to be remembered. */
  hasCaptures = false;
  private closedForStrict = false;
  private tail: Link<E> | undefined = undefined;
  private nextNow: Next | undefined = undefined;
  private takenNow: Taken<E> | undefined = undefined;

  constructor(
    private readonly plan: Plan<E>,
    /** Rises with creation. */
    readonly id: number,
    readonly bucket: KeyList<OpenSequence<E>>,
  ) {}

  /** A copy that goes its own way from here. */
  fork(id: number): OpenSequence<E> {
    const copy = new OpenSequence(this.plan, id, this.bucket);
    const { place, times, count, firstEvent, firstNs, lastNs, waiting, hasCaptures, closedForStrict, tail } = this;
    Object.assign(copy, {
      place,
      times,
      count,
      firstEvent,
      firstNs,
      lastNs,
      waiting,
      hasCaptures,
      closedForStrict,
      tail,
    });
    copy.takenNow = this.takenNow && this.copyOfTaken(this.takenNow);
    return copy;
  }

  private copyOfTaken(now: Taken<E>): Taken<E> {
    const taken: Record<string, unknown> = { ...now };
    for (const { name, listed } of this.plan.definition.steps)
      if (listed && name in taken) taken[name] = [...(taken[name] as readonly E[])];
    return taken as Taken<E>;
  }

  /** Takes an event for a step. */
  take(step: number, event: E, timeNs: number, captures: boolean | Captures): void {
    const before = this.takenNow ?? (typeof captures === 'object' ? this.taken : undefined);
    if (this.count === 0) {
      this.firstNs = timeNs;
      this.firstEvent = event;
    }
    this.times = step === this.place && this.count > 0 ? this.times + 1 : 1;
    this.place = step;
    this.lastNs = timeNs;
    this.closedForStrict = false;
    this.nextNow = undefined;
    this.tail = { event, place: step, before: this.tail };
    this.count++;
    if (typeof captures === 'object') this.hasCaptures = true;
    if (before !== undefined) this.takenNow = this.takenWith(before, event, captures);
    this.waiting = this.isComplete() && this.trailing().length > 0;
  }

  /** The events that it has taken, in their order. */
  get events(): E[] {
    const events = new Array<E>(this.count);
    let at = this.count;
    for (let link = this.tail; link !== undefined; link = link.before) events[--at] = link.event;
    return events;
  }

  /** The step that took each of them. */
  get places(): number[] {
    const places = new Array<number>(this.count);
    let at = this.count;
    for (let link = this.tail; link !== undefined; link = link.before) places[--at] = link.place;
    return places;
  }

  /** What conditions see of what it took. Made when it is first asked for, and kept up from then on. */
  get taken(): Taken<E> {
    return (this.takenNow ??= this.madeTaken());
  }

  /** All as if it had been kept up; whatever was captured, it has been. */
  private madeTaken(): Taken<E> {
    const taken: Record<string, unknown> = { count: 0 };
    const { steps } = this.plan.definition;
    const { events, places } = this;
    for (const [at, event] of events.entries()) {
      const { name, listed } = steps[places[at]];
      const repeats = at > 0 && places[at] === places[at - 1];
      if (!listed) taken[name] = event;
      else if (repeats) (taken[name] as E[]).push(event);
      else taken[name] = [event];
      taken['first'] = events[0];
      taken['last'] = event;
      taken['count'] = at + 1;
    }
    return taken as Taken<E>;
  }

  /** What was taken before with the event that has just been taken. */
  private takenWith(before: Taken<E>, event: E, captures: boolean | Captures): Taken<E> {
    const { name, listed } = this.plan.definition.steps[this.place];
    return {
      ...before,
      ...(typeof captures === 'object' && captures),
      [name]: listed ? this.repeated(before, name, event) : event,
      first: this.firstEvent,
      last: event,
      count: this.count,
    };
  }

  /** The list of a step that may repeat, with one more: the same list, since a burst may have a hundred thousand. */
  private repeated(before: Taken<E>, name: string, event: E): readonly E[] {
    if (this.times === 1) return [event];
    const list = before[name] as E[];
    list.push(event);
    return list;
  }

  /** It saw an event that it did not take: its strict possibilities are gone until it takes one. */
  get strictClosed(): boolean {
    return this.closedForStrict;
  }

  closeStrict(): void {
    this.closedForStrict = true;
    this.nextNow = undefined;
  }

  /** The steps that it may take next, in the order in which they are asked. */
  candidates(): readonly number[] {
    return this.following().steps;
  }

  /** The same with what is known of it, shared by all flows that stand there. */
  following(): Next {
    return (this.nextNow ??= this.waiting
      ? this.plan.nothing
      : this.plan.next(this.place, this.times, this.closedForStrict));
  }

  /** All steps that are not optional have happened often enough. */
  isComplete(): boolean {
    return this.plan.isComplete(this.place, this.times);
  }

  /** What must not come now. */
  absences(): readonly Absence<E>[] {
    const step = this.plan.definition.steps[this.place];
    return this.times >= leastOf(step) ? step.absences : NO_ABSENCES;
  }

  private trailing(): readonly Absence<E>[] {
    return this.place === this.plan.definition.steps.length - 1 ? this.absences() : NO_ABSENCES;
  }

  /** Whether a moment lies within the limits of a step. */
  isInTime({ withinNs, afterNs }: Step<E>, timeNs: number): boolean {
    const gap = timeNs - this.lastNs;
    const { withinNs: total, maxGapNs } = this.plan.definition;
    return timeNs - this.firstNs <= total && gap <= withinNs && gap <= maxGapNs && gap >= afterNs;
  }

  /** The latest limit among the steps that it can still take; of a waiting one the end of the longest absence. */
  deadline(): Deadline {
    if (this.waiting)
      return { atNs: this.lastNs + Math.max(...this.trailing().map(({ forNs = 0 }) => forNs)), limit: 'gap' };
    const total = this.firstNs + this.plan.definition.withinNs;
    const gap = this.lastNs + this.following().longestNs;
    return total <= gap ? { atNs: total, limit: 'within' } : { atNs: gap, limit: 'gap' };
  }

  /** Names of what it waits for: steps, or what must not come. */
  waitsFor(): readonly string[] {
    if (this.waiting) return this.trailing().map(({ name }) => name);
    return this.candidates().map((at) => this.plan.definition.steps[at].name);
  }
}
