/** TLS handshake messages (RFC 8446 section 4): both hellos in full, the others by name. */
import { bytes, declare, integer } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { readHello } from './tls-hello.ts';
import { TLS_HANDSHAKES } from './tls-names.ts';

const HEADER = 4;
const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;

export const TLS_HANDSHAKE_FIELDS = declare('tls.handshake', {
  type: integer('Handshake', { names: TLS_HANDSHAKES, wireshark: 'tls.handshake.type' }),
  length: integer('Handshake length', { unit: 'bytes', wireshark: 'tls.handshake.length' }),
  body: bytes('Body', { help: 'What of a message is not read.' }),
});
const F = TLS_HANDSHAKE_FIELDS;

/** Reads the clear messages of a record, captured up to `end`; gives their names. */
export function readMessages(packet: Uint8Array, layer: LayerReader, end: number): string {
  const names: string[] = [];
  while (!layer.broken && layer.at + HEADER <= end) names.push(readMessage(packet, layer, end));
  return names.join(', ') || 'Handshake';
}

function readMessage(packet: Uint8Array, layer: LayerReader, recordEnd: number): string {
  const type = layer.u8(F.type);
  const length = layer.u24(F.length);
  const end = Math.min(layer.at + length, recordEnd);
  const detail = type === CLIENT_HELLO || type === SERVER_HELLO ? readHello(packet, layer, type, end) : '';
  if (!layer.broken && layer.at < end) layer.raw(F.body, end - layer.at);
  return `${TLS_HANDSHAKES.get(type) ?? ''}${detail}`;
}
