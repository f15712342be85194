/** HTTP/1.x (RFC 9112) and what is written alike: SSDP, RTSP and SIP. Only messages that begin in this packet. */
import { latin1, oneLine } from '../../../base/text.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { dataAfter } from '../reading/packet.ts';
import type { Decoder } from '../reading/packet.ts';
import type { Span } from '../reading/span.ts';

const FIRST_LINE = /^(?:[A-Z][A-Z-]{1,15} \S+ (?:HTTP\/\d|RTSP\/\d|SIP\/\d)|(?:HTTP|RTSP|SIP)\/\d\.\d \d{3})/;
const SNIFFED_BYTES = 2048;
const MOST_HEADERS = 100;
const LINE_FEED = 10;

/** True if a message begins at the span. */
export function looksLikeHttp(bytes: Uint8Array, span: Span): boolean {
  const first = bytes[span.start] ?? 0;
  if (first < 0x41 || first > 0x5a) return false;
  return FIRST_LINE.test(latin1(bytes, span.start, Math.min(span.end, span.start + SNIFFED_BYTES)));
}

export const decodeHttp: Decoder = (packet, span) => {
  const layer = packet.layer('HTTP', span);
  const first = readLine(packet.bytes, layer, 'First line');
  layer.name = /\b(RTSP|SIP)\//.exec(first)?.[1] ?? 'HTTP';
  let headers = 0;
  while (layer.left > 0 && headers < MOST_HEADERS && readHeader(packet.bytes, layer)) headers++;
  packet.say(layer.name, first);
  packet.push(layer, first);
  return layer.left > 0 ? dataAfter(layer) : undefined;
};

/** Reads one header; false at the empty line after the last one. */
function readHeader(bytes: Uint8Array, layer: LayerReader): boolean {
  const length = lineLength(layer);
  const text = oneLine(latin1(bytes, layer.at, layer.at + length).trimEnd(), 500);
  if (text === '') {
    layer.skip(length);
    return false;
  }
  const colon = text.indexOf(':');
  const name = colon > 0 ? text.slice(0, colon) : 'Header';
  layer.value(name, length, () => text.slice(colon + 1).trim());
  return true;
}

function readLine(bytes: Uint8Array, layer: LayerReader, name: string): string {
  const length = lineLength(layer);
  return layer.value(name, length, (at) => oneLine(latin1(bytes, at, at + length).trimEnd(), 200));
}

/** Bytes up to and with the line feed, or all that is left. */
function lineLength(layer: LayerReader): number {
  for (let i = 0; i < layer.left; i++) if (layer.peek(i) === LINE_FEED) return i + 1;
  return layer.left;
}
