/** Milliseconds of work between two signs of life. */
const SLICE_MS = 100;
/** A look at the clock costs as much as a small step, so quick steps share one: at most so many. */
const MOST_UNSEEN = 32;
/** Steps that take longer than this together, in milliseconds, are looked at one by one. */
const QUICK_MS = 1;

/**
 * Says when a slice of work has taken its time. It is asked after each step; steps may be of any length, from much less
 * than a look at the clock to seconds, and only while they are quick it looks seldom.
 */
export class SliceClock {
  private began = 0;
  private looked = 0;
  private every = 1;
  private left = 1;

  /** `now`: milliseconds of a clock that never goes back. */
  constructor(private readonly now: () => number) {}

  /** Begins a slice. */
  begin(): void {
    this.began = this.looked = this.now();
    this.left = this.every;
  }

  /** Whether the slice has taken its time; asked after each step. */
  isOver(): boolean {
    this.left -= 1;
    if (this.left > 0) return false;
    const now = this.now();
    this.every = now - this.looked < QUICK_MS ? Math.min(this.every * 2, MOST_UNSEEN) : 1;
    this.looked = now;
    this.left = this.every;
    return now - this.began >= SLICE_MS;
  }
}
