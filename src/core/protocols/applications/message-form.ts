/** Messages of a first line and headers, as HTTP/1.x has them (RFC 9112), RTSP and SIP after it: how they are told. */
import { latin1 } from '../../../base/text.ts';
import { By } from '../headers/next.ts';
import type { Place } from '../protocol.ts';
import { boolean, declare, integer, text, type Field } from '../reading/field.ts';
import type { Span } from '../reading/span.ts';

const SNIFFED_BYTES = 2048;
const LONGEST_METHOD = 16;
const LINE_FEED = 10;
const SPACE = 0x20;
const HYPHEN = 0x2d;
const SLASH = 0x2f;

/** Wireshark's names of the fields of first lines. */
interface FirstLineNames {
  readonly method: string;
  readonly uri: string;
  readonly code: string;
}

/** The fields that messages of each protocol have. */
export type MessageFields = ReturnType<typeof declareMessage>;

/** Fields of first lines and headers under a protocol's id. */
export function declareMessage(id: string, names: FirstLineNames) {
  return declare(id, {
    line: text('First line'),
    request: boolean('Request', { hidden: true, help: 'A request begins here.' }),
    response: boolean('Response', { hidden: true, help: 'A response begins here.' }),
    'request.method': text('Method', { wireshark: names.method }),
    'request.uri': text('URI', { wireshark: names.uri }),
    'request.version': text('Version', { help: 'Of a request.' }),
    'response.version': text('Version', { help: 'Of a response.' }),
    'response.code': integer('Status code', { wireshark: names.code }),
    'response.phrase': text('Phrase', { help: 'Beside the status code.' }),
    header: text('Header', { help: 'Name and value of a header without a field of its own.' }),
    'header.name': text('Header name', { hidden: true, help: 'Of every header, as it is written.' }),
    'header.value': text('Header value', { hidden: true, help: 'Of every header.' }),
  });
}

/** How messages of one protocol are told and read. */
export interface MessageForm {
  /** What stands before the version: "HTTP". */
  readonly word: string;
  readonly fields: MessageFields;
  /** By names of headers in lower case. Of kind integer: read if the header is a whole number. */
  readonly headers: ReadonlyMap<string, Field>;
}

/** On any port of TCP and UDP, where a message begins in the packet. */
export function messagePlaces({ word }: MessageForm): readonly Place[] {
  const firstLine = new RegExp(`^(?:[A-Z][A-Z-]{1,15} \\S+ ${word}/\\d|${word}/\\d\\.\\d \\d{3})`);
  const looks = (bytes: Uint8Array, span: Span): boolean =>
    beginsWithWord(bytes, span) &&
    firstLine.test(
      latin1(bytes, span.start, lineEnd(bytes, span.start, Math.min(span.end, span.start + SNIFFED_BYTES))),
    );
  return [
    { by: By.Tcp, looks },
    { by: By.Udp, looks },
  ];
}

/** Where the line ends that begins at `at`, with its line feed; `end` if it has none before. */
export function lineEnd(bytes: Uint8Array, at: number, end: number): number {
  const feed = bytes.indexOf(LINE_FEED, at);
  return feed < 0 || feed >= end ? end : feed + 1;
}

/** Capital letters, then what ends a method or a protocol's name: most other bytes need no closer look. */
function beginsWithWord(bytes: Uint8Array, { start, end }: Span): boolean {
  let at = start;
  while (at < end && at - start <= LONGEST_METHOD && isOfMethod(bytes[at])) at++;
  return at > start && at < end && (bytes[at] === SPACE || bytes[at] === SLASH);
}

function isOfMethod(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || byte === HYPHEN;
}
