/** Packets without a link header: the first four bits tell IPv4 from IPv6. */
import type { Decoder } from '../reading/packet.ts';

const BY_VERSION: ReadonlyMap<number, number> = new Map([
  [4, 0x0800],
  [6, 0x86dd],
]);

export const decodeByVersion: Decoder = (packet, span) => {
  const version = span.end > span.start ? (packet.bytes[span.start] ?? 0) >> 4 : -1;
  const ethertype = BY_VERSION.get(version);
  if (ethertype === undefined) return { by: 'data', number: 0, span };
  return { by: 'ethertype', number: ethertype, span };
};
