/** SSH (RFC 4253): the banner, and the names of the messages before encryption begins. */
import { latin1, oneLine } from '../../../base/text.ts';
import { By } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { bytes, declare, integer, text } from '../reading/field.ts';
import { nameText } from '../reading/field-text.ts';
import { byteCount } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder, Packet } from '../reading/packet.ts';
import type { Span } from '../reading/span.ts';

const BANNER = 'SSH-';
const MESSAGES: ReadonlyMap<number, string> = new Map([
  [20, 'Key exchange init'],
  [21, 'New keys'],
  [30, 'Diffie-Hellman key exchange init'],
  [31, 'Diffie-Hellman key exchange reply'],
  [32, 'Diffie-Hellman group exchange init'],
  [33, 'Diffie-Hellman group exchange reply'],
  [34, 'Diffie-Hellman group exchange request'],
]);
const LARGEST_PACKET = 35000;
const LEAST_PADDING = 4;
const LINE_FEED = 10;
const PORT = 22;

const F = declare('ssh', {
  protocol: text('Banner', { wireshark: 'ssh.protocol' }),
  packet_length: integer('Packet length', { unit: 'bytes', wireshark: 'ssh.packet_length' }),
  padding_length: integer('Padding length', { unit: 'bytes', wireshark: 'ssh.padding_length' }),
  message: integer('Message', { names: MESSAGES, wireshark: 'ssh.message_code' }),
  encrypted: bytes('Encrypted'),
});

/** True if a banner begins at the span. */
function looksLikeSsh(bytes: Uint8Array, span: Span): boolean {
  return latin1(bytes, span.start, Math.min(span.end, span.start + BANNER.length)) === BANNER;
}

const decodeSsh: Decoder = (packet, span) => {
  const layer = packet.layer('SSH', span);
  const info = looksLikeSsh(packet.bytes, span) ? readBanner(packet, layer) : readMessage(layer);
  packet.say('SSH', info);
  packet.push(layer, info);
  return layer.left > 0 ? layer.goOn(By.Data) : undefined;
};

function readBanner(packet: Packet, layer: LayerReader): () => string {
  let length = 0;
  while (length < layer.left && layer.peek(length) !== LINE_FEED) length++;
  const size = Math.min(layer.left, length + 1);
  const banner = layer.value(F.protocol, size, (at) => oneLine(latin1(packet.bytes, at, at + size).trimEnd()));
  return () => banner;
}

/** A plain packet has a believable length, enough padding and a message number of the key exchange; others are encrypted. */
function readMessage(layer: LayerReader): () => string {
  const length = layer.peek16() * 0x10000 + layer.peek16(2);
  const plain =
    layer.peek16() === 0 && length <= LARGEST_PACKET && layer.peek(4) >= LEAST_PADDING && MESSAGES.has(layer.peek(5));
  if (!plain) {
    const size = layer.left;
    layer.raw(F.encrypted, size);
    return () => `Encrypted packet (${byteCount(size)})`;
  }
  layer.u32(F.packet_length);
  layer.u8(F.padding_length);
  const message = layer.u8(F.message);
  return () => nameText(F.message, message);
}

export const ssh: Protocol = {
  id: 'ssh',
  name: 'SSH',
  fields: F,
  decode: decodeSsh,
  places: [
    { by: By.Tcp, looks: looksLikeSsh },
    { by: By.Tcp, numbers: [PORT] },
  ],
};
