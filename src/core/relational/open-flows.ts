import type { Flow, FlowClass, FlowKey } from './flow.ts';

/** A flow that is not complete, with what the stream knows about it. */
export interface OpenFlow<E> {
  readonly flow: Flow<E>;
  readonly bucket: Bucket<E>;
  /** Latest `time` of an event that it is offered. */
  readonly deadline: number;
  /** Number of the event that it took last. */
  takenAt: number;
  /** False once it is complete, too old or forgotten: offered nothing more. */
  open: boolean;
}

/** The open flows of one key, in order of creation. */
interface Bucket<E> {
  readonly key: FlowKey;
  flows: OpenFlow<E>[];
}

/** The flows of one class: open, incomplete (open or too old), complete. */
export class OpenFlows<E> {
  /** Complete flows in order of completion. */
  readonly completed: Flow<E>[] = [];
  /** Flows that took the event in hand, in the order in which they took it. */
  private modified: OpenFlow<E>[] = [];
  /** Flows forgotten because of `maxOpen`. */
  dropped = 0;
  private readonly incomplete = new Set<OpenFlow<E>>();
  private readonly buckets = new Map<FlowKey, Bucket<E>>();
  private readonly stale = new Set<Bucket<E>>();
  private readonly within: number | undefined;
  private readonly maxOpen: number;

  constructor(readonly type: FlowClass<E>) {
    this.within = type.within;
    this.maxOpen = type.maxOpen ?? Infinity;
  }

  /** Step 1 and 2 of the algorithm for one event: tries a start, then offers it to the open flows. */
  offer(event: E, number: number, doubleTake: boolean): void {
    const key = this.type.key?.(event);
    if (key === undefined && this.type.key !== undefined) return;
    this.tryStart(event, key, number);
    const bucket = this.buckets.get(key);
    if (bucket === undefined) return;
    for (const open of bucket.flows) {
      if ((doubleTake || open.takenAt !== number) && this.isInTime(open, event)) this.tryAdvance(open, event, number);
    }
  }

  /** Step 3: moves the flows that are complete now. */
  settle(): void {
    if (this.modified.length > 0) this.moveCompleted();
    if (this.stale.size > 0) this.clean();
  }

  /** Incomplete flows, oldest first. */
  incompleteFlows(): Flow<E>[] {
    return Array.from(this.incomplete, (open) => open.flow);
  }

  private tryStart(event: E, key: FlowKey, number: number): void {
    const flow = new this.type();
    if (!flow.isNextEvent(event)) return;
    flow.addEvent(event);
    const bucket = this.bucketOf(key);
    const open = { flow, bucket, deadline: this.deadlineFrom(event), takenAt: number, open: true };
    bucket.flows.push(open);
    this.incomplete.add(open);
    this.modified.push(open);
    if (this.incomplete.size > this.maxOpen) this.dropOldest();
  }

  private tryAdvance(open: OpenFlow<E>, event: E, number: number): void {
    if (!open.flow.isNextEvent(event)) return;
    open.flow.addEvent(event);
    if (open.takenAt !== number) this.modified.push(open);
    open.takenAt = number;
  }

  private moveCompleted(): void {
    const modified = this.modified;
    this.modified = [];
    for (const open of modified) {
      if (!open.open || !open.flow.isComplete()) continue;
      this.incomplete.delete(open);
      this.completed.push(open.flow);
      this.close(open);
    }
  }

  private isInTime(open: OpenFlow<E>, event: E): boolean {
    if (!open.open) return false;
    if (open.deadline === Infinity || timeOf(event) <= open.deadline) return true;
    this.close(open);
    return false;
  }

  private deadlineFrom(event: E): number {
    return this.within === undefined ? Infinity : timeOf(event) + this.within;
  }

  private dropOldest(): void {
    for (const open of this.incomplete) {
      this.incomplete.delete(open);
      this.close(open);
      this.dropped += 1;
      return;
    }
  }

  private close(open: OpenFlow<E>): void {
    open.open = false;
    this.stale.add(open.bucket);
  }

  /** Takes closed flows out of their buckets, once per event, since users' buckets may be long. */
  private clean(): void {
    for (const bucket of this.stale) {
      const isSingle = bucket.flows.length === 1; // the usual case with keys: the one that was closed
      if (!isSingle) bucket.flows = bucket.flows.filter((open) => open.open);
      if (isSingle || bucket.flows.length === 0) this.buckets.delete(bucket.key);
    }
    this.stale.clear();
  }

  private bucketOf(key: FlowKey): Bucket<E> {
    let bucket = this.buckets.get(key);
    if (bucket === undefined) this.buckets.set(key, (bucket = { key, flows: [] }));
    return bucket;
  }
}

/** Seconds of an event; without a number in `time` every deadline is kept. */
function timeOf(event: unknown): number {
  const time = (event as { readonly time?: unknown } | null | undefined)?.time;
  return typeof time === 'number' ? time : -Infinity;
}
