const NS_PER_MS = 1_000_000n;

/**
 * A capture time in UTC to the nanosecond: "2016-08-28T13:12:02.365000000Z"; "" without packets.
 * @param epochNs time of the first packet, nanoseconds since 1970
 */
export function isoTime(epochNs: bigint | undefined, relativeNs: number): string {
  if (epochNs === undefined) return '';
  const time = epochNs + BigInt(Math.round(relativeNs));
  const rest = ((time % NS_PER_MS) + NS_PER_MS) % NS_PER_MS;
  const milliseconds = Number((time - rest) / NS_PER_MS);
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${rest.toString().padStart(6, '0')}Z`;
}
