/** HTTP/1.x (RFC 9110, 9112) over the framing of core/http; SSDP, which is HTTP in datagrams. */
import { isCapital, latin1, oneLine } from '../../../base/text.ts';
import { fieldValues, readFields } from '../../http/fields.ts';
import type { HttpEnd, HttpField, HttpHead, HttpMessage, HttpSink, HttpSpot } from '../../http/http-events.ts';
import { HttpStream } from '../../http/http-stream.ts';
import { readStartLine, type StartLine } from '../../http/start-line.ts';
import type { GapReason, Way } from '../../model/stream.ts';
import type { PacketIndex } from '../../model/units.ts';
import type { DatagramProtocol } from '../datagram-reader.ts';
import { words } from '../made.ts';
import type { Message, MessageSink, MessageValues } from '../message.ts';
import type { Ends, Looks, StreamProtocol, StreamReader } from '../stream-reader.ts';
import { openHttp2 } from './http2.ts';
import { openWebSocket } from './websocket.ts';

const LF = 10;
const SPACE = 0x20;
const DELETE = 0x7f;
/** A first line is no longer. */
const MOST_LINE = 8192;
const SWITCHING = 101;

/** HTTP/1.x, on any port. `again`: reads what goes through a tunnel. */
export function httpProtocol(again: (sink: MessageSink, ends: Ends) => StreamReader): StreamProtocol {
  return { name: 'HTTP', looks, open: (sink, ends) => new HttpReader(sink, ends, again) };
}

/** SSDP and other HTTP in datagrams. */
export const SSDP: DatagramProtocol = {
  name: 'SSDP',
  looks: ({ bytes }) => looks(bytes) === true,
  read({ bytes }) {
    const text = latin1(bytes, 0, MOST_LINE);
    const end = text.indexOf('\n');
    const line = readStartLine(text.slice(0, end).trimEnd());
    if (line === undefined) return [];
    const fields = readFields(text.slice(end + 1));
    const message = headMessage(line, fields);
    const type = fieldValues(fields, 'ST')[0] ?? fieldValues(fields, 'NT')[0] ?? '';
    const location = fieldValues(fields, 'LOCATION')[0] ?? '';
    return [
      {
        ...message,
        role: 'notice',
        summary: `${message.summary}${type === '' ? '' : `, ${type}`}`,
        values: {
          ...message.values,
          id: fieldValues(fields, 'USN')[0] ?? '',
          details: words({ type, location }),
        },
      },
    ];
  },
};

function looks(bytes: Uint8Array): Looks {
  // Names of methods are of letters, digits and signs (RFC 9110 5.6.2); what comes without an end is looked at for large ones.
  if (!(bytes[0] > SPACE && bytes[0] < DELETE)) return false;
  const end = bytes.indexOf(LF);
  if (end < 0 && !isCapital(bytes[0])) return false;
  const line = latin1(bytes, 0, end < 0 ? Math.min(bytes.length, MOST_LINE) : end).trimEnd();
  if (end < 0)
    return /^[A-Z][A-Za-z_-]{0,20}( [^\r\n]*)?$/.test(line) || /^HTTP\/?(1\.?)?/.test(line) ? 'later' : false;
  return readStartLine(line) !== undefined;
}

/** A head whose message has not ended. */
interface Open {
  readonly head: HttpHead;
  size: number;
  isTold: boolean;
}

class HttpReader implements StreamReader, HttpSink {
  private readonly stream = new HttpStream(this);
  private readonly offsets: [number, number] = [0, 0];
  private readonly open = new Map<HttpMessage, Open>();
  private inner: StreamReader | undefined;
  /** The last packet of each way. */
  private readonly last: [PacketIndex, PacketIndex] = [0, 0];
  private upgraded = '';
  private isTunnel = false;

  constructor(
    private readonly sink: MessageSink,
    private readonly ends: Ends,
    private readonly again: (sink: MessageSink, ends: Ends) => StreamReader,
  ) {}

  get isDone(): boolean {
    return this.inner?.isDone === true;
  }

  bytes(way: Way, packet: PacketIndex, bytes: Uint8Array): void {
    this.last[way] = packet;
    this.stream.bytes({ way, connection: 0, packet, offset: this.offsets[way] }, bytes);
    this.offsets[way] += bytes.length;
  }

  gap(way: Way, packet: PacketIndex, length: number, why: GapReason): void {
    this.stream.gap({ way, connection: 0, packet, offset: this.offsets[way] }, length, why);
    this.offsets[way] += length;
  }

  closed(way: Way, packet: PacketIndex, isReset: boolean): void {
    const spot = { way, connection: 0, packet, offset: this.offsets[way] };
    this.stream.note(spot, 0, isReset ? 'reset' : 'finished');
  }

  finish(): void {
    this.stream.finish();
    this.inner?.finish();
  }

  head(head: HttpHead): void {
    // An answer may come before all of its request: the request is told first, but not before what asks for its body.
    if (head.kind === 'response' && head.request !== undefined && !isInterim(head))
      this.tell(head.request.message, this.last[head.request.spot.way], false);
    if (head.kind === 'response' && head.status === SWITCHING)
      this.upgraded = (fieldValues(head.fields, 'Upgrade')[0] ?? '').toLowerCase();
    if (head.kind === 'response' && head.request?.method === 'CONNECT') this.isTunnel = true;
    this.open.set(head.message, { head, size: 0, isTold: false });
  }

  body(message: HttpMessage, _spot: HttpSpot, bytes: Uint8Array): void {
    const open = this.open.get(message);
    if (open !== undefined) open.size += bytes.length;
  }

  hole(): void {
    // The end tells what is missing.
  }

  end({ message, spot, size, missing, ending }: HttpEnd): void {
    const open = this.open.get(message);
    if (open === undefined) return;
    open.size = size;
    const isCut = missing > 0 || open.head.cut !== undefined || ending === 'cut' || ending === 'hole';
    this.tell(message, spot.packet, isCut);
    this.open.delete(message);
  }

  skipped(_spot: HttpSpot, length: number): void {
    this.sink.skipped(length);
  }

  handedOn(spot: HttpSpot, bytes: Uint8Array): void {
    if (this.upgraded === 'websocket') this.inner ??= openWebSocket(this.sink);
    else if (this.upgraded === 'h2c') this.inner ??= openHttp2(this.sink);
    else if (this.isTunnel) this.inner ??= this.again(this.sink, this.ends);
    this.inner?.bytes(spot.way, spot.packet, bytes);
  }

  handedOnHole(spot: HttpSpot, length: number, why: GapReason): void {
    this.inner?.gap(spot.way, spot.packet, length, why);
  }

  private tell(message: HttpMessage, packet: PacketIndex, cut: boolean): void {
    const open = this.open.get(message);
    if (open === undefined || open.isTold) return;
    open.isTold = true;
    const { head, size } = open;
    const line: StartLine = head;
    const { values, ...said } = headMessage(line, head.fields);
    const doubts =
      head.doubts.length === 0 ? {} : { details: [values.details, ...head.doubts].filter(Boolean).join('; ') };
    const body = size > 0 ? { body: size } : {};
    this.sink.message(
      { way: head.spot.way, first: head.spot.packet, packet, length: head.length, cut },
      { ...said, ...roleOf(head), values: { ...values, ...doubts, ...body } },
    );
  }
}

/** Of an answer: another one follows it (RFC 9110 15.2). */
function isInterim({ status }: Extract<HttpHead, { kind: 'response' }>): boolean {
  return status < 200 && status !== SWITCHING;
}

function roleOf(head: HttpHead): Pick<Message, 'role' | 'key'> {
  if (head.kind === 'request') return { role: 'request', key: String(head.message) };
  if (isInterim(head)) return { role: 'notice' };
  return { role: 'answer', key: String(head.request?.message ?? 'none') };
}

function headMessage(line: StartLine, fields: readonly HttpField[]): Message {
  const common = commonValues(line, fields);
  if (line.kind === 'request') {
    const { method } = line;
    const target = oneLine(line.target, MOST_LINE);
    const name = oneLine(hostOf(line.target, fields), 255);
    return {
      kind: 'request',
      role: 'request',
      summary: `${method} ${target}${name === '' ? '' : ` (${name})`}`,
      values: { ...common, name, method, target },
    };
  }
  const { status } = line;
  const reason = oneLine(line.reason);
  const type = common.content_type === '' ? '' : `, ${common.content_type}`;
  return {
    kind: 'response',
    role: 'answer',
    summary: `${status}${reason === '' ? '' : ` ${reason}`}${type}`,
    values: { ...common, code: status, status: reason },
  };
}

/** The host that is asked, without its port: that of the target, if it has one, else that of the field. */
function hostOf(target: string, fields: readonly HttpField[]): string {
  const host = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(target)?.[1] ?? fieldValues(fields, 'Host')[0] ?? '';
  return host.replace(/^.*@/, '').replace(/:\d*$/, '');
}

function commonValues(line: StartLine, fields: readonly HttpField[]): MessageValues & { content_type: string } {
  const first = (name: string): string => oneLine(fieldValues(fields, name)[0] ?? '', 512);
  const details = TOLD.flatMap((name) => (first(name) === '' ? [] : [`${name}: ${first(name)}`]));
  return {
    version: `HTTP/${line.version}`,
    agent: first(line.kind === 'request' ? 'User-Agent' : 'Server'),
    content_type: first('Content-Type'),
    details: details.join('; '),
  };
}

/** Further fields that are shown. */
const TOLD = ['Location', 'Referer', 'Content-Encoding', 'Transfer-Encoding', 'Upgrade', 'SOAPAction'];
