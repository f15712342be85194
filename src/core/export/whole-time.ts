import type { ExactTime } from '../../base/exact-time.ts';

const NS_PER_SECOND = 1_000_000_000;

/** A time with its nanoseconds between 0 and 999,999,999, whatever they were before. Seconds beyond 2^53 are rounded. */
export function wholeTime(seconds: number, nanoseconds: number): ExactTime {
  const carried = Math.floor(nanoseconds / NS_PER_SECOND);
  return { seconds: seconds + carried, nanoseconds: nanoseconds - carried * NS_PER_SECOND };
}
