/** Redis (RESP) and MongoDB: what is asked of stores of keys and documents. */
import { latin1, oneLine } from '../../../base/text.ts';
import { Cursor } from '../cursor.ts';
import { FramedReader } from '../framed.ts';
import { hex, made } from '../made.ts';
import type { Message } from '../message.ts';
import { clientOf, hasPort, type StreamProtocol } from '../stream-reader.ts';

const REDIS_PORT = 6379;
const CR = 13;
/** An array says how many values it has, not how many bytes: it must be whole. The answer to COMMAND has some 200 kB. */
const LARGEST_ARRAY = 512 * 1024;

export const REDIS: StreamProtocol = {
  name: 'Redis',
  looks: (bytes, _way, ends) =>
    hasPort(ends, REDIS_PORT) ? /^[*+$:-]/.test(latin1(bytes, 0, 1)) : /^\*\d+\r\n\$\d+\r\n/.test(latin1(bytes, 0, 24)),
  open: (sink, ends) =>
    new FramedReader(
      { size: (bytes) => respSize(bytes), read: (bytes, way) => [redis(bytes, way === clientOf(ends, REDIS_PORT))] },
      sink,
      LARGEST_ARRAY,
    ),
};

/** An empty text, a null, an array without values. */
const NOTHING = '(nothing)';

/** Bytes of a value with all that it has in it (RESP 2 and 3); 0: not whole, -1: none. */
function respSize(bytes: Uint8Array): number {
  let at = 0;
  for (let left = 1; left > 0; left--) {
    if (at >= bytes.length) return 0;
    const end = bytes.indexOf(10, at);
    if (end < 0) return bytes.length - at > 1024 ? -1 : 0;
    const type = String.fromCharCode(bytes[at]);
    const count = countOf(bytes, at + 1, end);
    at = end + 1;
    if ('$=!'.includes(type) && count >= 0) at += count + 2;
    else if ('*~>'.includes(type) && count > 0) left += Math.min(count, 100_000);
    else if (type === '%' && count > 0) left += 2 * Math.min(count, 50_000);
    else if (!'*~>%$=!+-:,_#('.includes(type)) return left === 1 && at <= end + 1 && /^[A-Za-z]/.test(type) ? at : -1;
  }
  return at;
}

/** Digits up to the end of a line; NaN for anything else, -1 (none) among it. */
function countOf(bytes: Uint8Array, from: number, end: number): number {
  let count = from < end && bytes[from] !== CR ? 0 : Number.NaN;
  for (let at = from; at < end && bytes[at] !== CR; at++)
    count = bytes[at] >= 0x30 && bytes[at] <= 0x39 ? 10 * count + bytes[at] - 0x30 : Number.NaN;
  return count;
}

function redis(bytes: Uint8Array, isClient: boolean): Message {
  const parts = latin1(bytes, 0, 2000)
    .split('\r\n')
    .filter((part) => part !== '' && !/^[$*~>%=]-?\d+$/.test(part))
    .map((part) => oneLine(part, 200));
  if (isClient) {
    const [method = '', ...rest] = parts;
    return made('command', 'request', parts.length === 0 ? NOTHING : parts.join(' '), {
      method: method.toUpperCase(),
      target: rest[0] ?? '',
      details: rest.slice(1).join(' '),
    });
  }
  const text = parts.map((part) => part.replace(/^[+:,(]/, '')).join(' ');
  const isError = bytes[0] === 0x2d;
  return made(isError ? 'error' : 'reply', 'answer', text === '' ? NOTHING : text, {
    status: isError ? 'error' : 'ok',
    answers: text,
  });
}

const MONGO_PORT = 27_017;
const MONGO_CODES: ReadonlyMap<number, string> = new Map([
  [1, 'Reply'],
  [2001, 'Update'],
  [2002, 'Insert'],
  [2004, 'Query'],
  [2005, 'Get More'],
  [2006, 'Delete'],
  [2007, 'Kill Cursors'],
  [2012, 'Compressed'],
  [2013, 'Message'],
]);

export const MONGODB: StreamProtocol = {
  name: 'MongoDB',
  looks: (bytes, _way, ends) => hasPort(ends, MONGO_PORT) && (bytes.length < 16 ? 'later' : mongoSize(bytes) > 0),
  open: (sink) =>
    new FramedReader(
      { size: (bytes) => (bytes.length < 16 ? 0 : mongoSize(bytes)), read: (bytes) => [mongo(new Cursor(bytes, 4))] },
      sink,
    ),
};

function mongoSize(bytes: Uint8Array): number {
  const length = new Cursor(bytes).u32le();
  return length >= 16 && length < 0x300_0000 && MONGO_CODES.has(new Cursor(bytes, 12).u32le()) ? length : -1;
}

function mongo(cursor: Cursor): Message {
  const [id, to, code] = [cursor.u32le(), cursor.u32le(), cursor.u32le()];
  const kind = MONGO_CODES.get(code) ?? hex(code, 4);
  if (code === 2013) cursor.skip(5);
  else if (code >= 2001 && code <= 2006) cursor.skip(4);
  const target = code === 2004 || code === 2002 ? cursor.zeroText() : '';
  if (code === 2004) cursor.skip(8);
  const method = code === 2013 || code === 2004 ? firstName(cursor) : '';
  const isAnswer = to !== 0;
  return made(
    kind,
    isAnswer ? 'answer' : 'request',
    `${kind} ${[target, method].filter((text) => text !== '').join(' ')}`.trim(),
    { method: isAnswer ? '' : method, target, id: String(isAnswer ? to : id) },
    String(isAnswer ? to : id),
  );
}

/** The name of the first element of a document (BSON): the command. */
function firstName(cursor: Cursor): string {
  cursor.skip(5);
  return cursor.zeroText().slice(0, 60);
}
