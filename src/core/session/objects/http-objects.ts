import { fieldList, fieldValues } from '../../http/fields.ts';
import type { HttpEnd, HttpHead, HttpSink, HttpSpot } from '../../http/http-events.ts';
import { HttpStream } from '../../http/http-stream.ts';
import type { ObjectEnd, ObjectHead, ObjectTrouble } from '../../model/objects.ts';
import { decodeBody } from '../bodies/decode-body.ts';
import { boundedName } from './file-names.ts';
import { FAULTS, MOST_UNPACKED, nameOfTarget } from './http-names.ts';
import { Http2Objects } from './http2-objects.ts';
import { readParameters } from './mime/parameters.ts';
import { eachPart, hasParts, nameOf } from './mime/parts.ts';
import { giveWhole, HeldPieces, type ObjectTaker, type ObjectWriter } from './object-taker.ts';

/** A message that goes on: its body is either written as it comes, or held until it can be unpacked or taken apart. */
interface Message {
  readonly head: HttpHead;
  readonly codings: readonly string[];
  readonly object: ObjectHead;
  readonly isOfParts: boolean;
  held: HeldPieces | undefined;
  writer: ObjectWriter | undefined;
}

const TROUBLES: Readonly<Record<HttpEnd['ending'], ObjectTrouble | undefined>> = {
  complete: undefined,
  closed: undefined,
  open: 'open',
  cut: 'cut',
  hole: 'missing',
  'bad-chunk': 'broken',
  head: 'cut',
};

/** Gives the bodies of HTTP/1 messages as objects, decoded, and the files in those that have parts; of HTTP/2 the bodies of its streams. */
export class HttpObjects implements HttpSink {
  private readonly open = new Map<number, Message>();
  private readonly ended: { readonly message: Message; readonly end: HttpEnd }[] = [];
  private tunnel: HttpStream | undefined;
  private isTunnel = false;
  /** The protocol that a connection has gone over to (101); undefined: none, "HTTP/2" by its preface. */
  private upgrade: { readonly connection: number; readonly to: string } | undefined;
  private h2: { readonly connection: number; readonly objects: Http2Objects } | undefined;
  private readonly earlierH2: Http2Objects[] = [];
  private inner: HttpObjects | undefined;

  constructor(private readonly taker: ObjectTaker) {}

  head(head: HttpHead): void {
    if (head.kind === 'response' && head.request?.method === 'CONNECT' && head.status < 300) this.isTunnel = true;
    if (head.kind === 'response' && head.status === 101)
      this.upgrade = { connection: head.spot.connection, to: fieldList(head.fields, 'upgrade')[0] ?? '' };
    const codings = fieldList(head.fields, 'content-encoding').filter((coding) => coding !== 'identity');
    const type = readParameters(fieldValues(head.fields, 'content-type')[0] ?? '').value;
    const object: ObjectHead = {
      protocol: 'HTTP',
      name: objectName(head),
      type: type.slice(0, 100),
      packet: head.spot.packet,
      way: head.spot.way,
    };
    const isOfParts = hasParts(type);
    this.open.set(head.message, { head, codings, object, isOfParts, held: undefined, writer: undefined });
  }

  body(number: number, _spot: HttpSpot, bytes: Uint8Array): void {
    const message = this.open.get(number);
    if (message === undefined) return;
    const isPacked = message.codings.length > 0;
    if (isPacked || message.isOfParts) (message.held ??= new HeldPieces()).add(bytes);
    if (!isPacked) (message.writer ??= this.taker.begin(message.object)).bytes(bytes);
  }

  hole(): void {
    // The end tells how much is missing.
  }

  end(end: HttpEnd): void {
    const message = this.open.get(end.message);
    if (message === undefined) return;
    this.open.delete(end.message);
    if (end.size === 0 && !isEmptyFile(message.head, end)) return;
    if (end.size === 0) message.writer ??= this.taker.begin(message.object);
    if (message.codings.length > 0 && end.size > 0) this.ended.push({ message, end });
    else {
      message.writer?.end(endOf(end));
      this.giveParts(message, message.held?.whole());
    }
  }

  skipped(): void {
    // No message, no object.
  }

  /** What passes through a tunnel may be HTTP again; else it is HTTP/2, or another protocol that was agreed on. */
  handedOn(spot: HttpSpot, bytes: Uint8Array): void {
    if (!this.isTunnel) return this.h2Of(spot)?.bytes(spot, bytes);
    this.inner ??= new HttpObjects(this.taker);
    (this.tunnel ??= new HttpStream(this.inner)).bytes(spot, bytes);
  }

  handedOnHole(spot: HttpSpot, length: number): void {
    if (this.isTunnel) this.tunnel?.gap(spot, length, 'acknowledged');
    else this.h2Of(spot)?.gap(spot, length);
  }

  /** Unpacks what has ended; to be called between reads, and at the end. */
  async flush(isOver: boolean): Promise<void> {
    for (const { message, end } of this.ended.splice(0)) await this.unpack(message, end);
    if (isOver) this.tunnel?.finish();
    await this.inner?.flush(isOver);
    if (isOver) this.h2?.objects.finish();
    for (const earlier of this.earlierH2.splice(0)) await earlier.flush();
    await this.h2?.objects.flush();
  }

  /** What reads HTTP/2 on a connection; undefined: it went over to something else. */
  private h2Of({ connection }: HttpSpot): Http2Objects | undefined {
    const { upgrade, h2 } = this;
    if (upgrade?.connection === connection && upgrade.to !== 'h2c') return undefined;
    if (h2?.connection === connection) return h2.objects;
    h2?.objects.finish();
    if (h2 !== undefined) this.earlierH2.push(h2.objects);
    const objects = new Http2Objects(this.taker);
    this.h2 = { connection, objects };
    return objects;
  }

  private async unpack({ codings, object, held, isOfParts, head }: Message, end: HttpEnd): Promise<void> {
    if (held === undefined) return;
    const writer = this.taker.begin(object);
    const parts = isOfParts ? new HeldPieces() : undefined;
    const { fault } = await decodeBody(codings, held.pieces, MOST_UNPACKED, (piece) => {
      writer.bytes(piece);
      parts?.add(piece);
    });
    const why = held.isFull ? 'too-large' : fault === undefined ? undefined : FAULTS[fault];
    writer.end(why === undefined ? endOf(end) : { ...endOf(end), trouble: TROUBLES[end.ending] ?? why });
    if (parts !== undefined) this.giveParts({ head, object, isOfParts }, parts.whole());
  }

  /** Files in a form that was sent, and messages in a body of parts. */
  private giveParts(
    { head, object, isOfParts }: Pick<Message, 'head' | 'object' | 'isOfParts'>,
    body?: Uint8Array,
  ): void {
    if (!isOfParts || body === undefined) return;
    eachPart({ fields: head.fields, body }, ({ name, type, bytes, isWhole }) => {
      if (name === undefined && type !== 'message/rfc822') return;
      const own = { ...object, protocol: 'MIME', name: boundedName(name ?? ''), type: type.slice(0, 100) } as const;
      giveWhole(this.taker, own, bytes, isWhole ? { missing: 0 } : { missing: 0, trouble: 'cut' });
    });
  }
}

/** Chunks without a byte: the sender began to send a file before it knew that it is empty. */
function isEmptyFile(head: HttpHead, { ending, missing }: HttpEnd): boolean {
  const isSent = head.kind === 'response' && head.status === 200 && ending === 'complete' && missing === 0;
  return isSent && fieldList(head.fields, 'transfer-encoding').at(-1) === 'chunked';
}

function endOf({ ending, missing }: HttpEnd): ObjectEnd {
  const trouble = TROUBLES[ending] ?? (missing > 0 ? 'missing' : undefined);
  return { missing, ...(trouble !== undefined && { trouble }) };
}

/** By Content-Disposition (RFC 6266), else the last part of the path that was asked for, else the host. */
function objectName(head: HttpHead): string {
  const said = nameOf(head.fields.filter(({ name }) => name.toLowerCase() === 'content-disposition'));
  if (said !== undefined && said !== '') return boundedName(said);
  const request = head.kind === 'request' ? head : head.request;
  if (request === undefined) return '';
  return nameOfTarget(request.target, fieldValues(request.fields, 'host')[0] ?? '');
}
