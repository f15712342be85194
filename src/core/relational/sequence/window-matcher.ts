import { Deadlines } from './deadlines.ts';
import type { Condition, Key } from './definition.ts';
import { bucketKey } from './key-text.ts';
import type { Outcomes } from './outcomes.ts';
import { Pane } from './pane.ts';
import { measuredValue, type Measure } from './window-measure.ts';

/** A window to look for: an episode in which a measure reaches a threshold. */
export interface WindowDefinition<E> {
  readonly name: string;
  readonly key?: (event: E) => Key;
  readonly where?: Condition<E>;
  readonly withinNs: number;
  readonly measure: Measure<E>;
  readonly threshold: number;
}

const NOTHING_TAKEN = { count: 0 };

/** Finds the episodes of one window in a stream of events. */
export class WindowMatcher<E> {
  private readonly panes = new Map<unknown, Pane<E>>();
  private readonly deadlines = new Deadlines<Pane<E>>();
  private clockNs = -Infinity;

  constructor(
    private readonly definition: WindowDefinition<E>,
    private readonly outcomes: Outcomes<E>,
  ) {}

  /** The clock goes on to the time of an event, ns. */
  advance(timeNs: number): void {
    this.clockNs = Math.max(this.clockNs, timeNs);
    this.passDeadlines(this.clockNs, false);
  }

  /** Takes the next event of the stream: its number, from 1, and its time, ns. */
  ingest(event: E, number: number, timeNs: number): void {
    this.advance(timeNs);
    try {
      this.see(event, timeNs);
    } catch (error) {
      this.outcomes.threw(error, number);
    }
  }

  /** The end of the stream; `absent`: every deadline passes. Episodes that are open then are cut. */
  end(absent: boolean): void {
    this.passDeadlines(absent ? Number.MAX_VALUE : this.clockNs, true);
    const open = [...this.panes.values()].filter(({ episode }) => episode !== undefined).sort((a, b) => a.id - b.id);
    for (const pane of open) this.close(pane, this.clockNs, true);
  }

  private see(event: E, timeNs: number): void {
    const { key, where, measure, withinNs, threshold } = this.definition;
    const own = key === undefined ? '' : bucketKey(key(event));
    if (own === undefined || (where !== undefined && where(event, NOTHING_TAKEN) === false)) return;
    const value = measuredValue(measure, event);
    let pane = this.panes.get(own);
    if (pane === undefined) this.panes.set(own, (pane = new Pane(this.panes.size, measure.type)));
    pane.hear(event, timeNs, value);
    pane.expire(this.clockNs - withinNs);
    if (pane.measured >= threshold) this.deadlines.put(pane, pane.extend(timeNs) + withinNs);
  }

  private passDeadlines(beforeNs: number, inclusive: boolean): void {
    for (;;) {
      const due = this.deadlines.next(beforeNs, inclusive);
      if (due === undefined) return;
      this.close(due.about, due.atNs, false);
    }
  }

  private close(pane: Pane<E>, atNs: number, cut: boolean): void {
    const { episode } = pane;
    if (episode === undefined) return;
    const { events, peak } = episode;
    pane.episode = undefined;
    pane.version++;
    const taken = { first: events[0], last: events.at(-1), count: events.length, peak };
    this.outcomes.match({ events, place: 0, taken }, atNs, { peak, ...(cut && { cut: true as const }) });
  }
}
