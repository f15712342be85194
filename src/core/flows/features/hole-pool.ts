import { grown, nextCapacity } from '../../../base/growable.ts';

/** Holes that a list keeps; those that were added first are forgotten first. */
const MOST = 32;
/** A node: where the hole begins, where it ends, the next node of its list. */
const END = 1;
const NEXT = 2;
const STRIDE = 3;

/**
 * Lists of holes: ranges of positions that have not been seen, disjoint, newest first. A list is named by its first node;
 * 0 is the empty list. Nodes of lists that were given away are used again.
 */
export class HolePool {
  /** Positions that the last `fill` took out of holes. */
  filled = 0;
  private values = new Float64Array(STRIDE * 64);
  /** Node 0 is none. */
  private nodes = 1;
  private free = 0;

  /** The list with [start, end) added. */
  add(list: number, start: number, end: number): number {
    const node = this.allocate(start, end, list);
    this.trim(node);
    return node;
  }

  /** The list without [start, end); `filled` says how much of that were holes. */
  fill(list: number, start: number, end: number): number {
    this.filled = 0;
    let first = list;
    let previous = 0;
    for (let node = list; node !== 0;) {
      const next = this.values[node * STRIDE + NEXT];
      const left = this.cut(node, start, end);
      if (left) previous = node;
      else if (previous === 0) first = next;
      else this.values[previous * STRIDE + NEXT] = next;
      if (!left) this.giveBack(node);
      node = next;
    }
    this.trim(first);
    return first;
  }

  /** Gives all nodes of the list back. */
  release(list: number): void {
    for (let node = list; node !== 0;) {
      const next = this.values[node * STRIDE + NEXT];
      this.giveBack(node);
      node = next;
    }
  }

  /**
   * Takes [start, end) out of one hole; false if nothing is left of it. What is left behind becomes a node after it: no
   * other hole of the list has anything of [start, end) then, as holes are disjoint.
   */
  private cut(node: number, start: number, end: number): boolean {
    const at = node * STRIDE;
    const holeStart = this.values[at];
    const holeEnd = this.values[at + END];
    const from = Math.max(start, holeStart);
    const to = Math.min(end, holeEnd);
    if (from >= to) return true;
    this.filled += to - from;
    if (holeStart < from) {
      this.values[at + END] = from;
      if (to < holeEnd) {
        const behind = this.allocate(to, holeEnd, this.values[at + NEXT]);
        this.values[at + NEXT] = behind;
      }
      return true;
    }
    this.values[at] = to;
    return to < holeEnd;
  }

  /** Forgets all but the first nodes of a list. */
  private trim(list: number): void {
    let node = list;
    for (let count = 1; node !== 0 && count < MOST; count++) node = this.values[node * STRIDE + NEXT];
    if (node === 0) return;
    this.release(this.values[node * STRIDE + NEXT]);
    this.values[node * STRIDE + NEXT] = 0;
  }

  private allocate(start: number, end: number, next: number): number {
    let node = this.free;
    if (node !== 0) this.free = this.values[node * STRIDE + NEXT];
    else {
      node = this.nodes++;
      const needed = this.nodes * STRIDE;
      if (needed > this.values.length) this.values = grown(this.values, nextCapacity(needed, 0));
    }
    this.values[node * STRIDE] = start;
    this.values[node * STRIDE + END] = end;
    this.values[node * STRIDE + NEXT] = next;
    return node;
  }

  private giveBack(node: number): void {
    this.values[node * STRIDE + NEXT] = this.free;
    this.free = node;
  }
}
