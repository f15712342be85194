import type { Failure } from '../model/failure.ts';
import type { MatchEnd } from '../model/match.ts';
import type { Flow, FlowClass } from './flow.ts';
import { MOST_NEAR_MISSES } from './match-bounds.ts';
import { ThrownErrors } from './thrown-errors.ts';

/** What one class threw: the error, and the flows that ended with one. */
export interface ErrorsOfClass<E> {
  /** The first ones. */
  readonly flows: readonly { readonly flow: Flow<E>; readonly end: MatchEnd }[];
  readonly count: number;
  readonly fault: Failure | undefined;
}

/** What the classes of one run threw. */
export class ClassErrors<E> {
  private readonly byClass = new Map<FlowClass<E>, Errors<E>>();

  /** `address`: where the code was loaded from, as stacks name it; `event`: what numbers of events count. */
  constructor(
    private readonly address: string,
    private readonly event = 'packet',
  ) {}

  /**
   * Takes what a class threw at a packet (from 0) and its time; `flow` ended with it. False: it has thrown so often that it
   * is to see nothing more.
   */
  add(type: FlowClass<E>, error: unknown, packet: number, atNs: number, flow?: Flow<E>): boolean {
    let errors = this.byClass.get(type);
    if (errors === undefined) this.byClass.set(type, (errors = new Errors(this.address, this.event)));
    errors.thrown.add(error, packet + 1);
    if (flow !== undefined) errors.addFlow(flow, { outcome: 'error', atNs, by: packet, what: '' });
    return !errors.thrown.areTooMany;
  }

  /** What a class threw; undefined: nothing. */
  of(type: FlowClass<E>): ErrorsOfClass<E> | undefined {
    return this.byClass.get(type);
  }
}

class Errors<E> implements ErrorsOfClass<E> {
  readonly flows: { readonly flow: Flow<E>; readonly end: MatchEnd }[] = [];
  readonly thrown: ThrownErrors;
  count = 0;

  constructor(address: string, event: string) {
    this.thrown = new ThrownErrors(address, event);
  }

  get fault(): Failure | undefined {
    return this.thrown.fault();
  }

  addFlow(flow: Flow<E>, end: MatchEnd): void {
    this.count++;
    if (this.flows.length < MOST_NEAR_MISSES) this.flows.push({ flow, end });
  }
}
