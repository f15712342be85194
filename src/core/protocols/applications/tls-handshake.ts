/** TLS handshake messages (RFC 8446 section 4): both hellos in full, the others by name. */
import { latin1, oneLine } from '../../../base/text.ts';
import { hex16, named } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { TLS_CIPHERS, TLS_EXTENSIONS, TLS_HANDSHAKES, TLS_VERSIONS } from './tls-names.ts';

const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
const SERVER_NAME = 0;
const PROTOCOLS = 16;
const SUPPORTED_VERSIONS = 43;
const HEADER = 4;
const ENCRYPTED = 'Encrypted Handshake Message';

/** Reads the messages of a record up to `end`; gives their names. What cannot be a message is encrypted. */
export function readHandshake(bytes: Uint8Array, layer: LayerReader, end: number): string {
  const names: string[] = [];
  while (!layer.broken && layer.at + HEADER <= end && isMessage(layer, end)) names.push(readMessage(bytes, layer, end));
  if (names.length === 0) return ENCRYPTED;
  return names.join(', ');
}

/** A known type whose length begins with zero: encrypted bytes look so once in some thousand records. */
function isMessage(layer: LayerReader, end: number): boolean {
  const isHello = layer.peek() === CLIENT_HELLO || layer.peek() === SERVER_HELLO;
  const length = layer.peek16(2);
  const cutBySegment = layer.end === end;
  return (
    TLS_HANDSHAKES.has(layer.peek()) &&
    layer.peek(1) === 0 &&
    (isHello || cutBySegment || layer.at + HEADER + length <= end)
  );
}

function readMessage(bytes: Uint8Array, layer: LayerReader, recordEnd: number): string {
  const type = layer.u8('Handshake', named(TLS_HANDSHAKES));
  const length = layer.u24('Handshake length');
  const end = Math.min(layer.at + length, recordEnd);
  const name = TLS_HANDSHAKES.get(type) ?? '';
  const detail = type === CLIENT_HELLO || type === SERVER_HELLO ? readHello(bytes, layer, type, end) : '';
  if (!layer.broken && layer.at < end) layer.raw(`${name} body`, end - layer.at);
  return `${name}${detail}`;
}

function readHello(bytes: Uint8Array, layer: LayerReader, type: number, end: number): string {
  layer.u16('Version', named(TLS_VERSIONS, hex16));
  layer.raw('Random', 32);
  readSized(layer, 'Session ID', layer.u8('Session ID length'));
  const cipher = type === CLIENT_HELLO ? readOffer(layer) : readChoice(layer);
  if (layer.broken || layer.at + 2 > end) return cipher;
  layer.u16('Extensions length');
  let name = '';
  while (!layer.broken && layer.at + HEADER <= end) name = readExtension(bytes, layer, type, end) || name;
  return name === '' ? cipher : ` (SNI=${name})`;
}

function readOffer(layer: LayerReader): string {
  const length = layer.u16('Cipher suites length');
  const first = layer.peek16();
  layer.value(
    'Cipher suites',
    length,
    () => `${length / 2} suites, first ${named(TLS_CIPHERS, hex16)(Math.max(0, first))}`,
  );
  readSized(layer, 'Compression', layer.u8('Compression length'));
  return '';
}

function readChoice(layer: LayerReader): string {
  const cipher = layer.u16('Cipher suite', named(TLS_CIPHERS, hex16));
  layer.u8('Compression');
  return layer.broken ? '' : ` (${TLS_CIPHERS.get(cipher) ?? hex16(cipher)})`;
}

function readSized(layer: LayerReader, name: string, length: number): void {
  if (length > 0) layer.raw(name, length);
}

/** Reads one extension; gives the server's name if this is it. */
function readExtension(bytes: Uint8Array, layer: LayerReader, hello: number, end: number): string {
  const type = layer.u16('Extension', named(TLS_EXTENSIONS));
  const length = layer.u16('Extension length');
  const stop = layer.at + length;
  if (stop > end) {
    if (layer.end < stop && layer.end === end) layer.skip(layer.left);
    else layer.fail(`Extension ${type} claims ${length} bytes, more than its message has.`);
    return '';
  }
  const name = readKnownExtension(bytes, layer, hello, type, length);
  if (!layer.broken && layer.at < stop) layer.raw(TLS_EXTENSIONS.get(type) ?? `Extension ${type}`, stop - layer.at);
  return name;
}

function readKnownExtension(
  bytes: Uint8Array,
  layer: LayerReader,
  hello: number,
  type: number,
  length: number,
): string {
  if (type === SERVER_NAME && length > 5) return readServerName(layer, length);
  if (type === PROTOCOLS && length > 3)
    layer.value('Application protocols', length, (at) => protocols(bytes, at + 2, at + length));
  else if (type === SUPPORTED_VERSIONS) readVersions(layer, hello, length);
  return '';
}

/** RFC 6066 section 3: list length, type 0, name length, name. */
function readServerName(layer: LayerReader, length: number): string {
  layer.skip(3);
  const size = layer.u16('Server name length');
  return layer.text('Server name', Math.min(size, length - 5));
}

function protocols(bytes: Uint8Array, start: number, end: number): string {
  const names: string[] = [];
  for (let at = start; at < end; at += 1 + (bytes[at] ?? 0)) {
    names.push(oneLine(latin1(bytes, at + 1, Math.min(end, at + 1 + (bytes[at] ?? 0)))));
  }
  return names.join(', ');
}

function readVersions(layer: LayerReader, hello: number, length: number): void {
  const stop = layer.at + length;
  if (hello === CLIENT_HELLO) layer.skip(Math.min(1, length));
  while (!layer.broken && layer.at + 2 <= stop) layer.u16('Supported version', named(TLS_VERSIONS, hex16));
}
