import * as LinkType from '../model/link-types.ts';
import { LARGEST_SNAPLEN } from '../model/snaplen.ts';

/** libpcap's exceptions from its largest snaplen, for link types with long records. */
const LONG: ReadonlyMap<number, number> = new Map([
  [LinkType.DBUS, 128 * 1024 * 1024],
  [LinkType.USBPCAP, 128 * 1024 * 1024],
  [LinkType.EBHSCR, 8 * 1024 * 1024],
]);

/** Captured bytes beyond which a record of this link type is taken for damage. */
export function largestRecord(linkType: number): number {
  return LONG.get(linkType) ?? LARGEST_SNAPLEN;
}
