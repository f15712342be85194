/** Why a flow ended that is no match. */
export type EndReason =
  'too-late' | 'forbidden' | 'until' | 'not-next' | 'replaced' | 'superseded' | 'evicted' | 'error' | 'forked';

/** What ended a flow: the limit that had passed, the event, the name of what must not come. */
export interface EndCause {
  readonly limit?: 'within' | 'gap';
  /** Number of the event. */
  readonly by?: number;
  readonly without?: string;
}

/** A flow as it is told of: what it took, and how far it came. */
export interface ToldFlow<E> {
  readonly events: readonly E[];
  /** The step that took each of them; windows have none. */
  readonly places?: readonly number[];
  /** Step that was taken last. */
  readonly place: number;
  /** What conditions gave to be remembered, with the steps by name. */
  readonly taken: Readonly<Record<string, unknown>>;
  /** False: conditions gave nothing, so `taken` has steps only. */
  readonly hasCaptures?: boolean;
}

/** Told of every flow, once, how it ended. Moments are the clock's, ns: of an event, or of the deadline that passed. */
export interface Outcomes<E> {
  /** `cut`: the stream ended before it had all that it could take. `peak`: of windows, the greatest measure. */
  match(flow: ToldFlow<E>, atNs: number, more?: { readonly cut?: true; readonly peak?: number }): void;
  /** `waitsFor`: names of the steps that it could still have taken. */
  ended(flow: ToldFlow<E>, reason: EndReason, atNs: number, cause: EndCause, waitsFor: readonly string[]): void;
  /** Neither found nor absent when the stream ended. */
  open(flow: ToldFlow<E>, waitsFor: readonly string[], forked: boolean): void;
  /** A flow takes a step for the first time. */
  reached(step: number): void;
  /** What the person’s code threw, at an event. */
  threw(error: unknown, number: number): void;
}
