import { utf8Bytes } from '../../../base/utf8-bytes.ts';
import { fieldList, fieldValues } from '../../http/fields.ts';
import type { HttpEnd, HttpHead, HttpSink, HttpSpot } from '../../http/http-events.ts';
import type { GapReason, StreamPassed } from '../../model/stream.ts';
import type { PacketIndex } from '../../model/units.ts';
import type { StreamSpot } from '../../streams/stream-sink.ts';
import { decodeBody } from '../bodies/decode-body.ts';
import type { BodyTarget, Gift, UpgradedView } from './gift.ts';
import { upgradedView } from './upgraded-view.ts';

/** Bytes of a body that are held and shown at most, as they were sent and decoded. */
export const MOST_SHOWN = 16 * 1024 * 1024;
const SWITCHING = 101;
/** Pieces of a decoded body: a part of a stream can end between them. */
const PIECE = 65_536;

/** Text in a charset by its label (WHATWG Encoding); undefined: the label means nothing, or UTF-8. */
export type ReadText = (label: string, bytes: Uint8Array) => string | undefined;

/** A message that goes on. */
interface Message {
  readonly head: HttpHead;
  readonly chunks: { readonly packet: PacketIndex; readonly bytes: Uint8Array }[];
  held: number;
  end?: HttpEnd;
}

/**
 * Gives the messages of a stream as they end: head, what is to be said of the body, and the body itself, without its transfer and
 * content codings, text as UTF-8. A body has its packets where it was sent as it is; decoded it stands at the first packet of it.
 */
export class HttpBodies implements HttpSink {
  private readonly open = new Map<number, Message>();
  private readonly ready: (Gift | StreamPassed)[] = [];
  private inner: UpgradedView | undefined;
  private connection = 0;
  /** The last answer that switched to another protocol, or made a tunnel. */
  private switched: HttpHead | undefined;

  constructor(
    private readonly target: BodyTarget,
    private readonly readText: ReadText,
  ) {}

  head(head: HttpHead): void {
    if (head.kind === 'response' && (head.status === SWITCHING || head.request?.method === 'CONNECT'))
      this.switched = head;
    this.open.set(head.message, { head, chunks: [], held: 0 });
  }

  body(number: number, { packet }: HttpSpot, bytes: Uint8Array): void {
    const message = this.open.get(number);
    if (message === undefined || message.held >= MOST_SHOWN) return;
    const part = bytes.slice(0, MOST_SHOWN - message.held);
    message.chunks.push({ packet, bytes: part });
    message.held += part.length;
  }

  hole(): void {
    // The end tells how much is missing.
  }

  end(end: HttpEnd): void {
    const message = this.open.get(end.message);
    if (message === undefined) return;
    this.open.delete(end.message);
    message.end = end;
    this.ready.push(() => this.give(message));
  }

  skipped(spot: HttpSpot, length: number): void {
    this.pass(spot, length, 'no-http');
  }

  handedOn(spot: HttpSpot, bytes: Uint8Array): void {
    const view = this.viewOf(spot);
    if (view === undefined) this.pass(spot, bytes.length, 'upgraded');
    else view.bytes(spot, bytes);
  }

  handedOnHole(spot: HttpSpot, length: number, why: GapReason): void {
    const view = this.viewOf(spot);
    if (view === undefined) this.pass(spot, length, 'upgraded');
    else view.gap(spot, length, why);
  }

  /** No more comes: what other protocols have under way is given. */
  finish(): void {
    this.inner?.finish();
  }

  /** Gives what has ended; to be called between reads, and at the end. */
  async flush(): Promise<void> {
    for (const each of this.ready.splice(0)) {
      if (typeof each === 'function') await each(this.target);
      else this.target.mark(each);
    }
  }

  /** What shows the protocol that the connection has gone over to; undefined: nobody does. */
  private viewOf({ connection }: HttpSpot): UpgradedView | undefined {
    if (connection !== this.connection) {
      this.inner?.finish();
      this.inner = undefined;
      this.connection = connection;
    }
    if (this.switched !== undefined && this.switched.spot.connection !== connection) this.switched = undefined;
    this.inner ??= upgradedView(this.switched, (gift) => void this.ready.push(gift));
    return this.inner;
  }

  private pass(spot: HttpSpot, length: number, why: StreamPassed['why']): void {
    const last = this.ready.at(-1);
    const isMore = last !== undefined && typeof last !== 'function' && last.way === spot.way && last.why === why;
    if (isMore && last.offset + last.length === spot.offset)
      this.ready[this.ready.length - 1] = { ...last, length: last.length + length };
    else this.ready.push({ kind: 'passed', ...spot, length, why });
  }

  private async give({ head, chunks, held, end }: Message): Promise<void> {
    this.target.bytes(
      head.spot,
      Uint8Array.from(head.text, (character) => character.charCodeAt(0)),
    );
    if (end === undefined) return;
    if (end.size === 0 && end.missing === 0 && end.ending === 'complete') return;
    const codings = fieldList(head.fields, 'content-encoding').filter((coding) => coding !== 'identity');
    const decoded: Uint8Array[] = [];
    const isCut = held < end.size;
    const { size, fault } = await decodeBody(
      codings,
      chunks.map(({ bytes }) => bytes),
      MOST_SHOWN,
      (piece) => decoded.push(piece.slice()),
    );
    const label = charsetOf(head);
    const text = label === undefined || size === 0 ? undefined : this.readText(label, joined(decoded, size));
    const spot = { ...head.spot, packet: chunks[0]?.packet ?? head.spot.packet, offset: 0 };
    this.target.mark({
      kind: 'body',
      ...spot,
      length: size,
      sent: end.size,
      missing: end.missing,
      ending: end.ending,
      codings,
      ...(fault !== undefined && { fault }),
      ...(isCut && fault === undefined && { fault: 'too-large' }),
      ...(text !== undefined && { charset: label }),
    });
    if (text !== undefined) this.giveDecoded(spot, [utf8Bytes(text)]);
    else if (codings.length > 0) this.giveDecoded(spot, decoded);
    else this.giveAsSent(spot, chunks);
  }

  /** Each piece with the packet that brought it. */
  private giveAsSent(spot: StreamSpot, chunks: Message['chunks']): void {
    let { offset } = spot;
    for (const { packet, bytes } of chunks) {
      this.target.bytes({ ...spot, packet, offset }, bytes);
      offset += bytes.length;
    }
  }

  private giveDecoded(spot: StreamSpot, pieces: readonly Uint8Array[]): void {
    let { offset } = spot;
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; at += PIECE) {
        const part = piece.subarray(at, at + PIECE);
        this.target.bytes({ ...spot, offset }, part);
        offset += part.length;
      }
    }
  }
}

/** The charset that a head claims; undefined: none. */
function charsetOf({ fields }: HttpHead): string | undefined {
  const found = /;\s*charset\s*=\s*"?([\w.:+-]{1,40})/i.exec(fieldValues(fields, 'content-type')[0] ?? '');
  return found?.[1]?.toLowerCase();
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
