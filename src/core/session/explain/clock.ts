import type { CaptureTables } from '../../tables.ts';

/** NFStream's clock once more: the largest time so far of the metered packets. */
export interface Clock {
  /** A metered packet came; ns since the capture's first packet. */
  see(timeNs: number): void;
  /** The clock, ticks. */
  now(): number;
  /** True if a packet's own time is earlier than the clock by a tick or more. */
  isAhead(timeNs: number): boolean;
}

/** A clock at its beginning. */
export function createClock({ facts, meter }: CaptureTables): Clock {
  let latest = -Infinity;
  let tick = 0;
  let stale = false;
  const tickOf = (timeNs: number): number => {
    const time = facts.epochNanoseconds + timeNs;
    const seconds = Math.floor(time / 1e9);
    return meter.ticks.of(facts.epochSeconds + seconds, time - seconds * 1e9);
  };
  const now = (): number => {
    if (stale) tick = Math.max(tick, tickOf(latest));
    stale = false;
    return tick;
  };
  return {
    see(timeNs) {
      if (timeNs <= latest) return;
      latest = timeNs;
      stale = true;
    },
    now,
    isAhead: (timeNs) => timeNs < latest && tickOf(timeNs) < now(),
  };
}
