/** What a key’s list holds. */
interface Closable {
  /** Its end is told already. */
  closed: boolean;
}

/**
 * The open flows of one key in the order of creation. Flows that are closed stay in the list
 * until `tidy`, so that whoever walks it by places may close any of them, in either direction.
 */
export class Bucket<F extends Closable> {
  /** May have closed ones among them. */
  readonly flows: F[] = [];
  /** How many of them are open. */
  open = 0;

  constructor(readonly key: unknown) {}

  /** Adds the youngest. */
  add(flow: F): void {
    this.flows.push(flow);
    this.open++;
  }

  /** Closes one of its flows. */
  close(flow: F): void {
    flow.closed = true;
    this.open--;
  }

  /** Drops closed flows, once they are half of the list. Not while the list is walked. */
  tidy(): void {
    const { flows } = this;
    if (2 * this.open > flows.length) return;
    let kept = 0;
    for (const flow of flows) if (!flow.closed) flows[kept++] = flow;
    flows.length = kept;
  }
}
