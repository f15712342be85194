import { Bucket } from '../bucket.ts';
import { Deadlines } from './deadlines.ts';
import type { Condition, Definition } from './definition.ts';
import { bucketKey } from './key-text.ts';
import { OpenSequence } from './open-sequence.ts';
import type { EndCause, EndReason, Outcomes } from './outcomes.ts';
import type { Taken } from './taken.ts';
import type { DefinitionTrace } from './trace.ts';
import type { TraceRole } from '../../model/trace.ts';

type OpenBucket<E> = Bucket<OpenSequence<E>>;

/** An event with what the matcher knows of it. */
interface Seen<E> {
  readonly event: E;
  readonly number: number;
  readonly timeNs: number;
}

const NOTHING_TAKEN = { count: 0 };

/**
 * Finds the flows of one definition in a stream of events, by the rules of docs/sequences.md. For each event: deadlines that
 * the clock has passed, key and `where`, `until`, a start under `every`, the open flows of the key, a start under other
 * policies, completions in the order of creation, `maxOpen`, what `quiet` remembers.
 */
export class SequenceMatcher<E> {
  private readonly deadlines = new Deadlines<OpenSequence<E>>();
  private readonly buckets = new Map<unknown, OpenBucket<E>>();
  /** In the order of creation. */
  private readonly open = new Set<OpenSequence<E>>();
  /** Flows that were open at the same time, at most. */
  mostOpen = 0;
  private clockNs = -Infinity;
  private firstNs: number | undefined;
  private created = 0;

  constructor(
    private readonly definition: Definition<E>,
    private readonly outcomes: Outcomes<E>,
    private readonly trace?: DefinitionTrace<E>,
  ) {}

  /** The clock goes on to the time of an event, ns, whether that is for this definition or not. */
  advance(timeNs: number): void {
    this.firstNs ??= timeNs;
    this.clockNs = Math.max(this.clockNs, timeNs);
    this.passDeadlines(this.clockNs, false);
  }

  /** Takes the next event of the stream: its number, from 1, and its time, ns. */
  ingest(event: E, number: number, timeNs: number): void {
    this.advance(timeNs);
    const seen = { event, number, timeNs };
    const bucket = this.bucketOf(seen);
    if (bucket !== undefined) this.see(seen, bucket);
  }

  /** The end of the stream; `absent`: every deadline passes, also those that lie behind it. */
  end(absent: boolean): void {
    this.passDeadlines(absent ? Number.MAX_VALUE : this.clockNs, true);
    for (const flow of this.open)
      if (this.definition.longest && flow.isComplete()) this.match(flow, this.clockNs, { cut: true });
    for (const flow of this.open) this.outcomes.open(flow, flow.waitsFor(), flow.forked);
  }

  private see(seen: Seen<E>, bucket: OpenBucket<E>): void {
    const { starts } = this.definition;
    this.trace?.seen(bucket.key, seen, this.definition.steps);
    if (!this.passUntil(seen, bucket)) return;
    const standing = bucket.flows.length;
    const took: OpenSequence<E>[] = [];
    if (starts === 'every') this.tryStart(seen, bucket, took);
    this.offer(seen, bucket, standing, took);
    if (starts === 'one' ? bucket.open === 0 : starts !== 'every' && took.length === 0)
      if (this.tryStart(seen, bucket, took) && starts === 'newest') this.replace(seen, bucket);
    this.complete(took);
    while (this.open.size > this.definition.maxOpen) this.evict(seen.number);
    this.remember(seen, bucket);
    this.tidy(bucket);
  }

  /** Ends all flows of a key but the youngest, which has just begun. */
  private replace({ number }: Seen<E>, { flows }: OpenBucket<E>): void {
    for (let at = 0; at < flows.length - 1; at++) this.close(flows[at], 'replaced', { by: number });
  }

  /** Offers an event to the flows of its key that stood there before it: so many places of the list. */
  private offer(seen: Seen<E>, bucket: OpenBucket<E>, standing: number, took: OpenSequence<E>[]): void {
    const { takes } = this.definition;
    for (let step = 0; step < standing; step++) {
      const flow = bucket.flows[takes === 'newest' ? standing - 1 - step : step];
      if (flow.closed) continue;
      const taker = this.taker(seen, flow, bucket);
      if (taker === undefined) continue;
      took.push(taker);
      if (takes !== 'all') return;
    }
  }

  /** The flow that took the event: this one, or a copy of it; undefined: none. */
  private taker(seen: Seen<E>, flow: OpenSequence<E>, bucket: OpenBucket<E>): OpenSequence<E> | undefined {
    const { steps } = this.definition;
    for (const at of flow.candidates()) {
      const step = steps[at];
      if (!flow.isInTime(step, seen.timeNs)) {
        const isEarly = seen.timeNs - flow.lastNs < step.afterNs;
        this.trace?.asked(seen, 'step', step.name, flow, isEarly ? 'early' : 'late');
        continue;
      }
      const captures = this.ask(step.when, seen, flow.taken, 'step', step.name, flow);
      if (captures === undefined) return this.close(flow, 'error', { by: seen.number });
      if (captures === false) continue;
      const taker = step.each ? this.fork(flow, bucket) : flow;
      this.take(taker, at, seen, captures);
      return taker;
    }
    this.refuse(seen, flow);
    return undefined;
  }

  /** What an event does to a flow that has seen and not taken it. */
  private refuse(seen: Seen<E>, flow: OpenSequence<E>): void {
    const absence = this.absenceMet(seen, flow);
    if (absence === 'error') return this.close(flow, 'error', { by: seen.number });
    if (absence !== undefined) return this.close(flow, 'forbidden', { by: seen.number, without: absence });
    if (flow.waiting || flow.strictClosed) return;
    const before = flow.candidates().length;
    flow.closeStrict();
    const after = flow.candidates().length;
    if (after === before) return;
    if (after > 0) this.schedule(flow);
    else if (!this.matchIfComplete(flow, this.clockNs)) this.close(flow, 'not-next', { by: seen.number });
  }

  /** Name of what must not come and is here. */
  private absenceMet(seen: Seen<E>, flow: OpenSequence<E>): string | undefined {
    for (const { name, when, forNs } of flow.absences()) {
      if (forNs !== undefined && seen.timeNs - flow.lastNs > forNs) continue;
      const met = this.ask(when, seen, flow.taken, 'absence', name, flow);
      if (met === undefined) return 'error';
      if (met !== false) return name;
    }
    return undefined;
  }

  private fork(flow: OpenSequence<E>, bucket: OpenBucket<E>): OpenSequence<E> {
    const copy = flow.fork(this.created++);
    flow.forked = true;
    this.add(copy, bucket);
    return copy;
  }

  /** True if a flow began. */
  private tryStart(seen: Seen<E>, bucket: OpenBucket<E>, took: OpenSequence<E>[]): boolean {
    const { quiet, steps } = this.definition;
    const quietSince = bucket.heardNs ?? this.firstNs ?? seen.timeNs;
    if (quiet !== undefined && seen.timeNs - quietSince < quiet.forNs) return false;
    const captures = this.ask(steps[0].when, seen, NOTHING_TAKEN, 'start', steps[0].name);
    if (captures === undefined || captures === false) return false;
    const flow = new OpenSequence(this.definition, this.created++, bucket);
    this.add(flow, bucket);
    this.take(flow, 0, seen, captures);
    took.push(flow);
    return true;
  }

  private take(
    flow: OpenSequence<E>,
    step: number,
    { event, number, timeNs }: Seen<E>,
    captures: boolean | Readonly<Record<string, unknown>>,
  ): void {
    if (flow.events.length === 0 || step !== flow.place) this.outcomes.reached(step);
    flow.take(step, event, number, timeNs, captures);
    this.schedule(flow);
  }

  private schedule(flow: OpenSequence<E>): void {
    flow.version++;
    this.deadlines.put(flow, flow.deadline().atNs);
  }

  /** Makes matches of the flows that took the event and have all; in the order of creation. */
  private complete(took: OpenSequence<E>[]): void {
    if (took.length > 1) took.sort((a, b) => a.id - b.id);
    for (const flow of took) {
      if (flow.closed || flow.waiting || !flow.isComplete()) continue;
      if (!this.definition.longest || flow.candidates().length === 0) this.match(flow, this.clockNs);
    }
  }

  private match(flow: OpenSequence<E>, atNs: number, more?: { readonly cut: true }): void {
    this.drop(flow);
    this.outcomes.match(flow, atNs, more);
    const { after } = this.definition;
    if (after === 'keep') return;
    for (const other of flow.bucket.flows)
      if (after === 'clear' || other.events[0] === flow.events[0]) this.close(other, 'superseded', {}, atNs);
  }

  /** Whatever closes a flow that takes as much as it can makes a match of it if it has all that it must have. */
  private matchIfComplete(flow: OpenSequence<E>, atNs: number): boolean {
    if (!this.definition.longest || !flow.isComplete()) return false;
    this.match(flow, atNs);
    return true;
  }

  private passDeadlines(beforeNs: number, inclusive: boolean): void {
    for (;;) {
      const due = this.deadlines.next(beforeNs, inclusive);
      if (due === undefined) return;
      const { about: flow, atNs } = due;
      if (flow.waiting) this.match(flow, atNs);
      else if (!this.matchIfComplete(flow, atNs)) this.close(flow, 'too-late', { limit: flow.deadline().limit }, atNs);
      this.tidy(flow.bucket);
    }
  }

  private evict(by: number): void {
    const [oldest] = this.open;
    if (!this.matchIfComplete(oldest, this.clockNs)) this.close(oldest, 'evicted', { by });
    this.tidy(oldest.bucket);
  }

  /** Ends the flows that the event ends. False if the condition threw: then the definition does not see the event, and none ends. */
  private passUntil(seen: Seen<E>, { flows }: OpenBucket<E>): boolean {
    const { until } = this.definition;
    if (until === undefined) return true;
    const over: OpenSequence<E>[] = [];
    for (const flow of flows) {
      if (flow.closed) continue;
      const ends = this.ask(until, seen, flow.taken, 'until', '', flow);
      if (ends === undefined) return false;
      if (ends !== false) over.push(flow);
    }
    for (const flow of over)
      if (!flow.closed && !this.matchIfComplete(flow, this.clockNs)) this.close(flow, 'until', { by: seen.number });
    return true;
  }

  private close(flow: OpenSequence<E>, reason: EndReason, cause: EndCause, atNs = this.clockNs): undefined {
    if (flow.closed) return;
    if (reason === 'too-late') this.trace?.tooLate(flow);
    this.drop(flow);
    this.outcomes.ended(flow, flow.forked ? 'forked' : reason, atNs, cause, flow.waitsFor());
  }

  private add(flow: OpenSequence<E>, bucket: OpenBucket<E>): void {
    this.open.add(flow);
    this.mostOpen = Math.max(this.mostOpen, this.open.size);
    if (bucket.open === 0) this.buckets.set(bucket.key, bucket);
    bucket.add(flow);
  }

  private drop(flow: OpenSequence<E>): void {
    this.open.delete(flow);
    flow.bucket.close(flow);
  }

  /** Nobody walks the list of a key now. A key without open flows is forgotten, unless its silence counts. */
  private tidy(bucket: OpenBucket<E>): void {
    bucket.tidy();
    if (bucket.open === 0 && bucket.heardNs === undefined) this.buckets.delete(bucket.key);
  }

  private remember(seen: Seen<E>, bucket: OpenBucket<E>): void {
    const { quiet } = this.definition;
    if (quiet === undefined) return;
    const counts = quiet.when === undefined ? true : this.ask(quiet.when, seen, NOTHING_TAKEN);
    if (counts === undefined || counts === false) return;
    bucket.heardNs = Math.max(bucket.heardNs ?? -Infinity, seen.timeNs);
    this.buckets.set(bucket.key, bucket);
  }

  /** What belongs to the event's key; undefined: the definition does not see it. */
  private bucketOf(seen: Seen<E>): OpenBucket<E> | undefined {
    const { key, where } = this.definition;
    let own: unknown = '';
    if (key !== undefined) {
      try {
        own = bucketKey(key(seen.event));
      } catch (error) {
        this.outcomes.threw(error, seen.number);
        return undefined;
      }
      if (own === undefined) {
        this.trace?.asked(seen, 'key', '', undefined, 'no');
        return undefined;
      }
    }
    if (where !== undefined) {
      const isSeen = this.ask(where, seen, NOTHING_TAKEN, 'where');
      if (isSeen === undefined || isSeen === false) return undefined;
    }
    return this.buckets.get(own) ?? new Bucket(own);
  }

  /** What a condition says; undefined if it threw. */
  private ask(
    when: Condition<E>,
    seen: Seen<E>,
    taken: Taken<E>,
    role?: TraceRole,
    name = '',
    flow?: OpenSequence<E>,
  ): boolean | Readonly<Record<string, unknown>> | undefined {
    try {
      const answer = when(seen.event, taken);
      if (role !== undefined) this.trace?.asked(seen, role, name, flow, answer === false ? 'no' : 'yes', when);
      return answer;
    } catch (error) {
      if (role !== undefined) this.trace?.asked(seen, role, name, flow, 'threw');
      this.outcomes.threw(error, seen.number);
      return undefined;
    }
  }
}
