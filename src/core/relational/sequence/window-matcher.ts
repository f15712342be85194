import { Deadlines } from './deadlines.ts';
import type { Condition, Key } from './definition.ts';
import { bucketKey } from './key-text.ts';
import type { Outcomes } from './outcomes.ts';

/** What a window measures of its events. */
export type Measure<E> =
  | { readonly type: 'count' }
  /** Different values, or their sum; an event without a value adds none, or 0. */
  | { readonly type: 'distinct' | 'sum'; readonly of: (event: E) => unknown };

/** A window to look for: an episode in which a measure reaches a threshold (W1 to W4 of docs/sequences.md). */
export interface WindowDefinition<E> {
  readonly name: string;
  readonly key?: (event: E) => Key;
  readonly where?: Condition<E>;
  readonly withinNs: number;
  readonly measure: Measure<E>;
  readonly threshold: number;
}

interface Heard<E> {
  readonly event: E;
  readonly timeNs: number;
  /** undefined: it has none. */
  readonly value: unknown;
  listed: boolean;
}

/** The events of a key in the window, and the episode that is open. */
class Pane<E> {
  heard: Heard<E>[] = [];
  /** With the latest time of an event that reached the threshold, ns. */
  episode: { readonly events: E[]; peak: number; lastNs: number } | undefined;
  version = 0;
  readonly closed = false;

  /** `id`: rises with the keys, as they are first heard of. */
  constructor(readonly id: number) {}
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

  /** Takes the next event of the stream: its number, from 1, and its time, ns. */
  ingest(event: E, number: number, timeNs: number): void {
    this.clockNs = Math.max(this.clockNs, timeNs);
    this.passDeadlines(this.clockNs, false);
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
    const { key, where, measure } = this.definition;
    const own = key === undefined ? '' : bucketKey(key(event));
    if (own === undefined || (where !== undefined && where(event, NOTHING_TAKEN) === false)) return;
    const value = measure.type === 'count' ? undefined : measure.of(event);
    let pane = this.panes.get(own);
    if (pane === undefined) this.panes.set(own, (pane = new Pane(this.panes.size)));
    pane.heard.push({ event, timeNs, value, listed: false });
    pane.heard = pane.heard.filter((heard) => this.clockNs - heard.timeNs <= this.definition.withinNs);
    const measured = measureOf(measure, pane.heard);
    if (measured >= this.definition.threshold) this.extend(pane, measured, timeNs);
  }

  /** Opens an episode, or goes on with it: all that is in the window belongs to it. */
  private extend(pane: Pane<E>, measured: number, timeNs: number): void {
    const episode = (pane.episode ??= { events: [], peak: measured, lastNs: -Infinity });
    episode.peak = Math.max(episode.peak, measured);
    episode.lastNs = Math.max(episode.lastNs, timeNs);
    for (const heard of pane.heard) {
      if (!heard.listed) episode.events.push(heard.event);
      heard.listed = true;
    }
    pane.version++;
    this.deadlines.put(pane, episode.lastNs + this.definition.withinNs);
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

function measureOf<E>({ type }: Measure<E>, heard: readonly Heard<E>[]): number {
  if (type === 'count') return heard.length;
  const values = heard.flatMap(({ value }) => (value === undefined ? [] : [value]));
  if (type === 'distinct') return new Set(values).size;
  return values.reduce<number>((sum, value) => sum + Number(value), 0);
}
