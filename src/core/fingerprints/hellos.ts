/**
 * Fingerprints of TLS hellos: JA3 and JA3S (https://github.com/salesforce/ja3), JA4 of the client (https://github.com/FoxIO-LLC/ja4,
 * BSD 3-Clause; the other fingerprints of that family have another licence and are not made here).
 */
import { md5Hex, sha256Hex } from './hash-text.ts';

/** What of a hello its fingerprints are made of, in the order of its bytes. */
export interface Hello {
  /** The field of old, 0x0303 also for TLS 1.3. */
  readonly version: number;
  readonly ciphers: readonly number[];
  readonly extensions: readonly number[];
  readonly groups: readonly number[];
  readonly formats: readonly number[];
  /** Of the extension supported_versions. */
  readonly versions: readonly number[];
  readonly alpn: readonly string[];
  readonly signatures: readonly number[];
}

const SNI = 0;
const ALPN = 16;
const MOST_COUNTED = 99;
const HASH_DIGITS = 12;
const NOTHING = '0'.repeat(HASH_DIGITS);

/** RFC 8701: both bytes equal, low digits a. */
export function isGrease(value: number): boolean {
  return (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 0xff);
}

/** The text of JA3: GREASE left out. */
export function ja3Text({ version, ciphers, extensions, groups, formats }: Hello): string {
  const lists = [ciphers, extensions, groups].map((list) => list.filter((value) => !isGrease(value)));
  return [[version], ...lists, formats].map((list) => list.join('-')).join(',');
}

/** The text of JA3S: GREASE stays. */
export function ja3sText({ version, ciphers, extensions }: Hello): string {
  return `${version},${ciphers[0] ?? ''},${extensions.join('-')}`;
}

export function ja3(hello: Hello): string {
  return md5Hex(ja3Text(hello));
}

export function ja3s(hello: Hello): string {
  return md5Hex(ja3sText(hello));
}

/** JA4 of a client hello; `named`: it has the extension server_name. */
export function ja4(hello: Hello, transport: 't' | 'q' | 'd', named: boolean): string {
  const ciphers = hello.ciphers.filter((value) => !isGrease(value));
  const extensions = hello.extensions.filter((value) => !isGrease(value));
  const first = [
    transport,
    versionDigits(hello),
    named ? 'd' : 'i',
    count(ciphers.length),
    count(extensions.length),
    alpnDigits(hello.alpn[0] ?? ''),
  ].join('');
  const others = sorted(extensions.filter((type) => type !== SNI && type !== ALPN));
  const schemes = hello.signatures
    .filter((value) => !isGrease(value))
    .map(digits)
    .join(',');
  const third = schemes === '' ? others : `${others}_${schemes}`;
  return `${first}_${shortHash(sorted(ciphers))}_${others === '' ? NOTHING : shortHash(third)}`;
}

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

function versionDigits({ version, versions }: Hello): string {
  const offered = versions.filter((one) => !isGrease(one));
  return VERSIONS.get(offered.length === 0 ? version : Math.max(...offered)) ?? '00';
}

function count(number: number): string {
  return String(Math.min(number, MOST_COUNTED)).padStart(2, '0');
}

/** First and last character of the first protocol; of others than letters and digits their hexadecimal digits. */
function alpnDigits(alpn: string): string {
  if (alpn === '') return '00';
  const first = alpn.charAt(0);
  const last = alpn.charAt(alpn.length - 1);
  if (/^[0-9a-z]{2}$/i.test(first + last)) return first + last;
  const hex = (character: string): string => (character.charCodeAt(0) & 0xff).toString(16).padStart(2, '0');
  return hex(first).charAt(0) + hex(last).charAt(1);
}

function sorted(values: readonly number[]): string {
  return values.map(digits).sort().join(',');
}

function digits(value: number): string {
  return value.toString(16).padStart(4, '0');
}

function shortHash(text: string): string {
  return text === '' ? NOTHING : sha256Hex(text).slice(0, HASH_DIGITS);
}
