import { md5Hex } from '../../fingerprints/hash-text.ts';
import { isGrease, ja4 } from '../../fingerprints/hellos.ts';
import type { Cursor } from './cursor.ts';

/** How a hello came: over TCP, in QUIC, in DTLS. */
type HelloCarrier = 't' | 'q' | 'd';

/** What a ClientHello says of whom it calls, and its fingerprints (RFC 8446, section 4.1.2; salesforce/ja3; JA4). */
export interface ClientHello {
  readonly serverName: string;
  /** The first protocol offered (ALPN); "" for none. */
  readonly alpn: string;
  readonly ja3: string;
  readonly ja4: string;
  /** User agent among QUIC's transport parameters (Google's 0x3129); "" for none. */
  readonly userAgent: string;
}

/** What a ServerHello says, and its JA3S. */
export interface ServerHello {
  /** Version 1.3 was chosen: all that follows is encrypted. */
  readonly isTls13: boolean;
  readonly ja3s: string;
}

const GROUPS = 10;
const POINT_FORMATS = 11;
const SIGNATURES = 13;
const ALPN = 16;
const SUPPORTED_VERSIONS = 43;
const QUIC_PARAMETERS = new Set([0x39, 0xffa5]);
/** The text that is hashed is cut here, as NFStream does. */
const MOST_JA3 = 1023;

/** Reads the body of a ClientHello, which has a cookie in DTLS. undefined if it is not one. */
export function readClientHello(cursor: Cursor, carrier: HelloCarrier): ClientHello | undefined {
  const version = cursor.u16();
  cursor.skip(32);
  cursor.skip(cursor.u8());
  if (carrier === 'd') cursor.skip(cursor.u8());
  const list = cursor.sub(cursor.u16());
  if (list.left % 2 === 1) return undefined;
  const ciphers = numbers(list);
  cursor.skip(cursor.u8());
  if (!cursor.ok) return undefined;
  const hello = { serverName: '', alpn: '', userAgent: '' };
  const types: number[] = [];
  let groups: readonly number[] = [];
  let formats: readonly number[] = [];
  let versions: readonly number[] = [];
  let signatures: readonly number[] = [];
  eachExtension(cursor, (type, body) => {
    types.push(type);
    if (type === 0 && hello.serverName === '') hello.serverName = serverName(body);
    else if (type === GROUPS) groups = numbers(body.sub(body.u16()));
    else if (type === POINT_FORMATS) formats = octets(body.sub(body.u8()));
    else if (type === SIGNATURES) signatures = numbers(body.sub(body.u16()));
    else if (type === SUPPORTED_VERSIONS) versions = numbers(body.sub(body.u8()));
    else if (type === ALPN) hello.alpn = firstProtocol(body);
    else if (QUIC_PARAMETERS.has(type)) hello.userAgent = quicUserAgent(body);
  });
  const text = `${version},${joined(ciphers)},${joined(types)},${joined(groups)},${joined(formats)}`;
  const said = { version, ciphers, extensions: types, groups, formats, versions, alpn: [hello.alpn], signatures };
  return { ...hello, ja3: digest(text), ja4: ja4(said, carrier, types.includes(0)) };
}

/** Reads the body of a ServerHello; undefined if it is not one. */
export function readServerHello(cursor: Cursor): ServerHello | undefined {
  const version = cursor.u16();
  cursor.skip(32);
  cursor.skip(cursor.u8());
  const cipher = cursor.u16();
  cursor.skip(1);
  if (!cursor.ok) return undefined;
  const types: number[] = [];
  let chosen = version;
  eachExtension(cursor, (type, body) => {
    types.push(type);
    if (type === SUPPORTED_VERSIONS) chosen = body.u16();
  });
  const isTls13 = chosen === 0x0304 || chosen >> 8 === 0x7f;
  return { isTls13, ja3s: digest(`${version},${cipher},${types.join('-')}`) };
}

/** The text's MD5 in hexadecimal digits. */
export function digest(text: string): string {
  return md5Hex(text.slice(0, MOST_JA3));
}

function eachExtension(cursor: Cursor, take: (type: number, body: Cursor) => void): void {
  if (cursor.left < 2) return;
  const list = cursor.sub(cursor.u16());
  if (!cursor.ok) return;
  while (list.left >= 4) take(list.u16(), list.sub(list.u16()));
}

/** Decimals joined by hyphens, without GREASE. */
function joined(values: readonly number[]): string {
  let text = '';
  for (const value of values) {
    if (!isGrease(value)) text += text === '' ? value : `-${value}`;
  }
  return text;
}

function numbers(list: Cursor): number[] {
  const found: number[] = [];
  while (list.left >= 2) found.push(list.u16());
  return found;
}

function octets(list: Cursor): number[] {
  const found: number[] = [];
  while (list.left >= 1) found.push(list.u8());
  return found;
}

function serverName(body: Cursor): string {
  const list = body.sub(body.u16());
  return list.u8() === 0 ? list.sub(list.u16()).text() : '';
}

function firstProtocol(body: Cursor): string {
  const list = body.sub(body.u16());
  return list.sub(list.u8()).text();
}

function quicUserAgent(body: Cursor): string {
  while (body.left > 0) {
    const id = variable(body);
    const value = body.sub(variable(body));
    if (id === 0x3129) return value.text();
  }
  return '';
}

/** QUIC's number of 1, 2, 4 or 8 bytes (RFC 9000, section 16). */
export function variable(cursor: Cursor): number {
  const first = cursor.u8();
  let value = first & 0x3f;
  for (let left = (1 << (first >> 6)) - 1; left > 0; left--) value = value * 256 + cursor.u8();
  return value;
}
