import type { TimeResolution } from '../model/parameters.ts';

const TICKS_PER_MS: Readonly<Record<TimeResolution, number>> = { ms: 1, us: 1000, ns: 1_000_000 };

/**
 * The unit in which the meter counts time: NFStream's whole milliseconds, or finer. Ticks begin in 1970, but for
 * nanoseconds, which a double holds for 104 days only: they begin at the first packet's second.
 */
export class Ticks {
  readonly perMs: number;
  private readonly nanosecondsPerTick: number;
  /** Seconds since 1970 at which ticks begin. */
  private base: number;

  constructor(private readonly resolution: TimeResolution) {
    this.perMs = TICKS_PER_MS[resolution];
    this.nanosecondsPerTick = 1_000_000 / this.perMs;
    this.base = resolution === 'ns' ? NaN : 0;
  }

  /** Ticks of a time given in seconds since 1970 and nanoseconds within. */
  of(seconds: number, nanoseconds: number): number {
    if (this.perMs === 1) return seconds * 1000 + Math.floor(nanoseconds / 1e6);
    if (Number.isNaN(this.base)) this.base = seconds + Math.floor(nanoseconds / 1e9);
    return (seconds - this.base) * 1000 * this.perMs + Math.floor(nanoseconds / this.nanosecondsPerTick);
  }

  /** Milliseconds of a duration in ticks. */
  ms(ticks: number): number {
    return ticks / this.perMs;
  }

  /** Milliseconds since 1970 of a time in ticks, as near as a double comes (240 ns). */
  epochMs(ticks: number): number {
    return this.resolution === 'ns' ? this.whole() * 1000 + ticks / this.perMs : ticks / this.perMs;
  }

  /** True if ticks are finer than milliseconds, so that these have fractions. */
  get fine(): boolean {
    return this.perMs > 1;
  }

  /** True if `epochMs` rounds. */
  get inexact(): boolean {
    return this.resolution === 'ns';
  }

  /** What `epochMs` gives in decimal digits, exact; for nanoseconds. */
  exactEpochMs(ticks: number): string {
    const time = BigInt(this.whole()) * 1_000_000_000n + BigInt(ticks);
    const digits = (time < 0n ? -time : time).toString().padStart(7, '0');
    return `${time < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
  }

  private whole(): number {
    return Number.isNaN(this.base) ? 0 : this.base;
  }
}
