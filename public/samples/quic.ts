import { sequence, type PacketEvent } from 'flowloom';

const QUIC = 443;
const VERSION_1 = 1;
/** Length of the connection IDs that this server gives; short headers do not say it (RFC 9000 section 17.3). */
const ID = 18;

const version = ({ payload }: PacketEvent): number => (payload[1] << 24) | (payload[2] << 16) | (payload[3] << 8) | payload[4];
const isLong = ({ payload }: PacketEvent): boolean => payload.length > 7 && (payload[0] & 0x80) !== 0;
/** Types of long headers of version 1: 0 Initial, 1 0-RTT, 2 Handshake, 3 Retry (RFC 9000 section 17.2). */
const isType = (event: PacketEvent, type: number): boolean =>
  isLong(event) && version(event) === VERSION_1 && ((event.payload[0] >> 4) & 3) === type;
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The server asks a client for a second hello with a token, before it believes its address (RFC 9000 section 8.1.2). */
export const askedBack = sequence('Address asked back')
  .key('flow')
  .step('hello', (event) => event.dstPort === QUIC && isType(event, 0))
  .step('retry', (event) => event.srcPort === QUIC && isType(event, 3), { within: 5 })
  .step('again', (event) => event.dstPort === QUIC && isType(event, 0), { within: 5 })
  .columns((m) => ({ client: m.hello.src, costMs: (m.again.time - m.hello.time) * 1000 }));

/** A client begins with a version that the server does not speak (RFC 9000 section 6). */
export const refusedVersion = sequence('Refused version')
  .key('flow')
  .step('hello', (event) => event.dstPort === QUIC && isLong(event) && version(event) !== VERSION_1)
  .step('offer', (event) => event.srcPort === QUIC && isLong(event) && version(event) === 0, { within: 5 })
  .columns((m) => ({ wanted: `0x${(version(m.hello) >>> 0).toString(16)}` }));

/** The server's connection ID in packets to it; undefined where there is none. */
const idOf = (event: PacketEvent): string | undefined =>
  event.dstPort === QUIC && event.payloadLength > ID && !isLong(event) ? hex(event.payload.slice(1, 1 + ID)) : undefined;

/** A connection goes on from another port: for NFStream, and for a firewall, it is another flow (RFC 9000 section 9). */
export const moved = sequence('Connection that moved')
  .key(idOf)
  .starts('one')
  .step('before', {})
  .step('after', (event, m) => event.srcPort !== m.before.srcPort)
  .columns((m) => ({ from: m.before.srcPort, to: m.after.srcPort }));
