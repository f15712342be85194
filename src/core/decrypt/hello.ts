/** What of a hello says how a connection is encrypted (RFC 8446 sections 4.1.2 and 4.1.3, RFC 5246 section 7.4.1). */
export interface Hello {
  readonly version: number;
  readonly random: Uint8Array;
  /** The chosen suite; 0 in a Client Hello. */
  readonly suite: number;
  /** The chosen compression; 0 in a Client Hello. */
  readonly compression: number;
  /** Numbers of the extensions. */
  readonly extensions: ReadonlySet<number>;
}

export const CLIENT_HELLO = 1;
export const SERVER_HELLO = 2;
export const ENCRYPT_THEN_MAC = 22;
export const EARLY_DATA = 42;
const SUPPORTED_VERSIONS = 43;
const RANDOM = 32;

/** The random of a Server Hello that asks for another Client Hello (RFC 8446 section 4.1.3). */
const RETRY = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';

/** True if a Server Hello is a Hello Retry Request; `random` in hex. */
export function isRetry(random: string): boolean {
  return random === RETRY;
}

/** Reads a hello; undefined if it is not one or is cut. Extensions that are cut are left out. */
export function readHello(body: Uint8Array, type: number): Hello | undefined {
  const u16 = (at: number): number => ((body[at] ?? 0) << 8) | (body[at + 1] ?? 0);
  if (body.length < 2 + RANDOM + 1) return undefined;
  let at = 2 + RANDOM;
  at += 1 + body[at];
  const isClient = type === CLIENT_HELLO;
  const suite = isClient ? 0 : u16(at);
  at += 2 + (isClient ? u16(at) : 0);
  const compression = isClient ? 0 : (body[at] ?? 0);
  at += 1 + (isClient ? (body[at] ?? 0) : 0);
  if (at > body.length) return undefined;
  let version = u16(0);
  const extensions = new Set<number>();
  const end = Math.min(body.length, at + 2 + u16(at));
  for (at += 2; at + 4 <= end; at += 4 + u16(at + 2)) {
    extensions.add(u16(at));
    if (u16(at) === SUPPORTED_VERSIONS && !isClient && at + 6 <= end) version = u16(at + 4);
  }
  return { version, random: body.slice(2, 2 + RANDOM), suite, compression, extensions };
}
