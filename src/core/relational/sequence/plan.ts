import type { Definition, Step } from './definition.ts';

/** What a flow may take next. */
export interface Next {
  /** Places of steps, in the order in which they are asked. */
  readonly steps: readonly number[];
  /** The longest time that one of them may come after the event before, ns; -Infinity if there is none. */
  readonly longestNs: number;
  /** The last event that was asked about it, and the last that none of its steps can take, whatever a flow has: `Asking` says. */
  askedAt: number;
  refusedAt: number;
}

/** How far a step has come: it must still happen, it may, it has happened as often as it may. */
const PHASES = 3;

/** A definition with what follows from it for a flow that stands at a step: worked out once, since every event asks. */
export class Plan<E> {
  /** Some step takes the very next event only. */
  readonly hasStrict: boolean;
  /** There is a limit of time. */
  readonly hasLimits: boolean;
  /** There is a limit of time, or a step comes after some time only. */
  readonly isTimed: boolean;
  /** Something must not come, somewhere. */
  readonly hasAbsences: boolean;
  private readonly nexts: readonly Next[];
  /** Whether all steps behind a place may be left out. */
  private readonly mayEnd: readonly boolean[];

  constructor(readonly definition: Definition<E>) {
    const { steps } = definition;
    this.hasLimits =
      Math.min(definition.withinNs, definition.maxGapNs, ...steps.map(({ withinNs }) => withinNs)) < Infinity;
    this.isTimed = this.hasLimits || steps.some(({ afterNs }) => afterNs > -Infinity);
    this.hasStrict = steps.some(({ strict }) => strict);
    this.hasAbsences = steps.some(({ absences }) => absences.length > 0);
    this.mayEnd = steps.map((_, at) => steps.slice(at + 1).every(({ optional }) => optional));
    this.nexts = steps.flatMap((_, place) =>
      Array.from({ length: PHASES }, (_all, phase) =>
        [false, true].map((closed) => this.find(place, phase, closed)),
      ).flat(),
    );
  }

  /** What comes next for a flow that took the step at a place so many times. `strictClosed`: it has passed an event over since. */
  next(place: number, times: number, strictClosed: boolean): Next {
    const step = this.definition.steps[place];
    const phase = times < leastOf(step) ? 0 : times < step.greatest ? 1 : 2;
    return this.nexts[2 * (PHASES * place + phase) + (strictClosed ? 1 : 0)];
  }

  /** Of a flow that has all: nothing. */
  readonly nothing: Next = { steps: [], longestNs: -Infinity, askedAt: 0, refusedAt: 0 };

  /** All steps that are not optional have happened often enough. */
  isComplete(place: number, times: number): boolean {
    return this.mayEnd[place] && times >= leastOf(this.definition.steps[place]);
  }

  private find(place: number, phase: number, strictClosed: boolean): Next {
    const { steps, maxGapNs } = this.definition;
    const all = phase === 0 ? [place] : [...this.following(place), ...(phase === 1 ? [place] : [])];
    const possible = all.filter((at) => !(steps[at].strict && strictClosed));
    const longestNs = Math.max(...possible.map((at) => Math.min(steps[at].withinNs, maxGapNs)));
    return { steps: possible, longestNs, askedAt: 0, refusedAt: 0 };
  }

  /** The steps behind a place up to the first that must happen. */
  private following(place: number): number[] {
    const { steps } = this.definition;
    const behind = steps.slice(place + 1);
    const must = behind.findIndex(({ optional }) => !optional);
    return behind.slice(0, must < 0 ? behind.length : must + 1).map((_, at) => place + 1 + at);
  }
}

/** How often a step must have happened once it has: what may be left out altogether asks for no more than one. */
export function leastOf({ optional, least }: Pick<Step<never>, 'optional' | 'least'>): number {
  return optional ? 1 : least;
}
