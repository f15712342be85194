/** Times since 1970 as dates, and as numbers where no calendar holds them. */

import { floorDivided, secondsOf } from './exact-time.ts';

const NS_PER_MS = 1_000_000n;
/** The last millisecond of a Date, and of either sign (ECMA-262, section 21.4.1.1): the year 275760. */
const MOST_MS = 8_640_000_000_000_000n;

/** The millisecond that a time lies in, as a Date; undefined beyond those that a calendar holds. */
export function calendarDate(epochNs: bigint): Date | undefined {
  const ms = floorDivided(epochNs, NS_PER_MS);
  return ms >= -MOST_MS && ms <= MOST_MS ? new Date(Number(ms)) : undefined;
}

/**
 * What stands in the place of a date for a time that no calendar holds: "not a calendar time: 18446744073709.551615 s
 * since 1970". Digits of the second that are 0 at the end are left out.
 */
export function beyondCalendarText(epochNs: bigint): string {
  return `not a calendar time: ${secondsOf(epochNs).replace(/\.?0+$/, '')} s since 1970`;
}
