import type { Item, LetterEvent, TraceDefinition, TraceResult, When } from './traces.ts';

/**
 * The rules of sequences as they are written (docs/sequences.md), as plainly as they can be: a list of all flows, walked again
 * for each event, and nothing remembered that can be worked out. It shares nothing with the matcher that it is held against.
 */

interface SlowStep {
  readonly name: string;
  readonly item: Item;
  readonly least: number;
  readonly greatest: number;
  readonly absences: readonly Item[];
}

interface SlowFlow {
  readonly id: number;
  readonly key: string;
  /** What it took, with the place of the step that did. */
  readonly took: { readonly event: LetterEvent; readonly step: number }[];
  /** It saw an event, after the one that it took last, that it did not take. */
  sawOther: boolean;
  hasForked: boolean;
  isOpen: boolean;
}

const THREW = 'threw';
type Answer = boolean | typeof THREW;

function toNs(seconds: number | undefined, otherwise = Infinity): number {
  return seconds === undefined ? otherwise : Math.round(seconds * 1e9);
}

/** Rule by rule what a definition finds in a stream of events. */
export function slowMatches(definition: TraceDefinition, events: readonly LetterEvent[]): TraceResult {
  return new SlowMatcher(definition).run(events);
}

class SlowMatcher {
  private readonly steps: SlowStep[] = [];
  private readonly flows: SlowFlow[] = [];
  private readonly result: TraceResult;
  private readonly heard: { readonly key: string; readonly timeNs: number }[] = [];
  private clock = -Infinity;
  private beginning: number | undefined;

  constructor(private readonly definition: TraceDefinition) {
    for (const item of definition.items) {
      const [least, greatest] = item.times ?? [1, 1];
      if (item.step !== undefined) {
        // What may be left out asks for no number of its own.
        const needed = item.optional === true ? 1 : least;
        this.steps.push({ name: item.step, item, least: needed, greatest: greatest ?? Infinity, absences: [] });
      } else {
        const before = this.steps.at(-1);
        if (before === undefined) throw new Error('an absence before the first step');
        this.steps[this.steps.length - 1] = { ...before, absences: [...before.absences, item] };
      }
    }
    this.result = { matches: [], ended: [], open: [], reached: this.steps.map(() => 0) };
  }

  run(events: readonly LetterEvent[]): TraceResult {
    for (const event of events) this.one(event);
    this.passDeadlines((atNs) => (this.definition.endOfStream === 'absent' ? atNs < Infinity : atNs <= this.clock));
    for (const flow of this.openFlows())
      if (flow.isOpen && this.definition.longest === true && this.isComplete(flow))
        this.becomesMatch(flow, this.clock, true);
    for (const flow of this.openFlows()) {
      const forked = flow.hasForked && { forked: true };
      this.result.open.push({ events: numbers(flow), waitsFor: this.waitsFor(flow), ...forked });
    }
    return this.result;
  }

  private one(e: LetterEvent): void {
    const { key, where, until, starts = 'every', takes = 'all', maxOpen = Infinity, quiet } = this.definition;
    // 1: the clock
    this.beginning ??= e.timeNs;
    this.clock = Math.max(this.clock, e.timeNs);
    this.passDeadlines((atNs) => atNs < this.clock);
    // 2: key, where
    const own = key === true ? e.key : '';
    if (own === undefined) return;
    if (where !== undefined && this.ask(where, e) !== true) return;
    // 3: until
    if (until !== undefined) {
      const answers = this.openFlows(own).map((flow) => ({ flow, answer: this.ask(until, e, flow) }));
      if (answers.some(({ answer }) => answer === THREW)) return;
      for (const { flow, answer } of answers)
        if (answer === true && flow.isOpen) this.closes(flow, 'until', { by: e.number });
    }
    const standing = this.openFlows(own);
    const took: SlowFlow[] = [];
    // 4: a start under `every`
    if (starts === 'every') this.start(e, own, took);
    // 5: the open flows
    for (const flow of takes === 'newest' ? standing.toReversed() : standing) {
      if (!flow.isOpen) continue; // a match that came of refusing the event may have ended it
      const taker = this.offer(e, flow);
      if (taker !== undefined) took.push(taker);
      if (taker !== undefined && takes !== 'all') break;
    }
    // 6: a start under other policies
    if ((starts === 'unless-taken' || starts === 'newest') && took.length === 0) {
      const others = this.openFlows(own);
      if (this.start(e, own, took) && starts === 'newest')
        for (const other of others) this.ends(other, 'replaced', this.clock, { by: e.number });
    }
    if (starts === 'one' && this.openFlows(own).length === 0) this.start(e, own, took);
    // 7: matches
    for (const flow of took.toSorted((a, b) => a.id - b.id)) {
      const goesOn = this.definition.longest === true && this.mayTake(flow).length > 0;
      if (flow.isOpen && !this.waits(flow) && this.isComplete(flow) && !goesOn) this.becomesMatch(flow, this.clock);
    }
    // 8: maxOpen
    while (this.openFlows().length > maxOpen) {
      const [oldest] = this.openFlows();
      if (oldest !== undefined) this.closes(oldest, 'evicted', { by: e.number });
    }
    // 9: what quiet remembers
    if (quiet !== undefined && (quiet.when === undefined || this.ask(quiet.when, e) === true))
      this.heard.push({ key: own, timeNs: e.timeNs });
  }

  private openFlows(key?: string): SlowFlow[] {
    return this.flows.filter((flow) => flow.isOpen && (key === undefined || flow.key === key));
  }

  private passDeadlines(hasPassed: (atNs: number) => boolean): void {
    for (;;) {
      const due = this.openFlows().map((flow) => ({ flow, ...this.deadline(flow) }));
      const [next] = due.filter(({ atNs }) => hasPassed(atNs)).sort((a, b) => a.atNs - b.atNs || a.flow.id - b.flow.id);
      if (next === undefined) return;
      const { flow, atNs, limit } = next;
      if (this.waits(flow)) this.becomesMatch(flow, atNs);
      else if (this.definition.longest === true && this.isComplete(flow)) this.becomesMatch(flow, atNs);
      else this.ends(flow, 'too-late', atNs, { limit });
    }
  }

  /** T5, N3 */
  private deadline(flow: SlowFlow): { readonly atNs: number; readonly limit: 'within' | 'gap' } {
    const last = lastNs(flow);
    if (this.waits(flow)) {
      const times = this.stepOf(flow).absences.map((absence) => last + toNs(absence.for, 0));
      return { atNs: Math.max(...times), limit: 'gap' };
    }
    const total = firstNs(flow) + toNs(this.definition.within);
    const gaps = this.mayTake(flow).map((at) => last + this.longestGap(at));
    const gap = Math.max(...gaps);
    return total <= gap ? { atNs: total, limit: 'within' } : { atNs: gap, limit: 'gap' };
  }

  private longestGap(step: number): number {
    return Math.min(toNs(this.steps[step]?.item.within), toNs(this.definition.maxGap));
  }

  private start(e: LetterEvent, key: string, took: SlowFlow[]): boolean {
    const { quiet } = this.definition;
    if (quiet !== undefined) {
      const heard = this.heard.filter((one) => one.key === key).map(({ timeNs }) => timeNs);
      const since = heard.length > 0 ? Math.max(...heard) : (this.beginning ?? e.timeNs);
      if (e.timeNs - since < toNs(quiet.for)) return false;
    }
    const [first] = this.steps;
    if (first === undefined || this.ask(first.item.when, e) !== true) return false;
    const flow: SlowFlow = {
      id: this.flows.length,
      key,
      took: [{ event: e, step: 0 }],
      sawOther: false,
      hasForked: false,
      isOpen: true,
    };
    this.flows.push(flow);
    this.reaches(0);
    took.push(flow);
    return true;
  }

  /** Who took the event: the flow, or a copy of it. */
  private offer(e: LetterEvent, flow: SlowFlow): SlowFlow | undefined {
    for (const at of this.mayTake(flow)) {
      const { item } = this.stepAt(at);
      const gap = e.timeNs - lastNs(flow);
      if (e.timeNs - firstNs(flow) > toNs(this.definition.within) || gap > this.longestGap(at)) continue;
      if (gap < toNs(item.after, -Infinity)) continue;
      const answer = this.ask(item.when, e, flow);
      if (answer === THREW) return this.ends(flow, 'error', this.clock, { by: e.number });
      if (answer) return this.takes(e, flow, at);
    }
    this.refuses(e, flow);
    return undefined;
  }

  private takes(e: LetterEvent, flow: SlowFlow, at: number): SlowFlow {
    let taker = flow;
    if (this.stepAt(at).item.each === true) {
      taker = { ...flow, id: this.flows.length, took: [...flow.took], hasForked: false };
      this.flows.push(taker);
      flow.hasForked = true;
    }
    if (place(taker) !== at) this.reaches(at);
    taker.took.push({ event: e, step: at });
    taker.sawOther = false;
    return taker;
  }

  /** N1, N3, X2 */
  private refuses(e: LetterEvent, flow: SlowFlow): void {
    const inForce = times(flow) >= this.stepOf(flow).least ? this.stepOf(flow).absences : [];
    for (const absence of inForce) {
      if (absence.for !== undefined && e.timeNs - lastNs(flow) > toNs(absence.for)) continue;
      const answer = this.ask(absence.when, e, flow);
      if (answer === THREW) return void this.ends(flow, 'error', this.clock, { by: e.number });
      if (answer)
        return void this.ends(flow, 'forbidden', this.clock, { by: e.number, without: absence.without ?? '' });
    }
    if (this.waits(flow)) return;
    const before = this.mayTake(flow);
    flow.sawOther = true;
    if (before.length > 0 && this.mayTake(flow).length === 0) this.closes(flow, 'not-next', { by: e.number });
  }

  /** R2, R3, X2: places of the steps that it may take, in the order in which they are asked. */
  private mayTake(flow: SlowFlow): number[] {
    if (this.waits(flow)) return [];
    const at = place(flow);
    const { least, greatest } = this.stepOf(flow);
    const asked: number[] = [];
    if (times(flow) >= least) {
      for (let next = at + 1; next < this.steps.length; next++) {
        asked.push(next);
        if (this.stepAt(next).item.optional !== true) break;
      }
    }
    if (times(flow) < greatest) asked.push(at);
    return asked.filter((one) => !(flow.sawOther && this.stepAt(one).item.strict === true));
  }

  /** R4 */
  private isComplete(flow: SlowFlow): boolean {
    const behind = this.steps.slice(place(flow) + 1);
    return times(flow) >= this.stepOf(flow).least && behind.every(({ item }) => item.optional === true);
  }

  /** N3: it has all, and waits whether something comes. */
  private waits(flow: SlowFlow): boolean {
    const isLast = place(flow) === this.steps.length - 1;
    return isLast && this.isComplete(flow) && this.stepOf(flow).absences.length > 0;
  }

  private waitsFor(flow: SlowFlow): string[] {
    if (this.waits(flow)) return this.stepOf(flow).absences.map(({ without = '' }) => without);
    return this.mayTake(flow).map((at) => this.stepAt(at).name);
  }

  /** R5: whatever closes what takes as much as it can makes a match of it, if it has what it needs. */
  private closes(flow: SlowFlow, reason: string, cause: object): void {
    if (this.definition.longest === true && this.isComplete(flow)) this.becomesMatch(flow, this.clock);
    else this.ends(flow, reason, this.clock, cause);
  }

  private ends(flow: SlowFlow, reason: string, atNs: number, cause: object): undefined {
    flow.isOpen = false;
    const told = flow.hasForked ? 'forked' : reason;
    this.result.ended.push({ events: numbers(flow), reason: told, at: atNs / 1e9, ...cause });
  }

  /** P3 */
  private becomesMatch(flow: SlowFlow, atNs: number, cut = false): void {
    flow.isOpen = false;
    this.result.matches.push({ events: numbers(flow), at: atNs / 1e9, ...(cut && { cut: true }) });
    const { after = 'keep' } = this.definition;
    for (const other of this.openFlows(flow.key)) {
      const isSameStart = other.took[0]?.event === flow.took[0]?.event;
      if (after === 'clear' || (after === 'one-per-start' && isSameStart)) this.ends(other, 'superseded', atNs, {});
    }
  }

  private reaches(step: number): void {
    this.result.reached[step] = (this.result.reached[step] ?? 0) + 1;
  }

  private stepAt(at: number): SlowStep {
    const step = this.steps[at];
    if (step === undefined) throw new Error(`There is no step ${at}.`);
    return step;
  }

  private stepOf(flow: SlowFlow): SlowStep {
    return this.stepAt(place(flow));
  }

  private ask(when: When, e: LetterEvent, flow?: SlowFlow): Answer {
    const latest = (name: string): number | undefined =>
      flow?.took.findLast(({ step }) => this.stepAt(step).name === name)?.event.value;
    return holds(when, e, latest);
  }
}

function holds({ a, v, any, throws }: When, e: LetterEvent, latest: (step: string) => number | undefined): Answer {
  if (throws?.includes(e.letter) === true) return THREW;
  if (a?.includes(e.letter) === false) return false;
  for (const [how, than] of Object.entries(v ?? {})) {
    const other = typeof than === 'number' ? than : latest(than.of);
    if (e.value === undefined || other === undefined || !compares(how, e.value, other)) return false;
  }
  for (const one of any ?? []) {
    const answer = holds(one, e, latest);
    if (answer !== false) return answer;
  }
  return any === undefined;
}

function compares(how: string, value: number, other: number): boolean {
  if (value === other) return how === 'eq' || how === 'ge' || how === 'le';
  return how === 'ne' || (value > other ? how === 'gt' || how === 'ge' : how === 'lt' || how === 'le');
}

function place({ took }: SlowFlow): number {
  return took.at(-1)?.step ?? 0;
}

/** How often the step that it took last was taken. */
function times(flow: SlowFlow): number {
  return flow.took.filter(({ step }) => step === place(flow)).length;
}

function firstNs({ took }: SlowFlow): number {
  return took[0]?.event.timeNs ?? 0;
}

function lastNs({ took }: SlowFlow): number {
  return took.at(-1)?.event.timeNs ?? 0;
}

function numbers({ took }: SlowFlow): number[] {
  return took.map(({ event }) => event.number);
}
