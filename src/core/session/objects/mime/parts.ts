import { latin1 } from '../../../../base/text.ts';
import { fieldValues, readFields } from '../../../http/fields.ts';
import type { HttpField } from '../../../http/http-events.ts';
import { decodeBase64, fileNameOf, readParameters, type Parameterised } from './parameters.ts';

const LINE_FEED = 10;
const TAB = 9;
const SPACE = 0x20;
const EQUALS = 0x3d;
/** Bytes that are looked at for boundaries, those of parts within parts again: what is nested deeper stays in its part. */
const MOST_SCANNED = 512 * 1024 * 1024;
/** Parts within parts that are followed. */
const MOST_DEPTH = 256;
/** Parts of one message that are given. */
const MOST_PARTS = 10_000;
const MESSAGE = 'message/rfc822';
/** Bytes of a part's head that are read. */
const MOST_HEAD = 65_536;

/** A part of a message: decoded, with what it says of itself. */
export interface MimePart {
  /** Lower case; text/plain if it says none (RFC 2045 5.2). */
  readonly type: string;
  readonly name: string | undefined;
  readonly bytes: Uint8Array;
  /** False: the message ends before the part does. */
  readonly isWhole: boolean;
}

/** Head and body of a message or part. */
export interface MimeEntity {
  readonly fields: readonly HttpField[];
  readonly body: Uint8Array;
}

/** Cuts a message at its first empty line (RFC 5322 2.1). */
export function readEntity(bytes: Uint8Array): MimeEntity {
  const end = headEnd(bytes);
  return { fields: readFields(latin1(bytes, 0, Math.min(end, MOST_HEAD))), body: bytes.subarray(end) };
}

/** Media type of an entity, with its parameters. */
export function typeOf({ fields }: Pick<MimeEntity, 'fields'>): Parameterised {
  return readParameters(fieldValues(fields, 'content-type')[0] ?? '');
}

/** True of what holds parts: a multipart (RFC 2046 5.1), or a message in a message. */
export function hasParts(type: string): boolean {
  return type.startsWith('multipart/') || type === MESSAGE;
}

/**
 * Gives the parts of an entity that hold something: the leaves of its multiparts and the messages in it, these also as a whole. An
 * entity without parts has none.
 */
export function eachPart(entity: MimeEntity, take: (part: MimePart) => void): void {
  let given = 0;
  let scanned = 0;
  const visit = (each: MimeEntity, depth: number): void => {
    scanned += each.body.length;
    if (depth > MOST_DEPTH || scanned > MOST_SCANNED) return;
    const type = typeOf(each);
    if (type.value === MESSAGE) return visit(readEntity(decoded(each)), depth + 1);
    const boundary = type.parameters.get('boundary') ?? '';
    if (!type.value.startsWith('multipart/') || boundary === '') return;
    for (const { bytes, isWhole } of partsOf(each.body, boundary)) {
      if (given >= MOST_PARTS) return;
      const part = readEntity(bytes);
      given++;
      give(part, isWhole);
      visit(part, depth + 1);
    }
  };
  const give = (part: MimeEntity, isWhole: boolean): void => {
    const { value } = typeOf(part);
    if (value.startsWith('multipart/')) return;
    take({ type: value || 'text/plain', name: nameOf(part.fields), bytes: decoded(part), isWhole });
  };
  visit(entity, 0);
}

/** The name of a file that fields claim: Content-Disposition, else the `name` of Content-Type; undefined: none. */
export function nameOf(fields: readonly HttpField[]): string | undefined {
  const disposition = readParameters(fieldValues(fields, 'content-disposition')[0] ?? '');
  return fileNameOf(disposition, 'filename') ?? fileNameOf(typeOf({ fields }), 'name');
}

/** Where the body begins: behind the first empty line; a head of no field is empty. */
function headEnd(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length;) {
    const feed = bytes.indexOf(10, at);
    if (feed < 0) return bytes.length;
    if (feed === at || (feed === at + 1 && bytes[at] === 13)) return feed + 1;
    at = feed + 1;
  }
  return bytes.length;
}

/** Stretches between boundary lines; the line end before a boundary belongs to it. */
function* partsOf(
  body: Uint8Array,
  boundary: string,
): Generator<{ readonly bytes: Uint8Array; readonly isWhole: boolean }> {
  const delimiter = `--${boundary}`;
  let start = -1;
  for (let at = 0; at < body.length;) {
    const feed = body.indexOf(10, at);
    const end = feed < 0 ? body.length : feed + 1;
    if (body[at] === 0x2d && body[at + 1] === 0x2d) {
      const line = latin1(body, at, Math.min(end, at + delimiter.length + 80)).trimEnd();
      const isLast = line === `${delimiter}--`;
      if (isLast || line === delimiter) {
        if (start >= 0) yield { bytes: body.subarray(start, Math.max(start, lineStart(body, at))), isWhole: true };
        start = end;
        if (isLast) return;
      }
    }
    at = end;
  }
  if (start >= 0 && start < body.length) yield { bytes: body.subarray(start), isWhole: false };
}

/** Before the line end that stands before a place. */
function lineStart(bytes: Uint8Array, at: number): number {
  if (bytes[at - 1] !== 10) return at;
  return bytes[at - 2] === 13 ? at - 2 : at - 1;
}

/** A body without its transfer encoding (RFC 2045 6). */
export function decoded({ fields, body }: MimeEntity): Uint8Array {
  const encoding = (fieldValues(fields, 'content-transfer-encoding')[0] ?? '').trim().toLowerCase();
  if (encoding === 'base64') return decodeBase64(body);
  return encoding === 'quoted-printable' ? decodeQuoted(body) : body;
}

/** Quoted-printable (RFC 2045 6.7): soft line ends go, blanks before line ends go, what is no code stays as it is. */
function decodeQuoted(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length;) {
    const feed = bytes.indexOf(LINE_FEED, at);
    const end = feed < 0 ? bytes.length : feed;
    let last = bytes[end - 1] === 13 && feed >= 0 ? end - 1 : end;
    const lineEnding = last;
    if (feed >= 0) while (last > at && (bytes[last - 1] === SPACE || bytes[last - 1] === TAB)) last--;
    const isSoft = last > at && bytes[last - 1] === EQUALS;
    length = decodeLine(bytes, at, isSoft ? last - 1 : last, out, length);
    if (!isSoft && feed >= 0) for (let byte = lineEnding; byte <= feed; byte++) out[length++] = bytes[byte];
    at = end + 1;
  }
  return out.subarray(0, length);
}

/** Writes a line without its codes; where the next byte goes. */
function decodeLine(bytes: Uint8Array, from: number, to: number, out: Uint8Array, start: number): number {
  let length = start;
  for (let at = from; at < to; at++) {
    const isCode = bytes[at] === EQUALS && at + 2 < to && isHex(bytes[at + 1]) && isHex(bytes[at + 2]);
    out[length++] = isCode ? Number.parseInt(latin1(bytes, at + 1, at + 3), 16) : bytes[at];
    if (isCode) at += 2;
  }
  return length;
}

function isHex(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}
