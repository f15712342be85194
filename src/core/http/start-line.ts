import { latin1 } from '../../base/text.ts';

/** First lines of messages (RFC 9112 sections 3 and 4). */

const TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
const METHOD = new RegExp(`^${TOKEN}(?=[ \\t])`);
const VERSION = /[ \t]HTTP\/(1\.\d)$/;
const STATUS = /^HTTP\/(1\.\d)[ \t]+(\d{3})(?=[ \t]|$)/;
/** Methods that are known again in the midst of other bytes (RFC 9110 9.3, 5789, 4918). */
const METHODS =
  'GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH|PROPFIND|PROPPATCH|MKCOL|COPY|MOVE|LOCK|UNLOCK|REPORT|SEARCH';
const FOUND_REQUEST = new RegExp(`(?:${METHODS}) \\S+ HTTP/1\\.\\d$`);
// oxlint-disable-next-line no-control-regex -- a reason phrase has no controls (RFC 9112 4)
const FOUND_RESPONSE = /HTTP\/1\.\d [1-5]\d\d(?: [^\u0000-\u001f]{0,64})?$/;
const BEGINNING = new RegExp(`^(?:(?:${METHODS}) \\S|HTTP/1\\.\\d [1-5]\\d\\d)`);
const MOST_LOOKED_AT = 8192;
/** A method and a blank, or a version and a status, are shorter. */
const LONGEST_BEGINNING = 32;
const LINE_FEED = 10;
const PREFACE = /^PRI \* HTTP\/2\.0$/;
const FIELD = new RegExp(`^${TOKEN}[ \\t]*:`);

/** What a start line says. */
export type StartLine =
  | { readonly kind: 'request'; readonly version: string; readonly method: string; readonly target: string }
  | { readonly kind: 'response'; readonly version: string; readonly status: number; readonly reason: string };

/** Reads a start line, without its end; undefined if it is none of HTTP/1.x. A target with blanks in it is taken as it is. */
export function readStartLine(line: string): StartLine | undefined {
  const status = STATUS.exec(line);
  if (status !== null) {
    const [all, version, code] = status;
    return { kind: 'response', version, status: Number(code), reason: line.slice(all.length).trim() };
  }
  const trimmed = line.trimEnd();
  const end = VERSION.exec(trimmed.slice(-9));
  const method = METHOD.exec(trimmed)?.[0];
  if (end === null || method === undefined) return undefined;
  const target = trimmed.slice(method.length, -9).trim();
  return target === '' ? undefined : { kind: 'request', version: end[1], method, target };
}

/** Where in a line that begins with other bytes a start line begins that goes on to its end; -1: nowhere. */
export function findStartLine(line: string): number {
  if (!line.includes('HTTP/1.')) return -1;
  const request = line.search(FOUND_REQUEST);
  return request >= 0 ? request : line.search(FOUND_RESPONSE);
}

/** True if bytes `from` to `to` begin like a message of HTTP/1: of a line that is not whole so much as there is. */
export function looksLikeHttp(bytes: Uint8Array, from: number, to: number): boolean {
  const first = bytes[from];
  // Capital letters begin methods and “HTTP”: most other bytes need no closer look.
  if (first < 0x41 || first > 0x5a) return false;
  const feed = bytes.subarray(from, Math.min(to, from + MOST_LOOKED_AT)).indexOf(LINE_FEED);
  if (feed >= 0) return readStartLine(latin1(bytes, from, from + feed).replace(/\r$/, '')) !== undefined;
  return BEGINNING.test(latin1(bytes, from, Math.min(to, from + LONGEST_BEGINNING)));
}

/** True of the first line of HTTP/2's preface (RFC 9113 3.4). */
export function isPreface(line: string): boolean {
  return PREFACE.test(line);
}

/** True of a line that is a header field: a name and a colon. */
export function isFieldLine(line: string): boolean {
  return FIELD.test(line);
}
