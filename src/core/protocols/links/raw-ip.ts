/** Packets without a link header: the first four bits tell IPv4 from IPv6. */
import { By, type HeaderReader } from '../headers/next.ts';
import { when, type Protocol } from '../protocol.ts';
import type { Decoder } from '../reading/packet.ts';

const BY_VERSION: ReadonlyMap<number, number> = new Map([
  [4, 0x0800],
  [6, 0x86dd],
]);

/** Raw IP as OpenBSD numbers it (DLT_RAW there), which NFStream does not know. */
const readRawIp: HeaderReader = (_bytes, at, _end, next) => next.to(By.IpVersion, 0, at);

const decodeByVersion: Decoder = (packet, span) => {
  const version = span.end > span.start ? (packet.bytes[span.start] ?? 0) >> 4 : -1;
  const ethertype = BY_VERSION.get(version);
  if (ethertype === undefined) return { by: By.Data, number: 0, span };
  return { by: By.Ethertype, number: ethertype, span };
};

export const rawIp: Protocol = {
  id: 'raw',
  name: 'Raw IP',
  fields: {},
  decode: decodeByVersion,
  places: [
    { by: By.IpVersion },
    { by: By.Link, numbers: [12, 101, 228, 229] },
    { by: By.Link, numbers: [14], read: when('loopback', readRawIp) },
  ],
};
