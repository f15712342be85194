import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** How a hello came: over TCP, in QUIC, in DTLS. */
export type HelloCarrier = 't' | 'q' | 'd';

/** What JA4 is made of, in wire order. */
export interface HelloParts {
  readonly legacyVersion: number;
  readonly ciphers: readonly number[];
  readonly extensions: readonly number[];
  /** Of the extension supported_versions. */
  readonly versions: readonly number[];
  readonly signatures: readonly number[];
  /** The first protocol offered (ALPN), a character a byte; "" for none. */
  readonly alpn: string;
}

const SERVER_NAME = 0;
const ALPN = 16;
/** The hash of nothing. */
const EMPTY = '000000000000';
const VERSIONS: ReadonlyMap<number, string> = new Map([
  [0x0304, '13'],
  [0x0303, '12'],
  [0x0302, '11'],
  [0x0301, '10'],
  [0x0300, 's3'],
  [0x0002, 's2'],
  [0xfeff, 'd1'],
  [0xfefd, 'd2'],
  [0xfefc, 'd3'],
]);

/** RFC 8701: both bytes equal, low digits a. */
export function isGrease(value: number): boolean {
  return (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 0xff);
}

/** JA4 of a ClientHello (FoxIO, “JA4: TLS Client Fingerprinting”, BSD licence): `t13d1516h2_8daaf6152771_e5627efa2ab1`. */
export function ja4(carrier: HelloCarrier, hello: HelloParts): string {
  const ciphers = hello.ciphers.filter((value) => !isGrease(value));
  const extensions = hello.extensions.filter((value) => !isGrease(value));
  const named = extensions.includes(SERVER_NAME) ? 'd' : 'i';
  const start = carrier + version(hello) + named + count(ciphers) + count(extensions) + endsOf(hello.alpn);
  const compared = extensions.filter((value) => value !== SERVER_NAME && value !== ALPN);
  const signatures = hello.signatures.filter((value) => !isGrease(value));
  const behind = signatures.length > 0 ? `_${listed(signatures)}` : '';
  const last = compared.length === 0 ? EMPTY : hash(sorted(compared) + behind);
  return `${start}_${ciphers.length === 0 ? EMPTY : hash(sorted(ciphers))}_${last}`;
}

/** The highest version offered. */
function version({ versions, legacyVersion }: HelloParts): string {
  const offered = versions.filter((value) => !isGrease(value));
  const highest = offered.length === 0 ? legacyVersion : Math.max(...offered);
  return VERSIONS.get(highest) ?? '00';
}

function count(values: readonly number[]): string {
  return String(Math.min(99, values.length)).padStart(2, '0');
}

/** First and last character; of a protocol that is not written in letters and digits the outer hexadecimal digits. */
function endsOf(alpn: string): string {
  if (alpn === '') return '00';
  const ends = alpn[0] + alpn.slice(-1);
  if (/^[0-9A-Za-z]{2}$/.test(ends)) return ends;
  const digits = (at: number): string => alpn.charCodeAt(at).toString(16).padStart(2, '0');
  return digits(0)[0] + digits(alpn.length - 1)[1];
}

const listed = (values: readonly number[]): string =>
  values.map((value) => value.toString(16).padStart(4, '0')).join(',');

const sorted = (values: readonly number[]): string => listed([...values].sort((a, b) => a - b));

/** Hashes that were made before: programs say the same in every connection. Emptied when it is full. */
const known = new Map<string, string>();
const MOST_KNOWN = 4096;

/** The first twelve digits of the text's SHA-256. */
function hash(text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  const made = bytesToHex(sha256(Uint8Array.from(text, (character) => character.charCodeAt(0)))).slice(0, 12);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, made);
  return made;
}
