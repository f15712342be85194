/** What a key's list holds: it stands in one list at most. */
export interface Listed<F> {
  /** Its end is told already. */
  closed: boolean;
  /** Neighbours in the list; closed ones keep theirs. */
  next: F | undefined;
  previous: F | undefined;
}

/**
 * The open flows of one key in the order of creation, and what is remembered of it. Whoever walks it may close any of them, and
 * still come from the one at hand to those that follow.
 */
export class KeyList<F extends Listed<F>> {
  first: F | undefined;
  last: F | undefined;
  /** Time of the latest event that counts against silence, ns; undefined: none. */
  heardNs: number | undefined;

  constructor(public key: unknown) {}

  /** Adds the youngest. */
  add(flow: F): void {
    flow.previous = this.last;
    if (this.last === undefined) this.first = flow;
    else this.last.next = flow;
    this.last = flow;
  }

  /** Closes one of its flows. */
  close(flow: F): void {
    const { next, previous } = flow;
    flow.closed = true;
    if (previous === undefined) this.first = next;
    else previous.next = next;
    if (next === undefined) this.last = previous;
    else next.previous = previous;
  }
}
