/** Extensions of both hellos (RFC 8446 section 4.2, RFC 6066, RFC 7301): those that people ask for, the others as bytes. */
import { latin1, oneLine } from '../../../base/text.ts';
import { bytes, declare, hex, integer, text, together, type Field } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { TLS_EXTENSIONS, TLS_VERSIONS } from './tls-names.ts';

const SERVER_NAME = 0;
const GROUPS = 10;
const POINT_FORMATS = 11;
const SIGNATURES = 13;
const PROTOCOLS = 16;
const SUPPORTED_VERSIONS = 43;
const CLIENT_HELLO = 1;
/** Type and length. */
const HEADER = 4;

const F = declare('tls.handshake.extension', {
  type: integer('Extension', { names: TLS_EXTENSIONS, wireshark: 'tls.handshake.extension.type' }),
  len: integer('Extension length', { unit: 'bytes', wireshark: 'tls.handshake.extension.len' }),
  data: bytes('Extension data'),
});

const E = declare('tls', {
  server_name_length: integer('Server name length', {
    unit: 'bytes',
    wireshark: 'tls.handshake.extensions_server_name_len',
  }),
  server_name: text('Server name', {
    help: 'Server Name Indication of the client.',
    wireshark: 'tls.handshake.extensions_server_name',
  }),
  alpn: text('Application protocol', {
    help: 'Each that the client offers; the one that the server chooses.',
    wireshark: 'tls.handshake.extensions_alpn_str',
  }),
  supported_version: hex('Supported version', 4, {
    help: 'Each that the client offers; the one that the server chooses.',
    names: TLS_VERSIONS,
    wireshark: 'tls.handshake.extensions.supported_version',
  }),
  group: hex('Group', 4, {
    help: 'Each group for key exchange that the client supports.',
    wireshark: 'tls.handshake.extensions_supported_group',
  }),
  point_format: integer('Point format', { wireshark: 'tls.handshake.extensions_ec_point_format' }),
  signature_scheme: hex('Signature scheme', 4, { wireshark: 'tls.handshake.sig_hash_alg' }),
});

/** Their fields, which are TLS's. */
export const TLS_EXTENSION_FIELDS = together(F, E);

/** Reads the extensions of a hello, which ends at `end`; gives the server's name, "" without. */
export function readExtensions(packet: Uint8Array, layer: LayerReader, hello: number, end: number): string {
  let name = '';
  while (!layer.broken && layer.at + HEADER <= end) name = readExtension(packet, layer, hello, end) || name;
  return name;
}

/** Gives the server's name if this is it. */
function readExtension(packet: Uint8Array, layer: LayerReader, hello: number, end: number): string {
  const type = layer.u16(F.type);
  const length = layer.u16(F.len);
  const stop = layer.at + length;
  if (stop > end) {
    if (layer.end === end) layer.skip(layer.left);
    else layer.fail(`Extension ${type} claims ${length} bytes, more than its message has.`);
    return '';
  }
  const name = type === SERVER_NAME && length > 5 ? readServerName(layer, length) : '';
  if (type === PROTOCOLS && length > 3) readProtocols(packet, layer, stop);
  else if (type === SUPPORTED_VERSIONS) readVersions(layer, hello, stop);
  else if (type === GROUPS) readNumbers(layer, E.group, stop);
  else if (type === SIGNATURES) readNumbers(layer, E.signature_scheme, stop);
  else if (type === POINT_FORMATS) readFormats(layer, stop);
  if (!layer.broken && layer.at < stop) layer.raw(F.data, stop - layer.at);
  return name;
}

/** RFC 6066 section 3: list length, type 0, name length, name. */
function readServerName(layer: LayerReader, length: number): string {
  layer.skip(3);
  const size = layer.u16(E.server_name_length);
  return layer.text(E.server_name, Math.min(size, length - 5));
}

/** RFC 7301 section 3.1: list length, then names with a length of one byte. */
function readProtocols(packet: Uint8Array, layer: LayerReader, stop: number): void {
  layer.skip(2);
  while (!layer.broken && layer.at < stop) {
    const size = Math.min(Math.max(0, layer.peek()), stop - layer.at - 1);
    layer.skip(1);
    layer.value(E.alpn, size, (at) => oneLine(latin1(packet, at, at + size)));
  }
}

/** RFC 8446 section 4.2.1: a list behind its length from the client, one version from the server. */
function readVersions(layer: LayerReader, hello: number, stop: number): void {
  if (hello === CLIENT_HELLO && layer.at < stop) layer.skip(1);
  while (!layer.broken && layer.at + 2 <= stop) layer.u16(E.supported_version);
}

/** RFC 8446 sections 4.2.3 and 4.2.7: numbers of two bytes behind the length of their list. */
function readNumbers(layer: LayerReader, field: Field, stop: number): void {
  if (layer.at + 2 <= stop) layer.skip(2);
  while (!layer.broken && layer.at + 2 <= stop) layer.u16(field);
}

/** RFC 8422 section 5.1.2: bytes behind the length of their list. */
function readFormats(layer: LayerReader, stop: number): void {
  if (layer.at < stop) layer.skip(1);
  while (!layer.broken && layer.at < stop) layer.u8(E.point_format);
}
