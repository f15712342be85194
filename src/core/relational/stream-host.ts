import type { Flow, FlowClass } from './flow.ts';

/** Who is told what happens in a stream: the engine. */
export interface StreamHost<E> {
  /**
   * A class threw; `flow` is the one that ends with it. False: the class is to see nothing more. Without this, what is thrown
   * comes through.
   */
  readonly threw?: (type: FlowClass<E>, error: unknown, flow?: Flow<E>) => boolean;
  /** A flow was forgotten because of `maxOpen`. */
  readonly forgot?: (flow: Flow<E>) => void;
}
