/** Client Hello and Server Hello (RFC 8446 section 4.1, RFC 5246 section 7.4.1). */
import { bytes, declare, hex, integer } from '../reading/field.ts';
import { nameText } from '../reading/field-text.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { readExtensions } from './tls-extensions.ts';
import { TLS_CIPHERS, TLS_VERSIONS } from './tls-names.ts';

const CLIENT_HELLO = 1;
/** First byte of the version in a Server Hello of the TLS 1.3 drafts 2 to 21, which has no session ID and compression. */
const DRAFT = 0x7f;
const RANDOM = 32;

export const TLS_HELLO_FIELDS = declare('tls.handshake', {
  version: hex('Version', 4, { names: TLS_VERSIONS, wireshark: 'tls.handshake.version' }),
  random: bytes('Random', { wireshark: 'tls.handshake.random' }),
  session_id_length: integer('Session ID length', { unit: 'bytes', wireshark: 'tls.handshake.session_id_length' }),
  session_id: bytes('Session ID', { wireshark: 'tls.handshake.session_id' }),
  cipher_suites_length: integer('Cipher suites length', {
    unit: 'bytes',
    wireshark: 'tls.handshake.cipher_suites_length',
  }),
  ciphersuite: hex('Cipher suite', 4, {
    help: 'Each that the client offers; the one that the server chooses.',
    names: TLS_CIPHERS,
    wireshark: 'tls.handshake.ciphersuite',
  }),
  compression_length: integer('Compression length', { unit: 'bytes', wireshark: 'tls.handshake.comp_methods_length' }),
  compression: integer('Compression', { wireshark: 'tls.handshake.comp_method' }),
  extensions_length: integer('Extensions length', { unit: 'bytes', wireshark: 'tls.handshake.extensions_length' }),
});
const F = TLS_HELLO_FIELDS;

/** Reads a hello up to `end`; gives what the packet's line says of it, with a leading space. */
export function readHello(packet: Uint8Array, layer: LayerReader, type: number, end: number): string {
  const draft = layer.u16(F.version) >> 8 === DRAFT;
  layer.raw(F.random, RANDOM);
  if (!draft) readSession(layer);
  const cipher = type === CLIENT_HELLO ? readOffer(layer, end) : readChoice(layer, draft);
  if (layer.broken || layer.at + 2 > end) return cipher;
  layer.u16(F.extensions_length);
  const name = readExtensions(packet, layer, type, end);
  return name === '' ? cipher : ` (SNI=${name})`;
}

function readSession(layer: LayerReader): void {
  const size = layer.u8(F.session_id_length);
  if (size > 0) layer.raw(F.session_id, size);
}

function readOffer(layer: LayerReader, end: number): string {
  readList(layer, layer.u16(F.cipher_suites_length), end, () => layer.u16(F.ciphersuite));
  readList(layer, layer.u8(F.compression_length), end, () => layer.u8(F.compression));
  return '';
}

/** Reads what stands in the next `length` bytes; of a list that is cut, what is there. */
function readList(layer: LayerReader, length: number, end: number, read: () => void): void {
  const stop = layer.at + length;
  if (stop > end && end < layer.end) layer.fail(`A list claims ${length} bytes, more than its message has.`);
  while (!layer.broken && layer.at < stop) read();
}

function readChoice(layer: LayerReader, draft: boolean): string {
  const cipher = layer.u16(F.ciphersuite);
  if (!draft) layer.u8(F.compression);
  return layer.broken ? '' : ` (${nameText(F.ciphersuite, cipher)})`;
}
