/** A flow of the plain algorithm: three events that fit, with one key. */
interface PlainFlow<E> {
  readonly events: E[];
}

/** What the plain algorithm looks for: whether an event may be the next of these. */
export type IsNext<E> = (event: E, before: readonly E[]) => boolean;

/**
 * Matching as relational-stream does it, written anew for comparison: each event may begin a flow, is offered to every open flow,
 * and flows that have all are moved.
 */
export class PlainStream<E> {
  completed = 0;
  private open: PlainFlow<E>[] = [];

  constructor(
    private readonly isNext: IsNext<E>,
    private readonly length: number,
  ) {}

  /** Puts an event down as the first of a flow, and asks nobody else. */
  begin(event: E): void {
    if (this.isNext(event, [])) this.open.push({ events: [event] });
  }

  /** Takes the next event. */
  ingest(event: E): void {
    const standing = this.open.length;
    let complete = 0;
    this.begin(event);
    for (let at = 0; at < standing; at++) {
      const { events } = this.open[at];
      if (!this.isNext(event, events)) continue;
      events.push(event);
      if (events.length === this.length) complete++;
    }
    if (complete === 0) return;
    this.completed += complete;
    this.open = this.open.filter(({ events }) => events.length < this.length);
  }
}
