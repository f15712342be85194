import type { Flow, FlowClass } from './flow.ts';
import { OpenFlows } from './open-flows.ts';
import type { StreamHost } from './stream-host.ts';

/** How a stream treats its flows. */
export interface StreamOptions {
  /**
   * Lets a flow take the same event twice: an event that starts a flow is offered to it again at once, as
   * relational-stream 0.6.0 (Python) does. Off: a flow takes an event once at most.
   */
  readonly doubleTake?: boolean;
}

/**
 * Finds flows in a stream of events. For each event and each class, in order: (1) a new flow is made and kept if it
 * can begin with the event; (2) every incomplete flow, oldest first, may take it. After all classes: (3) flows that
 * took it and are complete move to the completed ones, in the order in which they took it.
 * An event may start, advance and complete any number of flows; what a flow has taken it never gives back.
 */
export class RelationalStream<E> {
  readonly flowTypes: readonly FlowClass<E>[];
  private readonly doubleTake: boolean;
  private readonly states = new Map<FlowClass<E>, OpenFlows<E>>();
  /** In the order of the calls: a class stands twice if it is listed twice and flows may take an event twice. */
  private readonly order: readonly OpenFlows<E>[];
  private count = 0;

  /** `host` is the engine’s. */
  constructor(
    flowTypes: readonly FlowClass<E>[],
    { doubleTake = false }: StreamOptions = {},
    host: StreamHost<E> = {},
  ) {
    this.flowTypes = flowTypes;
    this.doubleTake = doubleTake;
    for (const type of flowTypes) this.states.set(type, new OpenFlows(type, host));
    this.order = doubleTake ? flowTypes.map((type) => this.stateOf(type)) : [...this.states.values()];
  }

  /**
   * Takes the next event. What a flow class throws comes through, and leaves the flows asked so far as they are: those that
   * took the event are asked whether they are complete when they take another.
   */
  ingest(event: E): void {
    this.count += 1;
    try {
      for (const state of this.order) state.offer(event, this.count, this.doubleTake);
      for (const state of this.order) state.settle();
    } catch (error) {
      for (const state of this.order) state.forgetModified();
      throw error;
    }
  }

  /** Flows of a class that are not complete, oldest first. Throws if the stream does not know the class. */
  incompleteFlows<F extends Flow<E>>(type: FlowClass<E, F>): F[] {
    return this.stateOf(type).incompleteFlows() as F[];
  }

  /** Complete flows of a class in order of completion. Throws if the stream does not know the class. */
  completedFlows<F extends Flow<E>>(type: FlowClass<E, F>): readonly F[] {
    return this.stateOf(type).completed as F[];
  }

  /** How many incomplete flows of a class were forgotten because of its `maxOpen`. */
  droppedFlows(type: FlowClass<E>): number {
    return this.stateOf(type).dropped;
  }

  /** How many flows of a class were open at the same time, at most. */
  mostOpenFlows(type: FlowClass<E>): number {
    return this.stateOf(type).mostOpen;
  }

  /** How many flows of all classes are complete. */
  get completedCount(): number {
    let count = 0;
    for (const state of this.states.values()) count += state.completed.length;
    return count;
  }

  private stateOf(type: FlowClass<E>): OpenFlows<E> {
    const state = this.states.get(type);
    if (state === undefined) throw new Error(`The stream was not made with the class ${type.name}.`);
    return state;
  }
}
