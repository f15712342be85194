/** HTTP/2 (RFC 9113): a row for each request and answer, as those of HTTP/1, and for what a connection says of itself. */
import { oneLine } from '../../../base/text.ts';
import { fieldValues } from '../../http/fields.ts';
import { H2Connection, type H2Headers, type H2Sink } from '../../http/h2/connection.ts';
import { beginsHttp2, END_STREAM, FrameType, type FrameHead, type H2Frame } from '../../http/h2/frame.ts';
import type { CutSpot } from '../../http/h2/frame-cutter.ts';
import { frameName, frameSaid } from '../../http/h2/frame-words.ts';
import { GrpcCutter, grpcStatus, isGrpc } from '../../http/h2/grpc.ts';
import type { HttpField } from '../../http/http-events.ts';
import type { Way } from '../../model/stream.ts';
import type { PacketIndex } from '../../model/units.ts';
import { made, words } from '../made.ts';
import type { Message, MessageSink, MessageSpot, MessageValues } from '../message.ts';
import type { StreamProtocol, StreamReader } from '../stream-reader.ts';

/** Streams that are open at a time; beyond, the oldest is told as it is. */
const MOST_OPEN = 4096;
const MOST_TEXT = 512;
/** A target is shown up to here. */
const MOST_TARGET = 8192;

/** HTTP/2 in clear, by its preface or the settings of its server. */
export const HTTP2: StreamProtocol = {
  name: 'HTTP2',
  looks: (bytes) => beginsHttp2(bytes),
  open: (sink) => openHttp2(sink),
};

/** A reader of the HTTP/2 that begins here. */
export function openHttp2(sink: MessageSink): StreamReader {
  return new Http2Reader(sink);
}

type Role = 'request' | 'response';

/** A request or an answer. */
interface Half {
  readonly way: Way;
  readonly role: Role;
  readonly fields: readonly HttpField[];
  readonly first: PacketIndex;
  packet: PacketIndex;
  /** Bytes of its header blocks. */
  length: number;
  body: number;
  cut: boolean;
  trailers: readonly HttpField[];
  readonly grpc: GrpcCutter | undefined;
  readonly notes: string[];
  isTold: boolean;
}

/** What is said on a stream. */
type Exchange = { [role in Role]?: Half };

class Http2Reader implements StreamReader, H2Sink {
  private readonly connection = new H2Connection(this);
  private readonly open = new Map<number, Exchange>();

  constructor(private readonly sink: MessageSink) {}

  bytes(way: Way, packet: PacketIndex, bytes: Uint8Array): void {
    this.connection.bytes(way, packet, bytes);
  }

  gap(way: Way, packet: PacketIndex, length: number): void {
    this.connection.gap(way, packet, length);
  }

  finish(): void {
    this.connection.finish();
    for (const stream of this.open.keys()) this.close(stream);
  }

  headers(headers: H2Headers): void {
    const { frame, promised, block } = headers;
    const { way, stream } = frame;
    const fields = block?.fields ?? [];
    if (promised !== undefined) return this.promise(headers, promised, fields);
    const exchange = this.exchangeOf(stream);
    const role = roleOf(exchange, way, fields);
    const before = exchange[role];
    if (/^1\d\d$/.test(first(fields, ':status'))) return this.tellInterim(headers, fields);
    const half = before?.way === way && !before.isTold ? before : begun(headers, role, fields);
    if (half === before) addTrailers(half, headers, fields);
    else {
      if (role === 'response') this.tell(stream, exchange.request);
      exchange[role] = half;
    }
    if ((frame.flags & END_STREAM) !== 0) this.end(stream, half);
  }

  data(way: Way, { stream }: FrameHead, { packet }: CutSpot, bytes: Uint8Array): void {
    const half = this.speakerOf(stream, way);
    if (half === undefined) return;
    half.body += bytes.length;
    half.packet = packet;
    half.grpc?.bytes(bytes, nothing, nothing);
  }

  frame(frame: H2Frame, payload: Uint8Array, missing: number): void {
    const { type, way, stream, flags, packet } = frame;
    if (type === FrameType.Data) {
      const half = this.speakerOf(stream, way);
      if (half === undefined) return;
      half.cut ||= missing > 0;
      if (missing > 0) half.grpc?.lose();
      half.packet = packet;
      if ((flags & END_STREAM) !== 0) this.end(stream, half);
    } else if (TOLD.has(type)) this.tellFrame(frame, payload);
    if (type === FrameType.ResetStream) this.close(stream);
  }

  skipped(_way: Way, _spot: unknown, length: number): void {
    this.sink.skipped(length);
  }

  private exchangeOf(stream: number): Exchange {
    const known = this.open.get(stream);
    if (known !== undefined) return known;
    const [oldest] = this.open.keys();
    if (this.open.size >= MOST_OPEN && oldest !== undefined) this.close(oldest);
    const exchange: Exchange = {};
    this.open.set(stream, exchange);
    return exchange;
  }

  /** Whose bytes those of a stream in one direction are. */
  private speakerOf(stream: number, way: Way): Half | undefined {
    const exchange = this.open.get(stream);
    return exchange?.response?.way === way
      ? exchange.response
      : exchange?.request?.way === way
        ? exchange.request
        : undefined;
  }

  /** One side of a stream has said all. */
  private end(stream: number, half: Half): void {
    this.tell(stream, half);
    if (half.role === 'response') this.open.delete(stream);
  }

  /** Nothing more is said on a stream: what has not ended is cut. */
  private close(stream: number): void {
    const exchange = this.open.get(stream);
    this.open.delete(stream);
    for (const half of [exchange?.request, exchange?.response]) {
      if (half?.isTold !== false) continue;
      half.cut = true;
      this.tell(stream, half);
    }
  }

  /** Gives what one side has said, once. */
  private tell(stream: number, half: Half | undefined): void {
    if (half === undefined || half.isTold) return;
    half.isTold = true;
    const { way, first: begin, packet, length, cut } = half;
    this.give({ way, first: begin, packet, length, cut }, messageOf(stream, half));
  }

  private tellInterim(headers: H2Headers, fields: readonly HttpField[]): void {
    const message = messageOf(headers.frame.stream, begun(headers, 'response', fields));
    this.give(headers.frame, { ...message, role: 'notice' });
  }

  private promise(headers: H2Headers, promised: number, fields: readonly HttpField[]): void {
    const message = messageOf(promised, begun(headers, 'request', fields));
    this.give(headers.frame, { ...message, kind: 'push promise', summary: `Promises ${message.summary}` });
  }

  private tellFrame(frame: H2Frame, payload: Uint8Array): void {
    const { type, stream } = frame;
    const { words: said, code, fault } = frameSaid(frame, payload);
    if (type === FrameType.Settings && said === 'acknowledged' && fault === undefined) return;
    const doubt = fault === undefined ? '' : `not allowed: ${fault}`;
    const name = frameName(type);
    const on = stream === 0 ? '' : ` of stream ${stream}`;
    const values: MessageValues = {
      version: 'HTTP/2',
      id: stream === 0 ? '' : String(stream),
      ...(code !== undefined && { code, status: said }),
      details: joined(type === FrameType.Settings ? said : '', doubt),
    };
    const summary = oneLine(`${name}${on}: ${joined(said, doubt)}`, MOST_TEXT);
    this.give(frame, made(name, 'notice', summary, values));
  }

  private give({ way, first: begin, packet, length, cut }: MessageSpot, message: Message): void {
    this.sink.message({ way, first: begin, packet, length, cut }, { protocol: 'HTTP2', ...message });
  }
}

const nothing = (): void => undefined;
/** Frames that are worth a row, besides those of messages. */
const TOLD: ReadonlySet<number> = new Set([FrameType.Settings, FrameType.ResetStream, FrameType.GoAway]);

/** Whether header fields are of a request or of an answer; of fields that do not tell, by what came before. */
function roleOf({ request, response }: Exchange, way: Way, fields: readonly HttpField[]): Role {
  if (first(fields, ':status') !== '') return 'response';
  if (first(fields, ':method') !== '') return 'request';
  if (response?.way === way) return 'response';
  return request === undefined || request.way === way ? 'request' : 'response';
}

function begun({ frame, block, continuations }: H2Headers, role: Role, fields: readonly HttpField[]): Half {
  const { way, first: begin, packet, length, cut } = frame;
  return {
    way,
    role,
    fields,
    first: begin,
    packet,
    length,
    cut: cut || block === undefined,
    body: 0,
    trailers: [],
    grpc: isGrpc(first(fields, 'content-type')) ? new GrpcCutter() : undefined,
    notes: [...faultsOf(block), ...(continuations > 0 ? [`${continuations} continuations`] : [])],
    isTold: false,
  };
}

function addTrailers(half: Half, { frame, block }: H2Headers, fields: readonly HttpField[]): void {
  half.trailers = fields;
  half.packet = frame.packet;
  half.length += frame.length;
  half.cut ||= block === undefined;
  half.notes.push(...faultsOf(block));
}

function faultsOf(block: H2Headers['block']): readonly string[] {
  if (block === undefined) return ['header block not whole'];
  const lost = block.unknown === 0 ? [] : [`${block.unknown} fields known only from missing bytes`];
  if (block.fault === 'malformed') return [...lost, 'header block malformed'];
  return block.fault === 'too-large' ? [...lost, 'more header fields than are kept'] : lost;
}

function messageOf(stream: number, half: Half): Message {
  const { fields, trailers, body, grpc, notes, role } = half;
  const agent = oneLine(first(fields, role === 'request' ? 'user-agent' : 'server'), MOST_TEXT);
  const status = first(trailers, 'grpc-status') || first(fields, 'grpc-status');
  const common: MessageValues = {
    version: 'HTTP/2',
    agent,
    id: String(stream),
    content_type: oneLine(first(fields, 'content-type'), MOST_TEXT),
    ...(body > 0 && { body }),
    details: joined(
      words(Object.fromEntries(SHOWN.map((name) => [name, oneLine(first(fields, name), MOST_TEXT)]))),
      grpc === undefined ? '' : `gRPC: ${grpc.count} ${grpc.count === 1 ? 'message' : 'messages'}`,
      oneLine(words({ 'grpc-message': first(trailers, 'grpc-message') || first(fields, 'grpc-message') }), MOST_TEXT),
      ...notes,
    ),
  };
  return role === 'request'
    ? request(stream, fields, common)
    : response(stream, fields, common, status === '' ? '' : `grpc ${oneLine(grpcStatus(status), 64)}`);
}

function request(stream: number, fields: readonly HttpField[], common: MessageValues): Message {
  const method = oneLine(first(fields, ':method'), MOST_TEXT);
  const target = oneLine(first(fields, ':path'), MOST_TARGET);
  const host = first(fields, ':authority') || first(fields, 'host');
  const name = oneLine(host.replace(/^.*@/, '').replace(/:\d*$/, ''), 255);
  const what = [method, target].filter((one) => one !== '').join(' ');
  const summary = `${what === '' ? 'request' : what}${name === '' ? '' : ` (${name})`}`;
  return made('request', 'request', summary, { ...common, name, method, target }, String(stream));
}

function response(stream: number, fields: readonly HttpField[], common: MessageValues, status: string): Message {
  const said = first(fields, ':status');
  const code = /^\d{3}$/.test(said) ? Number(said) : undefined;
  const parts = [code ?? 'response', status, common.content_type].filter((one) => one !== '');
  return made('response', 'answer', parts.join(', '), { ...common, code, status }, String(stream));
}

const first = (fields: readonly HttpField[], name: string): string => fieldValues(fields, name)[0] ?? '';

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('; ');

/** Further fields that are shown. */
const SHOWN = [':scheme', ':protocol', 'location', 'referer', 'content-encoding'];
