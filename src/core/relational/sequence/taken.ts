/** Anything that a condition has given to be remembered. */
type Captured = unknown;

/**
 * What a flow has taken, as conditions see it: each step by its name (a step that may repeat as a list), the first and the
 * last event and how many there are, and what conditions gave to be remembered.
 */
export type Taken<E> = {
  readonly first?: E;
  readonly last?: E;
  readonly count: number;
} & Readonly<Record<string, Captured>>;
