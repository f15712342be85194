/** Reads the first line and the headers of a message (RFC 9112 sections 3 to 5); what follows is data. */
import { latin1, oneLine } from '../../../base/text.ts';
import { By } from '../headers/next.ts';
import type { Field } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';
import type { MessageForm } from './message-form.ts';

const MOST_HEADERS = 100;
/** Of one value; cookies are long. */
const MOST_CHARACTERS = 2000;
const MOST_IN_LINE = 200;
const LINE_FEED = 10;
const REQUEST = /^(\S+) +(\S+) +(\S+)/;
const RESPONSE = /^(\S+) +(\d{3}) ?(.*)/;
/** What a number holds exactly. */
const WHOLE_NUMBER = /^\d{1,15}$/;

/** A line, without its end in `text` and with it in `length`, where it begins in the packet. */
interface Line {
  readonly text: string;
  readonly at: number;
  readonly length: number;
}

/** The decoder of a protocol whose messages have this form. */
export function decodeMessage(form: MessageForm): Decoder {
  return (packet, span) => {
    const layer = packet.layer(form.word, span);
    const first = nextLine(packet.bytes, layer);
    readFirstLine(layer, first, form);
    for (let i = 0; i < MOST_HEADERS && layer.left > 0; i++)
      if (!readHeader(layer, nextLine(packet.bytes, layer), form)) break;
    const info = (): string => oneLine(first.text, MOST_IN_LINE);
    packet.say(form.word, info);
    packet.push(layer, info);
    return layer.left > 0 ? layer.then(By.Data) : undefined;
  };
}

/** Up to and with the line feed, or all that is left. */
function nextLine(bytes: Uint8Array, { at, end }: LayerReader): Line {
  const feed = bytes.indexOf(LINE_FEED, at);
  const length = (feed < 0 || feed >= end ? end : feed + 1) - at;
  return { text: latin1(bytes, at, at + length).trimEnd(), at, length };
}

function readFirstLine(layer: LayerReader, line: Line, { word, fields }: MessageForm): void {
  layer.value(fields.line, line.length, () => valueText(line.text));
  const isResponse = line.text.startsWith(`${word}/`);
  layer.note(isResponse ? fields.response : fields.request, 1, line.at, line.length);
  if (isResponse) {
    const { 'response.version': version, 'response.code': code, 'response.phrase': phrase } = fields;
    noteParts(layer, line, RESPONSE, [version, code, phrase]);
  } else {
    const { 'request.method': method, 'request.uri': uri, 'request.version': version } = fields;
    noteParts(layer, line, REQUEST, [method, uri, version]);
  }
}

/** Parts of the first line in their order, each where it stands. */
function noteParts(layer: LayerReader, line: Line, pattern: RegExp, fields: readonly Field[]): void {
  const parts = pattern.exec(line.text)?.slice(1) ?? [];
  let at = 0;
  for (const [i, part] of parts.entries()) {
    at = line.text.indexOf(part, at);
    const value = fields[i].kind === 'integer' ? Number(part) : valueText(part);
    if (part !== '') layer.note(fields[i], value, line.at + at, part.length);
    at += part.length;
  }
}

/** Reads one header; false at the empty line after the last one. */
function readHeader(layer: LayerReader, line: Line, { fields, headers }: MessageForm): boolean {
  if (line.text === '') {
    layer.skip(line.length);
    return false;
  }
  const colon = line.text.indexOf(':');
  const name = line.text.slice(0, Math.max(0, colon)).trim();
  const value = line.text.slice(colon + 1).trim();
  const own = headers.get(name.toLowerCase());
  if (own === undefined || !readOwn(layer, line, own, value))
    layer.value(fields.header, line.length, () => valueText(line.text));
  if (name === '') return true;
  if (layer.wants(fields['header.name'])) layer.note(fields['header.name'], valueText(name), line.at, colon);
  if (layer.wants(fields['header.value'])) layer.note(fields['header.value'], valueText(value), line.at, line.length);
  return true;
}

/** False if the header's own field is a number and the header is none. */
function readOwn(layer: LayerReader, line: Line, field: Field, value: string): boolean {
  if (field.kind !== 'integer') layer.value(field, line.length, () => valueText(value));
  else if (!WHOLE_NUMBER.test(value)) return false;
  else {
    layer.skip(line.length);
    layer.part(field, Number(value));
  }
  return true;
}

function valueText(text: string): string {
  return oneLine(text, MOST_CHARACTERS);
}
