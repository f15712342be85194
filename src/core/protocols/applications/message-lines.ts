/** Reads the first line and the headers of a message (RFC 9112 sections 3 to 5); what follows is data. */
import { latin1, oneLine } from '../../../base/text.ts';
import { By } from '../headers/next.ts';
import type { Field } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';
import { lineEnd, type MessageForm } from './message-form.ts';

const MOST_HEADERS = 100;
/** Of one value; cookies are long. */
const MOST_CHARACTERS = 2000;
const MOST_IN_LINE = 200;
const SPACE = 0x20;
const COLON = 0x3a;
const REQUEST = /^(\S+) +(\S+) +(\S+)/;
const RESPONSE = /^(\S+) +(\d{3}) ?(.*)/;
/** What a number holds exactly. */
const WHOLE_NUMBER = /^\d{1,15}$/;

/** The decoder of a protocol whose messages have this form. */
export function decodeMessage(form: MessageForm): Decoder {
  return (packet, span) => {
    const layer = packet.layer(form.word, span);
    const line = readFirstLine(packet.bytes, layer, form);
    for (let i = 0; i < MOST_HEADERS && layer.left > 0; i++) if (!readHeader(packet.bytes, layer, form)) break;
    const info = (): string => oneLine(line, MOST_IN_LINE);
    packet.say(form.word, info);
    packet.push(layer, info);
    return layer.left > 0 ? layer.goOn(By.Data) : undefined;
  };
}

/** Gives the line without its end. */
function readFirstLine(bytes: Uint8Array, layer: LayerReader, { word, fields }: MessageForm): string {
  const { at } = layer;
  const length = lineEnd(bytes, at, layer.end) - at;
  const line = latin1(bytes, at, at + length).trimEnd();
  layer.value(fields.line, length, () => valueText(line));
  const isResponse = line.startsWith(`${word}/`);
  layer.note(isResponse ? fields.response : fields.request, 1, at, length);
  if (isResponse) {
    const { 'response.version': version, 'response.code': code, 'response.phrase': phrase } = fields;
    noteParts(layer, line, RESPONSE, [version, code, phrase]);
  } else {
    const { 'request.method': method, 'request.uri': uri, 'request.version': version } = fields;
    noteParts(layer, line, REQUEST, [method, uri, version]);
  }
  return line;
}

/** Parts of the first line in their order, each where it stands. */
function noteParts(layer: LayerReader, line: string, pattern: RegExp, fields: readonly Field[]): void {
  if (!fields.some((field) => layer.wants(field))) return;
  let at = 0;
  for (const [i, part] of (pattern.exec(line)?.slice(1) ?? []).entries()) {
    at = line.indexOf(part, at);
    const value = fields[i].kind === 'integer' ? Number(part) : valueText(part);
    if (part !== '') layer.note(fields[i], value, layer.start + at, part.length);
    at += part.length;
  }
}

/** Reads one header; false at the empty line after the last one. */
function readHeader(bytes: Uint8Array, layer: LayerReader, { fields, headers }: MessageForm): boolean {
  const { at } = layer;
  const end = lineEnd(bytes, at, layer.end);
  if (isEmpty(bytes, at, end)) {
    layer.skip(end - at);
    return false;
  }
  const colon = bytes.indexOf(COLON, at);
  const name = colon < 0 || colon >= end ? '' : latin1(bytes, at, colon).trim();
  const value = (): string => latin1(bytes, colon + 1, end).trim();
  const own = name === '' ? undefined : headers.get(name.toLowerCase());
  if (own === undefined || !readOwn(layer, own, end - at, value))
    layer.value(fields.header, end - at, () => valueText(latin1(bytes, at, end)));
  if (name === '') return true;
  if (layer.wants(fields['header.name'])) layer.note(fields['header.name'], valueText(name), at, colon - at);
  if (layer.wants(fields['header.value'])) layer.note(fields['header.value'], valueText(value()), at, end - at);
  return true;
}

/** True of nothing but blanks and the line's end. */
function isEmpty(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end && bytes[at] <= SPACE) at++;
  return at === end;
}

/** False if the header's own field is a number and the header is none. */
function readOwn(layer: LayerReader, field: Field, length: number, value: () => string): boolean {
  if (field.kind !== 'integer') layer.value(field, length, () => valueText(value()));
  else if (!WHOLE_NUMBER.test(value())) return false;
  else {
    layer.skip(length);
    layer.part(field, Number(value()));
  }
  return true;
}

/** On one line, without blanks around it. */
function valueText(text: string): string {
  return oneLine(text.trim(), MOST_CHARACTERS);
}
