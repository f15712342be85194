import { H2Connection, type H2Headers, type H2Sink } from '../../http/h2/connection.ts';
import { END_STREAM, FrameType, type FrameHead, type H2Frame } from '../../http/h2/frame.ts';
import type { CutSpot } from '../../http/h2/frame-cutter.ts';
import { frameName, frameSaid } from '../../http/h2/frame-words.ts';
import { GrpcCutter, isGrpc, type GrpcMessage } from '../../http/h2/grpc.ts';
import { fieldList, fieldValues } from '../../http/fields.ts';
import type { HttpField, HttpSpot } from '../../http/http-events.ts';
import type { GapReason, Way } from '../../model/stream.ts';
import type { PacketIndex } from '../../model/units.ts';
import { decodeBody } from '../bodies/decode-body.ts';
import type { Gift, UpgradedView } from './gift.ts';

/** Bytes of a coded body that are held and shown at most, as they were sent and decoded. */
const MOST_BODY = 16 * 1024 * 1024;
/** Bytes of all coded bodies that are held at a time: of what is beyond, the frames alone are shown. */
const MOST_HELD = 64 * 1024 * 1024;
/** Bodies that are known at a time. */
const MOST_BODIES = 10_000;

/** The body of one side of a stream. */
interface Body {
  readonly codings: readonly string[];
  readonly grpc: GrpcCutter | undefined;
  readonly chunks: Uint8Array[];
  held: number;
  sent: number;
  missing: number;
  isCut: boolean;
  first: PacketIndex | undefined;
}

/**
 * Shows HTTP/2 frame by frame, in the order in which they end: header fields as lines, DATA as it was sent; a body with content codings stands
 * decoded where it ends; of gRPC its messages are marked.
 */
export class Http2View implements UpgradedView, H2Sink {
  private readonly frames = new H2Connection(this);
  private connection = 0;
  /** Bodies under way, by way and stream. */
  private readonly bodies = new Map<string, Body>();
  private held = 0;
  /** Whether the frame of DATA under way was told, by way. */
  private readonly isTold: [boolean, boolean] = [false, false];

  constructor(private readonly give: (gift: Gift) => void) {}

  bytes({ way, packet, connection }: HttpSpot, bytes: Uint8Array): void {
    this.connection = connection;
    this.frames.bytes(way, packet, bytes);
  }

  gap({ way, packet, connection }: HttpSpot, length: number, _why: GapReason): void {
    this.connection = connection;
    this.frames.gap(way, packet, length);
  }

  finish(): void {
    this.frames.finish();
    for (const [key, body] of this.bodies) this.endBody(key, body, false);
    this.bodies.clear();
  }

  headers({ frame, continuations, promised, block }: H2Headers): void {
    const fields = block?.fields ?? [];
    const notes = [
      ...(continuations > 0 ? [`${continuations} continuations`] : []),
      ...(promised === undefined ? [] : [`promises stream ${promised}`]),
      ...(block === undefined ? ['not whole, cannot be unpacked'] : []),
      ...(block?.fault === 'malformed' ? ['malformed, unpacked as far as it goes'] : []),
      ...(block?.fault === 'too-large' ? ['unfolds to more than is shown'] : []),
      ...((block?.unknown ?? 0) > 0 ? [`${block?.unknown} fields are known only from missing bytes`] : []),
    ];
    this.tell(frame, notes.join('; '));
    const text = fields.map(({ name, value }) => `${name}: ${value}\n`).join('');
    const { way, stream, first: packet, offset } = frame;
    // A character a byte, as they stand.
    if (text !== '')
      this.show(
        way,
        { packet, offset },
        Uint8Array.from(text, (character) => character.charCodeAt(0)),
      );
    if (promised === undefined) this.begin(way, stream, fields);
    if ((frame.flags & END_STREAM) !== 0) this.end(way, stream);
  }

  data(way: Way, head: FrameHead, spot: CutSpot, bytes: Uint8Array): void {
    const { packet, offset } = spot;
    const { stream } = head;
    const body = this.bodies.get(keyOf(way, stream));
    if (!this.isTold[way]) this.tell({ ...head, way, first: packet, offset }, `${head.length} bytes`);
    this.isTold[way] = true;
    if (body !== undefined) {
      body.sent += bytes.length;
      body.first ??= packet;
    }
    if (body !== undefined && body.codings.length > 0) return this.hold(body, bytes);
    const show = (from: number, to: number): void =>
      this.show(way, { packet, offset: offset + from }, bytes.slice(from, to));
    if (body?.grpc === undefined) return show(0, bytes.length);
    const begins = ({ length, isCompressed }: GrpcMessage): void => {
      const words = `gRPC message on stream ${stream}, ${length} bytes${isCompressed ? ', compressed' : ''}`;
      this.note(way, spot, length, words);
    };
    body.grpc.bytes(bytes, begins, show);
  }

  frame(frame: H2Frame, payload: Uint8Array, missing: number): void {
    const { way, stream, type, flags, first: packet, offset } = frame;
    if (type !== FrameType.Data) {
      const { words, fault } = frameSaid(frame, payload);
      return this.tell(frame, [words, fault === undefined ? '' : `not allowed: ${fault}`].filter(Boolean).join('; '));
    }
    if (!this.isTold[way]) this.tell(frame, `${frame.length} bytes`);
    this.isTold[way] = false;
    if (missing > 0) this.note(way, { packet, offset }, missing, `${missing} bytes of the frame are missing`);
    const body = this.bodies.get(keyOf(way, stream));
    if (body !== undefined) {
      body.missing += missing;
      if (missing > 0) body.grpc?.lose();
    }
    if ((flags & END_STREAM) !== 0) this.end(way, stream);
  }

  skipped(way: Way, spot: CutSpot, length: number): void {
    this.note(way, spot, length, `${length} bytes left out: no frame begins in them`);
  }

  private begin(way: Way, stream: number, fields: readonly HttpField[]): void {
    const key = keyOf(way, stream);
    if (this.bodies.has(key) || this.bodies.size >= MOST_BODIES) return;
    const codings = fieldList(fields, 'content-encoding').filter((coding) => coding !== 'identity');
    const grpc = isGrpc(fieldValues(fields, 'content-type')[0] ?? '') ? new GrpcCutter() : undefined;
    const fresh = { chunks: [], held: 0, sent: 0, missing: 0, isCut: false, first: undefined };
    this.bodies.set(key, { codings: grpc === undefined ? codings : [], grpc, ...fresh });
  }

  private hold(body: Body, bytes: Uint8Array): void {
    const room = Math.max(0, Math.min(bytes.length, MOST_BODY - body.held, MOST_HELD - this.held));
    body.isCut ||= room < bytes.length;
    if (room === 0) return;
    body.chunks.push(bytes.slice(0, room));
    body.held += room;
    this.held += room;
  }

  private end(way: Way, stream: number): void {
    const key = keyOf(way, stream);
    const body = this.bodies.get(key);
    this.bodies.delete(key);
    if (body !== undefined) this.endBody(key, body, true);
  }

  /** Shows a coded body, decoded. */
  private endBody(key: string, { codings, chunks, held, sent, missing, isCut, first }: Body, isWhole: boolean): void {
    this.held -= held;
    if (codings.length === 0 || first === undefined) return;
    const spot = { way: wayOf(key), connection: this.connection, packet: first, offset: 0 };
    this.give(async (target) => {
      const decoded: Uint8Array[] = [];
      const { size, fault } = await decodeBody(codings, chunks, MOST_BODY, (piece) => decoded.push(piece.slice()));
      target.mark({
        kind: 'body',
        ...spot,
        length: size,
        sent,
        missing,
        ending: isWhole ? 'complete' : 'cut',
        codings,
        ...(fault !== undefined && { fault }),
        ...(isCut && missing === 0 && fault === undefined && { fault: 'too-large' }),
      });
      let { offset } = spot;
      for (const piece of decoded) {
        target.bytes({ ...spot, offset }, piece);
        offset += piece.length;
      }
    });
  }

  private tell(frame: FrameHead & Pick<H2Frame, 'way' | 'first' | 'offset'>, said: string): void {
    const { way, first: packet, offset, length, stream, flags, type } = frame;
    const isEnd = (type === FrameType.Data || type === FrameType.Headers) && (flags & END_STREAM) !== 0;
    const on = stream === 0 ? '' : ` on stream ${stream}`;
    const words = [`${frameName(type)}${on}`, said, isEnd ? 'end of the stream' : ''].filter(Boolean).join(', ');
    this.note(way, { packet, offset }, length, words);
  }

  private show(way: Way, place: CutSpot, bytes: Uint8Array): void {
    const { connection } = this;
    this.give((target) => target.bytes({ way, connection, ...place }, bytes));
  }

  private note(way: Way, { packet, offset }: CutSpot, length: number, words: string): void {
    const { connection } = this;
    const place = { way, connection, packet, offset, length };
    this.give((target) => target.mark({ kind: 'told', ...place, event: 'frame', words }));
  }
}

const keyOf = (way: Way, stream: number): string => `${way} ${stream}`;
const wayOf = (key: string): Way => (key.startsWith('0') ? 0 : 1);
