/** SSH (RFC 4253): the banner, and the names of the messages before encryption begins. */
import { latin1, oneLine } from '../../../base/text.ts';
import { byteCount, named } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { dataAfter } from '../reading/packet.ts';
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

/** True if a banner begins at the span. */
export function looksLikeSsh(bytes: Uint8Array, span: Span): boolean {
  return latin1(bytes, span.start, Math.min(span.end, span.start + BANNER.length)) === BANNER;
}

export const decodeSsh: Decoder = (packet, span) => {
  const layer = packet.layer('SSH', span);
  const info = looksLikeSsh(packet.bytes, span) ? readBanner(packet, layer) : readMessage(layer);
  packet.say('SSH', info);
  packet.push(layer, info);
  return layer.left > 0 ? dataAfter(layer) : undefined;
};

function readBanner(packet: Packet, layer: LayerReader): string {
  let length = 0;
  while (length < layer.left && layer.peek(length) !== 10) length++;
  const size = Math.min(layer.left, length + 1);
  return layer.value('Banner', size, (at) => oneLine(latin1(packet.bytes, at, at + size).trimEnd()));
}

/** A plain packet has a believable length, enough padding and a message number of the key exchange; others are encrypted. */
function readMessage(layer: LayerReader): string {
  const length = layer.peek16() * 0x10000 + layer.peek16(2);
  const plain =
    layer.peek16() === 0 && length <= LARGEST_PACKET && layer.peek(4) >= LEAST_PADDING && MESSAGES.has(layer.peek(5));
  if (!plain) {
    const encrypted = `Encrypted packet (${byteCount(layer.left)})`;
    layer.raw('Encrypted', layer.left);
    return encrypted;
  }
  layer.u32('Packet length');
  layer.u8('Padding length');
  const message = layer.u8('Message', named(MESSAGES));
  return MESSAGES.get(message) ?? '';
}
