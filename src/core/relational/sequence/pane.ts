import { gaugeOf, type Gauge, type Measure } from './window-measure.ts';

/** An event in a window. */
interface Heard<E> {
  readonly event: E;
  readonly timeNs: number;
  /** undefined: it has none. */
  readonly value: unknown;
  gone: boolean;
}

/** The events of a key that are in the window, their measure, and the episode that is open. */
export class Pane<E> {
  /** With the latest time of an event that reached the threshold, ns. */
  episode: { readonly events: E[]; peak: number; lastNs: number } | undefined;
  version = 0;
  readonly closed = false;
  private readonly gauge: Gauge;
  /** In the order of time, from `first` on. */
  private heard: Heard<E>[] = [];
  private first = 0;
  /** Those that no episode has listed, in the order in which they came. */
  private unlisted: Heard<E>[] = [];

  /** `id`: rises with the keys, as they are first heard of. */
  constructor(
    readonly id: number,
    measure: Measure<E>['type'],
  ) {
    this.gauge = gaugeOf(measure);
  }

  get measured(): number {
    return this.gauge.value;
  }

  /** Takes an event. Where times go back it has its place among those before. */
  hear(event: E, timeNs: number, value: unknown): void {
    const heard = { event, timeNs, value, gone: false };
    let at = this.heard.push(heard) - 1;
    for (; at > this.first && this.heard[at - 1].timeNs > timeNs; at--) this.heard[at] = this.heard[at - 1];
    this.heard[at] = heard;
    this.unlisted.push(heard);
    this.gauge.add(value);
  }

  /** Lets go of events from before a time. */
  expire(beforeNs: number): void {
    const from = this.first;
    while (this.first < this.heard.length && this.heard[this.first].timeNs < beforeNs) {
      const heard = this.heard[this.first++];
      heard.gone = true;
      this.gauge.remove(heard.value);
    }
    if (this.first > from && 2 * this.first >= this.heard.length) this.tidy();
  }

  /** Opens an episode, or goes on with it: all that is in the window belongs to it. Gives its latest time, ns. */
  extend(timeNs: number): number {
    const { measured } = this;
    const episode = (this.episode ??= { events: [], peak: measured, lastNs: -Infinity });
    episode.peak = Math.max(episode.peak, measured);
    episode.lastNs = Math.max(episode.lastNs, timeNs);
    for (const { event, gone } of this.unlisted) if (!gone) episode.events.push(event);
    this.unlisted = [];
    this.version++;
    return episode.lastNs;
  }

  /** Drops what has gone, once it is half of all. */
  private tidy(): void {
    this.heard = this.heard.slice(this.first);
    this.first = 0;
    this.unlisted = this.unlisted.filter(({ gone }) => !gone);
  }
}
