import { H2Connection, type H2Headers, type H2Sink } from '../../http/h2/connection.ts';
import { END_STREAM, FrameType, type FrameHead, type H2Frame } from '../../http/h2/frame.ts';
import type { CutSpot } from '../../http/h2/frame-cutter.ts';
import { fieldList, fieldValues } from '../../http/fields.ts';
import type { HttpField, HttpSpot } from '../../http/http-events.ts';
import type { ObjectEnd, ObjectHead, ObjectTrouble } from '../../model/objects.ts';
import type { BodyFault, Way } from '../../model/stream.ts';
import { decodeBody } from '../bodies/decode-body.ts';
import { FAULTS, MOST_UNPACKED, nameOfTarget } from './http-names.ts';
import { boundedName } from './file-names.ts';
import { readParameters } from './mime/parameters.ts';
import { nameOf } from './mime/parts.ts';
import { MOST_HELD, type ObjectTaker, type ObjectWriter } from './object-taker.ts';

/** Streams of a connection that are known at a time; bodies of further ones are left out. */
const MOST_STREAMS = 10_000;

/** The body of one side of a stream: written as it comes, or held until it can be unpacked. */
interface Body {
  readonly object: ObjectHead;
  readonly codings: readonly string[];
  readonly held: Uint8Array[];
  writer: ObjectWriter | undefined;
  size: number;
  missing: number;
  isFull: boolean;
  /** What Content-Length promises; undefined: nothing. */
  readonly promised: number | undefined;
  /** Frames of it may be missing. */
  hasHole: boolean;
  /** Its header fields are not all known, so its coding may not be. */
  readonly isUnclear: boolean;
}

/** A coded body that has ended. */
interface EndedBody {
  readonly body: Body;
  readonly trouble: ObjectTrouble | undefined;
}

/** Gives the bodies of HTTP/2 (DATA frames of a stream's side, RFC 9113 8.1) as objects, decoded. */
export class Http2Objects implements H2Sink {
  private readonly frames = new H2Connection(this);
  private readonly bodies = new Map<string, Body>();
  /** What was asked for, by stream; requests that are older than as many as may be known are forgotten. */
  private readonly requests = new Map<number, readonly HttpField[]>();
  private readonly ended: EndedBody[] = [];
  /** Bytes that coded bodies hold, all together. */
  private held = 0;

  constructor(private readonly taker: ObjectTaker) {}

  bytes({ way, packet }: HttpSpot, bytes: Uint8Array): void {
    this.frames.bytes(way, packet, bytes);
  }

  gap({ way, packet }: HttpSpot, length: number): void {
    this.frames.gap(way, packet, length);
  }

  /** No more comes: what is under way is cut. */
  finish(): void {
    this.frames.finish();
    for (const body of this.bodies.values()) this.endBody(body, 'cut');
    this.bodies.clear();
  }

  headers({ frame, promised, block }: H2Headers): void {
    const { way, stream } = frame;
    const fields = block?.fields ?? [];
    if (fieldValues(fields, ':method').length > 0) this.request(promised ?? stream, fields);
    const isInterim = /^1/.test(fieldValues(fields, ':status')[0] ?? '');
    const isUnclear = block === undefined || block.fault !== undefined || block.unknown > 0;
    if (promised === undefined && !isInterim) this.begin(frame, fields, isUnclear);
    if ((frame.flags & END_STREAM) !== 0) this.end(way, stream);
  }

  data(way: Way, { stream }: FrameHead, _spot: CutSpot, bytes: Uint8Array): void {
    const body = this.bodies.get(keyOf(way, stream));
    if (body === undefined || bytes.length === 0) return;
    body.size += bytes.length;
    if (body.codings.length === 0) (body.writer ??= this.taker.begin(body.object)).bytes(bytes);
    else this.hold(body, bytes);
  }

  frame({ way, stream, type, flags }: H2Frame, _payload: Uint8Array, missing: number): void {
    if (type === FrameType.ResetStream) return this.reset(stream);
    if (type !== FrameType.Data) return;
    const body = this.bodies.get(keyOf(way, stream));
    if (body !== undefined) body.missing += missing;
    if ((flags & END_STREAM) !== 0) this.end(way, stream);
  }

  skipped(): void {
    // What is in no frame is of no stream.
  }

  lost(way: Way): void {
    for (const [key, body] of this.bodies) body.hasHole ||= key.startsWith(`${way} `);
  }

  /** Unpacks what has ended; to be called between reads, and at the end. */
  async flush(): Promise<void> {
    for (const each of this.ended.splice(0)) await this.unpack(each);
  }

  private request(stream: number, fields: readonly HttpField[]): void {
    this.requests.set(stream, fields);
    const [oldest] = this.requests.keys();
    if (this.requests.size > MOST_STREAMS && oldest !== undefined) this.requests.delete(oldest);
  }

  /** The first header block of a side; later ones are trailers. */
  private begin({ way, stream, first: packet }: H2Frame, fields: readonly HttpField[], isUnclear: boolean): void {
    const key = keyOf(way, stream);
    if (this.bodies.has(key) || this.bodies.size >= MOST_STREAMS) return;
    const type = readParameters(fieldValues(fields, 'content-type')[0] ?? '').value.slice(0, 100);
    const name = objectName(fields, this.requests.get(stream));
    const codings = fieldList(fields, 'content-encoding').filter((coding) => coding !== 'identity');
    const object: ObjectHead = { protocol: 'HTTP', name, type, packet, way };
    const length = fieldValues(fields, 'content-length')[0] ?? '';
    const promised = /^\d{1,15}$/.test(length) ? Number(length) : undefined;
    const nothing = { held: [], writer: undefined, size: 0, missing: 0, isFull: false, hasHole: false, isUnclear };
    this.bodies.set(key, { object, codings, promised, ...nothing });
  }

  private hold(body: Body, bytes: Uint8Array): void {
    const part = bytes.slice(0, Math.max(0, MOST_HELD - this.held));
    body.isFull ||= part.length < bytes.length;
    if (part.length > 0) body.held.push(part);
    this.held += part.length;
  }

  private reset(stream: number): void {
    for (const way of [0, 1] as const) this.end(way, stream, 'cut');
  }

  private end(way: Way, stream: number, trouble?: ObjectTrouble): void {
    const key = keyOf(way, stream);
    const body = this.bodies.get(key);
    this.bodies.delete(key);
    if (body !== undefined) this.endBody(body, trouble);
  }

  private endBody(body: Body, trouble: ObjectTrouble | undefined): void {
    if (body.size === 0 && body.missing === 0) return;
    if (body.codings.length > 0) this.ended.push({ body, trouble });
    else (body.writer ?? this.taker.begin(body.object)).end(endOf(body, trouble));
  }

  private async unpack({ body, trouble }: EndedBody): Promise<void> {
    const writer = this.taker.begin(body.object);
    const { fault } = await decodeBody(body.codings, body.held, MOST_UNPACKED, (piece) => writer.bytes(piece));
    this.held -= body.held.reduce((size, piece) => size + piece.length, 0);
    const why: BodyFault | undefined = body.isFull ? 'too-large' : fault;
    writer.end(endOf(body, trouble ?? (why === undefined ? undefined : FAULTS[why])));
  }
}

function endOf({ missing, size, promised, hasHole, isUnclear }: Body, trouble: ObjectTrouble | undefined): ObjectEnd {
  // Of frames that are lost only Content-Length tells how much was in them.
  const lost = hasHole && promised !== undefined ? Math.max(missing, promised - size) : missing;
  const isWhole = lost === 0 && (!hasHole || promised === size);
  const why = isWhole ? (trouble ?? (isUnclear ? 'packed' : undefined)) : 'missing';
  return { missing: lost, ...(why !== undefined && { trouble: why }) };
}

/** By Content-Disposition, else the last part of the path that was asked for, else the host. */
function objectName(fields: readonly HttpField[], request: readonly HttpField[] = []): string {
  const said = nameOf(fields.filter(({ name }) => name === 'content-disposition'));
  if (said !== undefined && said !== '') return boundedName(said);
  const [target = ''] = fieldValues(request, ':path');
  const [host = ''] = fieldValues(request, ':authority');
  return nameOfTarget(target, host);
}

const keyOf = (way: Way, stream: number): string => `${way} ${stream}`;
