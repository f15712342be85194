import { bisectLeft } from '../../base/bisect.ts';
import type { TimeRange } from '../model/question.ts';

/** Silences that are kept while times come; when there are so many, the shorter half is dropped. */
const MOST_KEPT = 4096;

/**
 * The longest stretches without a packet between packets, of times that come one by one and need not rise. Exact: a
 * silence that has been dropped was shorter than half of those kept, and silences only become shorter by later packets.
 */
export class Silences {
  /** Ends of the silences, both lists rising; a silence holds no packet between them. */
  private from: number[] = [];
  private to: number[] = [];
  private first = Infinity;
  private last = -Infinity;
  /** What is no longer than this has been, or would be, dropped; ns. */
  private leastNs = 0;

  /** Takes the time of another packet, ns. */
  add(timeNs: number): void {
    if (timeNs > this.last) {
      if (this.last !== -Infinity) this.append(this.last, timeNs);
      this.last = timeNs;
      if (this.first === Infinity) this.first = timeNs;
    } else if (timeNs < this.first) {
      this.insert(0, timeNs, this.first);
      this.first = timeNs;
    } else this.split(timeNs);
  }

  /** The longest ones, `count` at most, by their beginning. */
  longest(count: number): readonly TimeRange[] {
    const all = this.from.map((fromNs, at): TimeRange => ({ fromNs, toNs: this.to[at] }));
    const best = all.sort((a, b) => lengthOf(b) - lengthOf(a)).slice(0, count);
    return best.sort((a, b) => a.fromNs - b.fromNs);
  }

  private append(fromNs: number, toNs: number): void {
    if (toNs - fromNs <= this.leastNs) return;
    this.from.push(fromNs);
    this.to.push(toNs);
    this.thin();
  }

  private insert(at: number, fromNs: number, toNs: number): void {
    if (toNs - fromNs <= this.leastNs) return;
    this.from.splice(at, 0, fromNs);
    this.to.splice(at, 0, toNs);
    this.thin();
  }

  /** A packet that comes late may stand in a silence: two are left of it. */
  private split(timeNs: number): void {
    const at = bisectLeft(this.from, timeNs) - 1;
    if (at < 0 || this.to[at] <= timeNs) return;
    const [fromNs] = this.from.splice(at, 1);
    const [toNs] = this.to.splice(at, 1);
    this.insert(at, timeNs, toNs);
    this.insert(at, fromNs, timeNs);
  }

  private thin(): void {
    if (this.from.length < MOST_KEPT) return;
    const lengths = this.from.map((fromNs, at) => this.to[at] - fromNs).sort((a, b) => a - b);
    this.leastNs = lengths[lengths.length >> 1];
    const stay = this.from.flatMap((fromNs, at) => (this.to[at] - fromNs > this.leastNs ? [at] : []));
    this.from = stay.map((at) => this.from[at]);
    this.to = stay.map((at) => this.to[at]);
  }
}

function lengthOf({ fromNs, toNs }: TimeRange): number {
  return toNs - fromNs;
}
