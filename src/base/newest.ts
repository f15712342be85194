/**
 * Two ways in which the newest wins where answers take their time: ask only for the newest, or ask for each and listen to
 * the newest only.
 */

/**
 * Asks for wishes one at a time. While one is under way only the newest of those that come is kept, and asked for when
 * it ends, also when it ends by an error; that error rejects a promise that nobody holds, as a defect does.
 */
export function newestOnly<Wish = void>(ask: (wish: Wish) => Promise<void>): (wish: Wish) => void {
  let next: { readonly wish: Wish } | undefined;
  let busy = false;
  const goOn = async (): Promise<void> => {
    const current = next;
    next = undefined;
    busy = current !== undefined;
    if (current === undefined) return;
    try {
      await ask(current.wish);
    } finally {
      void goOn();
    }
  };
  return (wish) => {
    next = { wish };
    if (!busy) void goOn();
  };
}

/** Numbers jobs of one kind in the order of their beginning: what an overtaken one still says is to be ignored. */
export class JobCounter {
  private newest = 0;

  /** Begins another job, which overtakes all others; its number. */
  begin(): number {
    this.newest += 1;
    return this.newest;
  }

  /** False if another job has begun since. */
  isNewest(job: number): boolean {
    return job === this.newest;
  }
}
