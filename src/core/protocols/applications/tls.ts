/** TLS records (RFC 8446 section 5.1, RFC 5246 section 6.2) that begin in this packet; each record is decoded by itself. */
import { hex16, named } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { readHandshake } from './tls-handshake.ts';
import { TLS_VERSIONS } from './tls-names.ts';
import { dataAfter } from '../reading/packet.ts';
import type { Decoder } from '../reading/packet.ts';
import type { Span } from '../reading/span.ts';

const RECORDS: ReadonlyMap<number, string> = new Map([
  [20, 'Change Cipher Spec'],
  [21, 'Alert'],
  [22, 'Handshake'],
  [23, 'Application Data'],
  [24, 'Heartbeat'],
]);
const ALERTS: ReadonlyMap<number, string> = new Map([
  [0, 'close notify'],
  [10, 'unexpected message'],
  [20, 'bad record MAC'],
  [40, 'handshake failure'],
  [42, 'bad certificate'],
  [45, 'certificate expired'],
  [46, 'certificate unknown'],
  [47, 'illegal parameter'],
  [48, 'unknown CA'],
  [50, 'decode error'],
  [51, 'decrypt error'],
  [70, 'protocol version'],
  [80, 'internal error'],
  [86, 'inappropriate fallback'],
  [90, 'user cancelled'],
  [112, 'unrecognised name'],
  [116, 'certificate required'],
  [120, 'no application protocol'],
]);
const ALERT_LEVELS = ['', 'warning', 'fatal'];
/** RFC 5246 section 6.2.3: 2^14 + 2048. */
const LARGEST_RECORD = 18432;
const HEADER = 5;
const MOST_RECORDS = 64;
const ALERT = 21;
const HANDSHAKE = 22;

/** True if the span begins with a believable record header. */
export function looksLikeTls(bytes: Uint8Array, span: Span): boolean {
  return span.end - span.start >= HEADER && isHeader(bytes, span.start);
}

function isHeader(bytes: Uint8Array, at: number): boolean {
  const length = ((bytes[at + 3] ?? 0) << 8) | (bytes[at + 4] ?? 0);
  return (
    RECORDS.has(bytes[at] ?? 0) &&
    bytes[at + 1] === 3 &&
    (bytes[at + 2] ?? 9) <= 4 &&
    length > 0 &&
    length <= LARGEST_RECORD
  );
}

export const decodeTls: Decoder = (packet, span) => {
  const layer = packet.layer('TLS', span);
  const names: string[] = [];
  while (layer.left >= HEADER && names.length < MOST_RECORDS && isHeader(packet.bytes, layer.at))
    names.push(readRecord(packet.bytes, layer));
  const info = names.join(', ');
  packet.say('TLS', info);
  packet.push(layer, info);
  return layer.left > 0 ? dataAfter(layer) : undefined;
};

function readRecord(bytes: Uint8Array, layer: LayerReader): string {
  const type = layer.u8('Record', named(RECORDS));
  layer.u16('Record version', named(TLS_VERSIONS, hex16));
  const length = layer.u16('Record length');
  const end = layer.at + Math.min(length, layer.left);
  const name = readContent(bytes, layer, type, end, length);
  if (!layer.broken && layer.at < end) layer.raw('Content', end - layer.at);
  return name;
}

function readContent(bytes: Uint8Array, layer: LayerReader, type: number, end: number, length: number): string {
  if (type === HANDSHAKE) return readHandshake(bytes, layer, end);
  if (type === ALERT && length === 2) return readAlert(layer);
  return RECORDS.get(type) ?? '';
}

function readAlert(layer: LayerReader): string {
  const level = layer.u8(
    'Alert level',
    named((value) => ALERT_LEVELS[value]),
  );
  const alert = layer.u8('Alert', named(ALERTS));
  return `Alert (${ALERT_LEVELS[level] ?? level}: ${ALERTS.get(alert) ?? alert})`;
}
