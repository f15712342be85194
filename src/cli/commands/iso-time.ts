import { beyondCalendarText, calendarDate } from '../../base/calendar.ts';
import { floorDivided } from '../../base/exact-time.ts';

const NS_PER_MS = 1_000_000n;

/**
 * A capture time in UTC to the nanosecond: "2016-08-28T13:12:02.365000000Z"; a number with its reason if no calendar holds
 * it; "" without packets.
 * @param epochNs nanoseconds since 1970
 */
export function isoTime(epochNs: bigint | undefined): string {
  if (epochNs === undefined) return '';
  const date = calendarDate(epochNs);
  if (date === undefined) return beyondCalendarText(epochNs);
  const rest = epochNs - floorDivided(epochNs, NS_PER_MS) * NS_PER_MS;
  return `${date.toISOString().slice(0, -1)}${rest.toString().padStart(6, '0')}Z`;
}
