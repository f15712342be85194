/** The largest snaplen that libpcap believes (MAXIMUM_SNAPLEN), and its exceptions for link types with long records. */
const STANDARD = 262_144;
const LONG: ReadonlyMap<number, number> = new Map([
  [231, 128 * 1024 * 1024], // D-Bus
  [249, 128 * 1024 * 1024], // USBPcap
  [279, 8 * 1024 * 1024], // EBHSCR
]);

/** Captured bytes beyond which a record of this link type is taken for damage. */
export function largestRecord(linkType: number): number {
  return LONG.get(linkType) ?? STANDARD;
}
