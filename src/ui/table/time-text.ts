import { formatTime } from '../../base/format.ts';
import type { PacketTimes } from './packet-grid-columns.ts';

/** A time as the page writes it; "since the row above" makes no sense where there is none. */
export function timeText(ns: number, { style, epochNs, nanoseconds }: PacketTimes): string {
  return formatTime(ns, epochNs, style === 'delta' ? 'relative' : style, nanoseconds ? 9 : 6);
}
