/** Closed flows that may stand among the open ones, beside as many as those are. */
const ROOM = 1024;

/** All open flows of a definition in the order of creation. Closed ones are dropped now and then. */
export class ByAge<F extends { readonly closed: boolean }> {
  /** How many are open. */
  open = 0;
  private flows: F[] = [];
  /** All before this one are closed. */
  private head = 0;

  /** Adds the youngest. */
  add(flow: F): void {
    if (this.flows.length > 2 * this.open + ROOM) this.tidy();
    this.flows.push(flow);
    this.open++;
  }

  /** One of them has been closed. */
  closedOne(): void {
    this.open--;
  }

  /** The oldest that is open. */
  oldest(): F | undefined {
    while (this.flows.at(this.head)?.closed === true) this.head++;
    return this.flows.at(this.head);
  }

  /** Those that are open now, oldest first. */
  all(): F[] {
    return this.flows.filter(({ closed }) => !closed);
  }

  private tidy(): void {
    this.flows = this.all();
    this.head = 0;
  }
}
