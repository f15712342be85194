import { ByAge } from './by-age.ts';
import { Deadlines } from './deadlines.ts';
import { Asking, NOTHING_TAKEN, type Answer, type Seen } from './asking.ts';
import type { Definition } from './definition.ts';
import { KeyList } from './key-list.ts';
import { KeyTable } from './key-table.ts';
import { bucketKey } from './key-text.ts';
import { OpenSequence } from './open-sequence.ts';
import type { EndCause, EndReason, Outcomes } from './outcomes.ts';
import { Plan } from './plan.ts';
import type { DefinitionTrace } from './trace.ts';

type OpenBucket<E> = KeyList<OpenSequence<E>>;

/**
 * Finds the flows of one definition in a stream of events, by the rules of docs/sequences.md. For each event: deadlines that
 * the clock has passed, key and `where`, `until`, a start under `every`, the open flows of the key, a start under other
 * policies, completions in the order of creation, `maxOpen`, what `quiet` remembers.
 */
export class SequenceMatcher<E> {
  private readonly deadlines = new Deadlines<OpenSequence<E>>();
  private readonly buckets = new KeyTable<OpenBucket<E>>();
  private readonly open = new ByAge<OpenSequence<E>>();
  private readonly plan: Plan<E>;
  private readonly asking: Asking<E>;
  /** An event that a flow does not take does nothing to it, and nobody is to be told. */
  private readonly passesOver: boolean;
  /** The list of a key that is not kept yet, and may be that of another. */
  private spare: OpenBucket<E> = new KeyList<OpenSequence<E>>(undefined);
  /** Flows that took the event at hand. */
  private readonly took: OpenSequence<E>[] = [];
  private clockNs = -Infinity;
  private firstNs: number | undefined;
  private created = 0;

  constructor(
    private readonly definition: Definition<E>,
    private readonly outcomes: Outcomes<E>,
    private readonly trace?: DefinitionTrace<E>,
  ) {
    this.plan = new Plan(definition);
    this.asking = new Asking(definition, outcomes, trace);
    this.passesOver = trace === undefined && !this.plan.hasStrict && !this.plan.hasAbsences;
  }

  /** Takes the next event of the stream: its number, from 1, and its time, ns. */
  ingest(event: E, number: number, timeNs: number): void {
    this.firstNs ??= timeNs;
    this.clockNs = Math.max(this.clockNs, timeNs);
    this.passDeadlines(this.clockNs, false);
    this.asking.begin();
    const seen = { event, number, timeNs };
    const bucket = this.bucketOf(seen);
    if (bucket !== undefined) this.see(seen, bucket);
  }

  /** The end of the stream; `absent`: every deadline passes, also those that lie behind it. */
  end(absent: boolean): void {
    this.passDeadlines(absent ? Number.MAX_VALUE : this.clockNs, true);
    for (const flow of this.definition.longest ? this.open.all() : [])
      if (!flow.closed && flow.isComplete()) this.match(flow, this.clockNs, { cut: true });
    for (const flow of this.open.all()) this.outcomes.open(flow, flow.waitsFor(), flow.forked);
  }

  private see(seen: Seen<E>, bucket: OpenBucket<E>): void {
    const { starts } = this.definition;
    this.trace?.seen(bucket.key, seen, this.definition.steps);
    if (!this.passUntil(seen, bucket)) return;
    const { took } = this;
    if (took.length > 0) took.length = 0;
    const standing = this.created;
    if (starts === 'every') this.tryStart(seen, bucket);
    this.offer(seen, bucket, standing);
    if (starts === 'one' ? bucket.first === undefined : starts !== 'every' && took.length === 0)
      if (this.tryStart(seen, bucket) && starts === 'newest') this.replace(seen, bucket);
    if (took.length > 0) this.complete(took);
    while (this.open.open > this.definition.maxOpen) this.evict(seen.number);
    this.remember(seen, bucket);
    this.tidy(bucket);
  }

  /** Ends all flows of a key but the youngest, which has just begun. */
  private replace({ number }: Seen<E>, { first, last }: OpenBucket<E>): void {
    for (let flow = first; flow !== undefined && flow !== last; flow = flow.next)
      this.close(flow, 'replaced', { by: number });
  }

  /** Offers an event to the flows of its key that stood there before it: their numbers are less than `standing`. */
  private offer(seen: Seen<E>, bucket: OpenBucket<E>, standing: number): void {
    const { takes } = this.definition;
    const isBackward = takes === 'newest';
    let flow = isBackward ? bucket.last : bucket.first;
    for (; flow !== undefined; flow = isBackward ? flow.previous : flow.next) {
      if (flow.closed) continue;
      if (flow.id >= standing) {
        if (isBackward) continue;
        return;
      }
      if (this.passesOver && this.asking.refuses(flow.following(), seen)) continue;
      const taker = this.taker(seen, flow, bucket);
      if (taker === undefined) continue;
      this.took.push(taker);
      if (takes !== 'all') return;
    }
  }

  /** The flow that took the event: this one, or a copy of it; undefined: none. */
  private taker(seen: Seen<E>, flow: OpenSequence<E>, bucket: OpenBucket<E>): OpenSequence<E> | undefined {
    const { steps } = this.definition;
    for (const at of flow.candidates()) {
      const step = steps[at];
      if (this.plan.isTimed && !flow.isInTime(step, seen.timeNs)) {
        const isEarly = seen.timeNs - flow.lastNs < step.afterNs;
        this.trace?.asked(seen, 'step', step.name, flow, isEarly ? 'early' : 'late');
        continue;
      }
      const captures = this.asking.step(at, seen, flow);
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
    const absence = this.plan.hasAbsences ? this.absenceMet(seen, flow) : undefined;
    if (absence === 'error') return this.close(flow, 'error', { by: seen.number });
    if (absence !== undefined) return this.close(flow, 'forbidden', { by: seen.number, without: absence });
    if (!this.plan.hasStrict || flow.waiting || flow.strictClosed) return;
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
      const met = this.asking.ask(when, seen, flow.taken, 'absence', name, flow);
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
  private tryStart(seen: Seen<E>, bucket: OpenBucket<E>): boolean {
    const { quiet } = this.definition;
    const quietSince = bucket.heardNs ?? this.firstNs ?? seen.timeNs;
    if (quiet !== undefined && seen.timeNs - quietSince < quiet.forNs) return false;
    const captures = this.asking.start(seen);
    if (captures === undefined || captures === false) return false;
    const flow = new OpenSequence(this.plan, this.created++, bucket);
    this.add(flow, bucket);
    this.take(flow, 0, seen, captures);
    this.took.push(flow);
    return true;
  }

  private take(
    flow: OpenSequence<E>,
    step: number,
    { event, timeNs }: Seen<E>,
    captures: Exclude<Answer, undefined>,
  ): void {
    if (flow.count === 0 || step !== flow.place) this.outcomes.reached(step);
    flow.take(step, event, timeNs, captures);
    this.schedule(flow);
  }

  private schedule(flow: OpenSequence<E>): void {
    flow.version++;
    // One that can take nothing more is a match before the next event.
    const isDecided = !flow.waiting && (!this.plan.hasLimits || flow.candidates().length === 0);
    if (!isDecided) this.deadlines.put(flow, flow.deadline().atNs);
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
    for (let other = flow.bucket.first; other !== undefined; other = other.next)
      if (after === 'clear' || other.firstEvent === flow.firstEvent) this.close(other, 'superseded', {}, atNs);
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
    const oldest = this.open.oldest();
    if (oldest === undefined) return;
    if (!this.matchIfComplete(oldest, this.clockNs)) this.close(oldest, 'evicted', { by });
    this.tidy(oldest.bucket);
  }

  /** Ends the flows that the event ends. False if the condition threw: then the definition does not see the event, and none ends. */
  private passUntil(seen: Seen<E>, { first }: OpenBucket<E>): boolean {
    const { until } = this.definition;
    if (until === undefined) return true;
    const over: OpenSequence<E>[] = [];
    for (let flow = first; flow !== undefined; flow = flow.next) {
      if (flow.closed) continue;
      const ends = this.asking.ask(until, seen, flow.taken, 'until', '', flow);
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
    if (bucket.first === undefined) this.keep(bucket);
    bucket.add(flow);
  }

  private drop(flow: OpenSequence<E>): void {
    this.open.closedOne();
    flow.bucket.close(flow);
  }

  private keep(bucket: OpenBucket<E>): void {
    this.buckets.set(bucket.key, bucket);
    if (bucket === this.spare) this.spare = new KeyList(undefined);
  }

  /** A key without open flows is forgotten, unless its silence counts. */
  private tidy(bucket: OpenBucket<E>): void {
    if (bucket.first === undefined && bucket.heardNs === undefined && bucket !== this.spare)
      this.buckets.delete(bucket.key);
  }

  private remember(seen: Seen<E>, bucket: OpenBucket<E>): void {
    const { quiet } = this.definition;
    if (quiet === undefined) return;
    const counts = quiet.when === undefined ? true : this.asking.ask(quiet.when, seen, NOTHING_TAKEN);
    if (counts === undefined || counts === false) return;
    bucket.heardNs = Math.max(bucket.heardNs ?? -Infinity, seen.timeNs);
    this.keep(bucket);
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
      const isSeen = this.asking.ask(where, seen, NOTHING_TAKEN, 'where');
      if (isSeen === undefined || isSeen === false) return undefined;
    }
    return this.buckets.get(own) ?? this.spareFor(own);
  }

  private spareFor(key: unknown): OpenBucket<E> {
    this.spare.key = key;
    return this.spare;
  }
}
