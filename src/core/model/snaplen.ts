import type { Bytes } from './units.ts';

/** The largest snaplen that libpcap believes (MAXIMUM_SNAPLEN). */
export const LARGEST_SNAPLEN: Bytes = 262_144;

/** libpcap's view of the snaplen that a file states: 0 and absurd values mean its largest. */
export function believedSnaplen(snaplen: Bytes): Bytes {
  return snaplen === 0 || snaplen > 0x7fffffff ? LARGEST_SNAPLEN : snaplen;
}
