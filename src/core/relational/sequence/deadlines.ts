/** Something that is due, once: `version` is that of what it is about when it was put down. */
interface Due<T> {
  readonly atNs: number;
  readonly order: number;
  readonly version: number;
  readonly about: T;
}

/** Who has deadlines. */
export interface HasDeadline {
  /** Rises with creation: who comes first where moments are equal. */
  readonly id: number;
  /** A deadline counts as long as the version is that which it was put down with. */
  readonly version: number;
  readonly closed: boolean;
}

/** Deadlines in the order of their time, then of creation: a binary heap. What has changed since is passed over. */
export class Deadlines<T extends HasDeadline> {
  private readonly heap: Due<T>[] = [];

  /** Puts a deadline down; one that never comes is none. */
  put(about: T, atNs: number): void {
    if (atNs === Infinity) return;
    const due = { atNs, order: about.id, version: about.version, about };
    let at = this.heap.push(due) - 1;
    for (let parent = (at - 1) >> 1; at > 0 && isBefore(due, this.heap[parent]); parent = (at - 1) >> 1) {
      this.heap[at] = this.heap[parent];
      at = parent;
    }
    this.heap[at] = due;
  }

  /** The next deadline before a moment (or at it), taken out; undefined: none. */
  next(beforeNs: number, inclusive: boolean): { readonly about: T; readonly atNs: number } | undefined {
    for (;;) {
      const top = this.heap.at(0);
      if (top === undefined || !(inclusive ? top.atNs <= beforeNs : top.atNs < beforeNs)) return undefined;
      this.removeTop();
      if (!top.about.closed && top.version === top.about.version) return top;
    }
  }

  private removeTop(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.heap.length) break;
      if (child + 1 < this.heap.length && isBefore(this.heap[child + 1], this.heap[child])) child++;
      if (!isBefore(this.heap[child], last)) break;
      this.heap[at] = this.heap[child];
      at = child;
    }
    this.heap[at] = last;
  }
}

function isBefore(a: Due<unknown>, b: Due<unknown>): boolean {
  return a.atNs < b.atNs || (a.atNs === b.atNs && a.order < b.order);
}
