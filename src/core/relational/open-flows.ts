import { Bucket } from './bucket.ts';
import type { Flow, FlowClass, FlowKey } from './flow.ts';
import { answerOf } from './prompt-answer.ts';
import type { StreamHost } from './stream-host.ts';

/** A flow that is not complete, with what the stream knows about it. */
interface OpenFlow<E> {
  readonly flow: Flow<E>;
  readonly bucket: Bucket<OpenFlow<E>>;
  /** Rises with creation. */
  readonly id: number;
  /** Latest moment of an event that it is offered, ns. */
  readonly deadlineNs: number;
  /** Number of the event that it took last. */
  takenAt: number;
  /** Complete, too old, failed or forgotten: offered nothing more. */
  closed: boolean;
}

/** The flows of one class: open, too old, complete. */
export class OpenFlows<E> {
  /** Complete flows in order of completion. */
  readonly completed: Flow<E>[] = [];
  /** Flows forgotten because of `maxOpen`. */
  dropped = 0;
  /** Flows that were open at the same time, at most. */
  mostOpen = 0;
  /** Flows that took the event in hand, in the order in which they took it. */
  private modified: OpenFlow<E>[] = [];
  private created = 0;
  private nowNs = -Infinity;
  private readonly open = new Set<OpenFlow<E>>();
  private readonly expired = new Set<OpenFlow<E>>();
  private readonly buckets = new Map<FlowKey, Bucket<OpenFlow<E>>>();
  private readonly untidy = new Set<Bucket<OpenFlow<E>>>();
  private readonly withinNs: number | undefined;
  private readonly maxOpen: number;
  private isEnded = false;

  constructor(
    readonly type: FlowClass<E>,
    private readonly host: StreamHost<E>,
  ) {
    this.withinNs = type.within === undefined ? undefined : Math.round(type.within * 1e9);
    this.maxOpen = type.maxOpen ?? Infinity;
  }

  /** Step 1 and 2 of the algorithm for one event: tries a start, then offers it to the open flows. */
  offer(event: E, number: number, doubleTake: boolean): void {
    if (this.isEnded) return;
    const key = this.keyOf(event);
    if (key === undefined && this.type.key !== undefined) return;
    if (this.withinNs !== undefined) this.nowNs = timeOf(event);
    this.tryStart(event, key, number);
    const bucket = this.buckets.get(key);
    if (bucket === undefined) return;
    for (const open of bucket.flows)
      if ((doubleTake || open.takenAt !== number) && this.isInTime(open)) this.tryAdvance(open, event, number);
  }

  /** Step 3: moves the flows that are complete now; then the oldest beyond `maxOpen` are forgotten. */
  settle(): void {
    if (this.modified.length > 0) this.moveCompleted();
    if (this.open.size > this.maxOpen) this.forgetOldest();
    if (this.untidy.size > 0) this.tidy();
  }

  /** Forgets which flows took the event in hand: something threw, and nobody will ask whether they are complete. */
  forgetModified(): void {
    this.modified = [];
  }

  /** Incomplete flows, oldest first. */
  incompleteFlows(): Flow<E>[] {
    const all = [...this.expired, ...this.open];
    if (this.expired.size > 0) all.sort((a, b) => a.id - b.id);
    return all.map(({ flow }) => flow);
  }

  private keyOf(event: E): FlowKey {
    try {
      return this.type.key?.(event);
    } catch (error) {
      this.threw(error);
      return undefined;
    }
  }

  private tryStart(event: E, key: FlowKey, number: number): void {
    let flow: Flow<E>;
    try {
      flow = new this.type();
      if (!answerOf(flow.isNextEvent(event), 'isNextEvent')) return;
      flow.addEvent(event);
    } catch (error) {
      return this.threw(error);
    }
    const bucket = this.bucketOf(key);
    const deadlineNs = this.withinNs === undefined ? Infinity : this.nowNs + this.withinNs;
    const open = { flow, bucket, id: this.created++, deadlineNs, takenAt: number, closed: false };
    bucket.add(open);
    this.open.add(open);
    this.mostOpen = Math.max(this.mostOpen, this.open.size);
    this.modified.push(open);
  }

  private tryAdvance(open: OpenFlow<E>, event: E, number: number): void {
    try {
      if (!answerOf(open.flow.isNextEvent(event), 'isNextEvent')) return;
      open.flow.addEvent(event);
    } catch (error) {
      return this.fail(open, error);
    }
    if (open.takenAt !== number) this.modified.push(open);
    open.takenAt = number;
  }

  private moveCompleted(): void {
    const modified = this.modified;
    this.modified = [];
    for (const open of modified) {
      if (open.closed || !this.isComplete(open)) continue;
      this.completed.push(open.flow);
      this.close(open);
    }
  }

  private isComplete(open: OpenFlow<E>): boolean {
    try {
      return answerOf(open.flow.isComplete(), 'isComplete');
    } catch (error) {
      this.fail(open, error);
      return false;
    }
  }

  /** What a flow throws ends that flow. */
  private fail(open: OpenFlow<E>, error: unknown): void {
    this.threw(error, open.flow);
    if (!open.closed) this.close(open);
  }

  private threw(error: unknown, flow?: Flow<E>): void {
    if (this.host.threw === undefined) throw error;
    if (!this.host.threw(this.type, error, flow)) this.isEnded = true;
  }

  private isInTime(open: OpenFlow<E>): boolean {
    if (open.closed) return false;
    if (this.nowNs <= open.deadlineNs) return true;
    this.expire(open);
    return false;
  }

  /** Those that are too old take no room from those that are open; as many of them are remembered. */
  private expire(open: OpenFlow<E>): void {
    this.close(open);
    this.expired.add(open);
    if (this.expired.size <= this.maxOpen) return;
    const [oldest] = this.expired;
    this.expired.delete(oldest);
    this.forget(oldest);
  }

  private forgetOldest(): void {
    for (const oldest of this.open) {
      if (this.open.size <= this.maxOpen) return;
      if (!this.isInTime(oldest)) continue;
      this.close(oldest);
      this.forget(oldest);
    }
  }

  private forget({ flow }: OpenFlow<E>): void {
    this.dropped += 1;
    this.host.forgot?.(flow);
  }

  private close(open: OpenFlow<E>): void {
    this.open.delete(open);
    open.bucket.close(open);
    this.untidy.add(open.bucket);
  }

  /** After each event, when nobody walks the lists. */
  private tidy(): void {
    for (const bucket of this.untidy) {
      bucket.tidy();
      if (bucket.open === 0) this.buckets.delete(bucket.key as FlowKey);
    }
    this.untidy.clear();
  }

  private bucketOf(key: FlowKey): Bucket<OpenFlow<E>> {
    let bucket = this.buckets.get(key);
    if (bucket === undefined) this.buckets.set(key, (bucket = new Bucket(key)));
    return bucket;
  }
}

/** Moment of an event as whole nanoseconds, from its seconds; without a number in `time` every deadline is kept. */
function timeOf(event: unknown): number {
  const time = (event as { readonly time?: unknown } | null | undefined)?.time;
  return typeof time === 'number' ? Math.round(time * 1e9) : -Infinity;
}
