/** TLS records (RFC 8446 section 5.1, RFC 5246 section 6.2) that begin in this packet; each record is decoded by itself. */
import { short } from '../../../base/bytes.ts';
import { By } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { bytes, declare, hex, integer, together } from '../reading/field.ts';
import { nameText } from '../reading/field-text.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';
import type { Span } from '../reading/span.ts';
import { areClear } from './tls-clear.ts';
import { TLS_EXTENSION_FIELDS } from './tls-extensions.ts';
import { readMessages, TLS_HANDSHAKE_FIELDS } from './tls-handshake.ts';
import { TLS_HELLO_FIELDS } from './tls-hello.ts';
import { TLS_ALERTS, TLS_RECORDS, TLS_VERSIONS } from './tls-names.ts';

const ALERT_LEVELS = [undefined, 'warning', 'fatal'];
/** RFC 5246 section 6.2.3: 2^14 + 2048. */
const LARGEST_RECORD = 18432;
const HEADER = 5;
const MOST_RECORDS = 64;
const CHANGE_CIPHER_SPEC = 20;
const ALERT = 21;
const HANDSHAKE = 22;
/** Level and description. */
const ALERT_SIZE = 2;

const F = declare('tls', {
  'record.type': integer('Record', { names: TLS_RECORDS, wireshark: 'tls.record.content_type' }),
  'record.version': hex('Record version', 4, { names: TLS_VERSIONS, wireshark: 'tls.record.version' }),
  'record.length': integer('Record length', { unit: 'bytes', wireshark: 'tls.record.length' }),
  'record.content': bytes('Content'),
  'alert.level': integer('Alert level', { names: ALERT_LEVELS, wireshark: 'tls.alert_message.level' }),
  'alert.description': integer('Alert', { names: TLS_ALERTS, wireshark: 'tls.alert_message.desc' }),
});

/** True if the span begins with a believable record header. */
function looksLikeTls(bytes: Uint8Array, span: Span): boolean {
  return span.end - span.start >= HEADER && isHeader(bytes, span.start);
}

function isHeader(bytes: Uint8Array, at: number): boolean {
  const length = short(bytes, at + 3);
  return (
    TLS_RECORDS.has(bytes[at]) && bytes[at + 1] === 3 && bytes[at + 2] <= 4 && length > 0 && length <= LARGEST_RECORD
  );
}

const decodeTls: Decoder = (packet, span) => {
  const layer = packet.layer('TLS', span);
  const names: string[] = [];
  let changed = false;
  while (layer.left >= HEADER && names.length < MOST_RECORDS && isHeader(packet.bytes, layer.at)) {
    const type = layer.peek();
    names.push(readRecord(packet.bytes, layer, changed));
    changed ||= type === CHANGE_CIPHER_SPEC;
  }
  const info = (): string => names.join(', ');
  packet.say('TLS', info);
  packet.push(layer, info);
  return layer.left > 0 ? layer.goOn(By.Data) : undefined;
};

/** `changed`: a Change Cipher Spec came before. Gives what the record is. */
function readRecord(bytes: Uint8Array, layer: LayerReader, changed: boolean): string {
  const type = layer.u8(F['record.type']);
  layer.u16(F['record.version']);
  const size = layer.u16(F['record.length']);
  const end = layer.at + Math.min(size, layer.left);
  const name = readContent(bytes, layer, type, end, size, changed);
  if (!layer.broken && layer.at < end) layer.raw(F['record.content'], end - layer.at);
  return name;
}

function readContent(
  bytes: Uint8Array,
  layer: LayerReader,
  type: number,
  end: number,
  size: number,
  changed: boolean,
): string {
  if (type === HANDSHAKE && layer.left > 0) {
    return areClear(layer, size, changed) ? readMessages(bytes, layer, end) : 'Encrypted Handshake Message';
  }
  if (type === ALERT && size !== ALERT_SIZE) return 'Encrypted Alert';
  return type === ALERT ? readAlert(layer) : nameText(F['record.type'], type);
}

function readAlert(layer: LayerReader): string {
  const level = layer.u8(F['alert.level']);
  const alert = layer.u8(F['alert.description']);
  return `Alert (${ALERT_LEVELS[level] ?? level}: ${TLS_ALERTS.get(alert) ?? alert})`;
}

export const tls: Protocol = {
  id: 'tls',
  name: 'TLS',
  fields: together(F, TLS_HANDSHAKE_FIELDS, TLS_HELLO_FIELDS, TLS_EXTENSION_FIELDS),
  decode: decodeTls,
  places: [{ by: By.Tcp, looks: looksLikeTls }],
};
