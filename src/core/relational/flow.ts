/** What `static key` may answer: flows and events with equal keys belong together; undefined: not for this class. */
export type FlowKey = string | number | undefined;

/**
 * One sequence of related events, in the making or found. A class that extends it says which event it wants next and
 * when it has them all; what it remembers between events is kept in fields of its own, which results show.
 */
export abstract class Flow<E> {
  /**
   * Optional: what flows and events must share. A flow is then offered only events of the key that it was started
   * with, which makes long runs many times faster; `undefined` keeps an event from the class altogether.
   */
  static key?(event: unknown): FlowKey;
  /** Optional: seconds from its first event after which a flow is offered no more events. Needs events with a `time`. */
  static within?: number;
  /** Optional: where the events come from: 'packets', 'flows', 'messages', 'lines' of a log, or a protocol whose messages are read: 'DNS'. */
  static source?: string;
  /** Optional: how many incomplete flows are remembered at most; the oldest is forgotten, and counted. */
  static maxOpen?: number;

  /** The events taken so far, in order. */
  events: E[] = [];

  /**
   * Is this the event that the flow waits for? With no events yet: can the flow begin with it? The method may
   * remember what later events must relate to; a flow that could not begin is thrown away with all that it remembers.
   */
  abstract isNextEvent(event: E): boolean;

  /** Has the flow all its events? Asked after each event that it took. */
  abstract isComplete(): boolean;

  /** Takes an event. Called by the stream. */
  addEvent(event: E): void {
    this.events.push(event);
  }
}

/** A class of flows as streams take it: made without arguments. */
export interface FlowClass<E, F extends Flow<E> = Flow<E>> {
  new (): F;
  readonly name: string;
  key?(event: E): FlowKey;
  within?: number;
  maxOpen?: number;
  source?: string;
}
