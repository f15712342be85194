/** SIP (RFC 3261) and RTSP (RFC 2326), which have the form of HTTP, over TCP and UDP. */
import { isCapital, latin1, oneLine } from '../../../base/text.ts';
import { fieldValues, readFields } from '../../http/fields.ts';
import type { HttpField } from '../../http/http-events.ts';
import type { DatagramProtocol } from '../datagram-reader.ts';
import { FramedReader } from '../framed.ts';
import { made, words } from '../made.ts';
import type { Message } from '../message.ts';
import type { StreamProtocol } from '../stream-reader.ts';

const START = /^(?:([A-Z_]{3,20}) (\S+) ((?:SIP|RTSP)\/\d\.\d)|((?:SIP|RTSP)\/\d\.\d) (\d{3}) ?(.*))$/;
const UNDERSCORE = 0x5f;
/** A head is no longer. */
const MOST_HEAD = 16_384;
const SHORT: Readonly<Record<string, string>> = {
  'Call-ID': 'i',
  From: 'f',
  To: 't',
  'Content-Type': 'c',
  'Content-Length': 'l',
};

function looks(bytes: Uint8Array, protocol: 'SIP' | 'RTSP'): boolean | 'later' {
  if (!isCapital(bytes[0]) && bytes[0] !== UNDERSCORE) return false;
  const text = latin1(bytes, 0, 1024);
  const end = text.indexOf('\n');
  if (end >= 0) return START.exec(text.slice(0, end).trimEnd()) !== null && text.slice(0, end).includes(`${protocol}/`);
  return bytes.length < 1000 && /^[A-Z_]{3,20}( \S*)?( [A-Z]*)?$|^(SIP|RTSP)\//.test(text) ? 'later' : false;
}

/** A field by its name or SIP's short form of it. */
function field(fields: readonly HttpField[], name: string): string {
  const short = SHORT[name];
  return oneLine(
    fieldValues(fields, name)[0] ?? (short === undefined ? '' : (fieldValues(fields, short)[0] ?? '')),
    512,
  );
}

function read(bytes: Uint8Array): readonly Message[] {
  const text = latin1(bytes, 0, MOST_HEAD);
  const end = text.indexOf('\n');
  const start = START.exec(text.slice(0, Math.max(0, end)).trimEnd());
  if (start === null) return [];
  const head = text.slice(end + 1).split(/\r?\n\r?\n/)[0] ?? '';
  const fields = readFields(head);
  const [, method, target = '', own, version = own, code, reason = ''] = start;
  const of = (name: string): string => field(fields, name);
  const id = of('Call-ID') || of('Session');
  const key = `${of('Call-ID')} ${of('CSeq').replace(/\s+/g, ' ')}`;
  const body = bytes.length - bodyStart(text);
  const values = {
    id,
    user: of('From'),
    name: of('To'),
    agent: of('User-Agent') || of('Server'),
    content_type: of('Content-Type'),
    version: version ?? own,
    ...(body > 0 && { body }),
    details: words({ CSeq: of('CSeq'), Contact: of('Contact'), Transport: of('Transport'), media: mediaOf(text) }),
  };
  if (method !== undefined)
    return [
      made(
        'request',
        method === 'ACK' ? 'notice' : 'request',
        `${method} ${target}`,
        { ...values, method, target },
        key,
      ),
    ];
  const number = Number(code);
  // Provisional answers leave the request waiting.
  const role = number < 200 ? 'notice' : 'answer';
  return [
    made('response', role, `${number} ${oneLine(reason)}`, { ...values, code: number, status: oneLine(reason) }, key),
  ];
}

function bodyStart(text: string): number {
  const at = text.search(/\r?\n\r?\n/);
  return at < 0 ? text.length : at + (/\r?\n\r?\n/.exec(text)?.[0].length ?? 0);
}

/** Where media are wanted, by SDP (RFC 8866). */
function mediaOf(text: string): string {
  const address = /^c=IN IP[46] (\S+)/m.exec(text)?.[1] ?? '';
  const media = [...text.matchAll(/^m=(\w+) (\d+)/gm)]
    .slice(0, 4)
    .map(([, kind, port]) => `${kind} ${address}:${port}`);
  return media.join(' ');
}

/** Head and body; interleaved data of RTSP (`$`) is passed over. */
function size(bytes: Uint8Array): number {
  if (bytes[0] === 0x24) return bytes.length < 4 ? 0 : 4 + ((bytes[2] << 8) | bytes[3]);
  if (bytes[0] === 13 || bytes[0] === 10) return 1;
  const text = latin1(bytes, 0, MOST_HEAD);
  const end = /\r?\n\r?\n/.exec(text);
  if (end === null) return /^[A-Z_]{1,20}([ /]|$)/.test(text) ? 0 : -1;
  if (START.exec((text.split('\n')[0] ?? '').trimEnd()) === null) return -1;
  const length = Number(field(readFields(text.slice(0, end.index)), 'Content-Length'));
  return end.index + end[0].length + (Number.isSafeInteger(length) && length > 0 ? length : 0);
}

function stream(protocol: 'SIP' | 'RTSP'): StreamProtocol {
  return {
    name: protocol,
    looks: (bytes) => looks(bytes, protocol),
    open: (sink) =>
      new FramedReader(
        { size, read: (bytes) => (bytes[0] === 0x24 || bytes[0] < 32 ? [] : read(bytes)) },
        sink,
        MOST_HEAD,
      ),
  };
}

export const SIP = stream('SIP');
export const RTSP = stream('RTSP');

export const SIP_DATAGRAMS: DatagramProtocol = {
  name: 'SIP',
  looks: ({ bytes }) => looks(bytes, 'SIP') === true,
  read: ({ bytes }) => read(bytes),
};
