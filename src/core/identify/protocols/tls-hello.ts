import type { HelloCarrier, HelloTable } from '../../fingerprints/hello-table.ts';
import { short } from '../../../base/bytes.ts';
import { KnownTexts } from '../../../base/known-texts.ts';
import { Cursor } from './cursor.ts';

/** What a ClientHello says of whom it calls (RFC 8446, section 4.1.2), and its number in the table of hellos. */
export interface ClientHello {
  serverName: string;
  /** The first protocol offered (ALPN); "" for none. */
  alpn: string;
  /** User agent among QUIC's transport parameters (Google's 0x3129); "" for none. */
  userAgent: string;
  hello: number;
}

/** What a ServerHello says, and its number in the table of hellos. */
export interface ServerHello {
  /** Version 1.3 was chosen: all that follows is encrypted. */
  isTls13: boolean;
  hello: number;
}

const SERVER_NAME = 0;
const GROUPS = 10;
const POINT_FORMATS = 11;
const SIGNATURES = 13;
const ALPN = 16;
const SUPPORTED_VERSIONS = 43;
const QUIC_PARAMETERS: ReadonlySet<number> = new Set([0x39, 0xffa5]);
const RANDOM = 32;

const names = new KnownTexts();
/** Types of the extensions at hand, in order, two bytes each; extensions have four bytes at least. */
const types = new Uint8Array(32_768);
/** Where the list of an extension lies: of each kind the last one. */
const extents = { groups: [0, 0], formats: [0, 0], versions: [0, 0], signatures: [0, 0], alpn: [0, 0] };
const EXTENTS = Object.values(extents);
/** The version that a server's extension chooses; -1 without. */
let chosen = -1;
const client: ClientHello = { serverName: '', alpn: '', userAgent: '', hello: 0 };
const server: ServerHello = { isTls13: false, hello: 0 };

/** Reads the body of a ClientHello, which has a cookie in DTLS; holds until the next one. undefined if it is not one. */
export function readClientHello(cursor: Cursor, carrier: HelloCarrier, table: HelloTable): ClientHello | undefined {
  const { bytes } = cursor;
  const version = cursor.u16();
  cursor.skip(RANDOM);
  cursor.skip(cursor.u8());
  if (carrier === 'd') cursor.skip(cursor.u8());
  const size = cursor.u16();
  const ciphers = cursor.at;
  cursor.skip(size);
  const behind = cursor.at;
  if ((behind - ciphers) % 2 === 1) return undefined;
  cursor.skip(cursor.u8());
  if (!cursor.ok) return undefined;
  client.serverName = client.alpn = client.userAgent = '';
  for (const extent of EXTENTS) extent[0] = extent[1] = 0;
  const count = readExtensions(cursor, takeOfClient);
  table.begin(carrier, version);
  table.addNumbers(bytes, ciphers, behind);
  table.addNumbers(types, 0, count * 2);
  table.addNumbers(bytes, extents.groups[0], extents.groups[1]);
  table.addBytes(bytes, extents.formats[0], extents.formats[1]);
  table.addNumbers(bytes, extents.versions[0], extents.versions[1]);
  table.addNumbers(bytes, extents.signatures[0], extents.signatures[1]);
  table.addBytes(bytes, extents.alpn[0], extents.alpn[1]);
  client.alpn = names.of(bytes, extents.alpn[0], extents.alpn[1]);
  client.hello = table.keep();
  return client;
}

/** Reads the body of a ServerHello; holds until the next one. undefined if it is not one. */
export function readServerHello(cursor: Cursor, table: HelloTable): ServerHello | undefined {
  const { bytes } = cursor;
  const version = cursor.u16();
  cursor.skip(RANDOM);
  cursor.skip(cursor.u8());
  const cipher = cursor.at;
  cursor.skip(3);
  if (!cursor.ok) return undefined;
  chosen = -1;
  const count = readExtensions(cursor, takeOfServer);
  const agreed = chosen < 0 ? version : chosen;
  server.isTls13 = agreed === 0x0304 || agreed >> 8 === 0x7f;
  table.begin('t', version);
  table.addNumbers(bytes, cipher, cipher + 2, true);
  table.addNumbers(types, 0, count * 2, true);
  server.hello = table.keep();
  return server;
}

type Take = (type: number, bytes: Uint8Array, from: number, to: number) => void;

/** Goes over the extensions, and lists their types. Returns how many there are. */
function readExtensions(cursor: Cursor, take: Take): number {
  if (cursor.left < 2) return 0;
  const { bytes } = cursor;
  let at = cursor.at + 2;
  const end = at + short(bytes, cursor.at);
  if (end > cursor.end) return 0;
  let count = 0;
  while (end - at >= 4) {
    types[count * 2] = bytes[at];
    types[count * 2 + 1] = bytes[at + 1];
    count++;
    const from = at + 4;
    const to = Math.min(end, from + short(bytes, at + 2));
    take(short(bytes, at), bytes, from, to);
    at = to;
  }
  return count;
}

function takeOfClient(type: number, bytes: Uint8Array, from: number, to: number): void {
  switch (type) {
    case SERVER_NAME:
      if (client.serverName === '') client.serverName = serverName(bytes, from, to);
      break;
    case GROUPS:
      keepExtent(extents.groups, bytes, from, to, 2);
      break;
    case POINT_FORMATS:
      keepExtent(extents.formats, bytes, from, to, 1);
      break;
    case SIGNATURES:
      keepExtent(extents.signatures, bytes, from, to, 2);
      break;
    case SUPPORTED_VERSIONS:
      keepExtent(extents.versions, bytes, from, to, 1);
      break;
    case ALPN:
      keepExtent(extents.alpn, bytes, from, to, 2);
      keepExtent(extents.alpn, bytes, extents.alpn[0], extents.alpn[1], 1);
      break;
    default:
      if (QUIC_PARAMETERS.has(type)) client.userAgent = quicUserAgent(new Cursor(bytes, from, to));
  }
}

function takeOfServer(type: number, bytes: Uint8Array, from: number, to: number): void {
  if (type === SUPPORTED_VERSIONS) chosen = (to > from ? bytes[from] << 8 : 0) | (to > from + 1 ? bytes[from + 1] : 0);
}

/** Where a list lies that has a length of so many bytes before it; as much of it as there is. */
function keepExtent(extent: number[], bytes: Uint8Array, from: number, to: number, width: number): void {
  const size = to - from < width ? 0 : width === 1 ? bytes[from] : short(bytes, from);
  extent[0] = Math.min(from + width, to);
  extent[1] = Math.min(extent[0] + size, to);
}

/** RFC 6066, section 3: the first name of the list, if it is one of a host. */
function serverName(bytes: Uint8Array, from: number, to: number): string {
  if (to - from < 5) return '';
  const end = Math.min(to, from + 2 + short(bytes, from));
  if (end - from < 5 || bytes[from + 2] !== 0) return '';
  return names.of(bytes, from + 5, Math.min(end, from + 5 + short(bytes, from + 3)));
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
