import { NEEDS_MORE, NOT_FOUND, MOST_SKIPPED, type UnitFinder } from './unit-stream.ts';

/** What a look at one place says: sound units begin there, none does, or the bytes end before it can be told. */
export type Verdict = 'yes' | 'no' | 'open';

/** Tries one place after the other. */
export abstract class PlaceFinder implements UnitFinder {
  undecided = 0;

  /** Looks at one place. `ended`: no more bytes come; then 'open' counts as 'no'. */
  protected abstract look(bytes: Uint8Array, at: number, ended: boolean): Verdict;

  find(bytes: Uint8Array, from: number, ended: boolean): number {
    const end = Math.min(bytes.length, from + MOST_SKIPPED + 1);
    for (let at = from; at < end; at++) {
      const verdict = this.look(bytes, at, ended);
      if (verdict === 'yes') return at;
      if (verdict === 'open' && !ended) return this.waitAt(at);
    }
    return ended || end < bytes.length ? NOT_FOUND : this.waitAt(end);
  }

  private waitAt(place: number): number {
    this.undecided = place;
    return NEEDS_MORE;
  }
}
