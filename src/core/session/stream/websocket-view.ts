import { utf8, oneLine } from '../../../base/text.ts';
import {
  CLOSE,
  closeWords,
  MOST_HEAD,
  readWebSocketHead,
  unmasked,
  WEBSOCKET_KINDS,
  type WebSocketHead,
} from '../../http/websocket-frame.ts';
import type { HttpSpot } from '../../http/http-events.ts';
import type { GapReason, Way } from '../../model/stream.ts';
import type { StreamSpot } from '../../streams/stream-sink.ts';
import { MessageInflater } from './message-inflater.ts';
import type { Gift, UpgradedView } from './gift.ts';

/** Bytes of a message that are shown, as sent and unpacked; and pieces that bring them. */
const MOST_SHOWN = 16 * 1024 * 1024;
const MOST_CHUNKS = 65_536;
const MOST_REASON = 256;

/** What both ends have agreed on (RFC 7692 7.1). */
export interface WebSocketTerms {
  /** Messages may be compressed (permessage-deflate). */
  readonly isDeflated: boolean;
  /** By way: a message is compressed without what came before it. */
  readonly isFresh: readonly [boolean, boolean];
  /** The way of the client, whose frames are masked. */
  readonly client: Way;
}

/** A message, or a control frame, that goes on. */
interface Said {
  readonly head: WebSocketHead;
  readonly spot: StreamSpot;
  readonly chunks: { readonly spot: StreamSpot; readonly bytes: Uint8Array }[];
  frames: number;
  held: number;
  sent: number;
  missing: number;
}

/** Shows WebSocket (RFC 6455) message by message: unmasked, joined from its frames, inflated. */
export class WebSocketView implements UpgradedView {
  private readonly sides: readonly [Side, Side];

  constructor(terms: WebSocketTerms, give: (gift: Gift) => void) {
    this.sides = [new Side(0, terms, give), new Side(1, terms, give)];
  }

  bytes(spot: HttpSpot, bytes: Uint8Array): void {
    this.sides[spot.way].bytes(spot, bytes);
  }

  gap(spot: HttpSpot, length: number, _why: GapReason): void {
    this.sides[spot.way].gap(spot, length);
  }

  finish(): void {
    for (const side of this.sides) side.finish();
  }
}

/** One direction. */
class Side {
  private readonly head = new Uint8Array(MOST_HEAD);
  private headSize = 0;
  /** Where the head under way began. */
  private start: StreamSpot | undefined;
  /** The frame under way. */
  private frame: WebSocketHead | undefined;
  private at = 0;
  /** The message that is cut into frames, and what the frame under way is of. */
  private message: Said | undefined;
  private current: Said | undefined;
  private isLost = false;
  private readonly inflater: MessageInflater;

  constructor(
    private readonly way: Way,
    private readonly terms: WebSocketTerms,
    private readonly give: (gift: Gift) => void,
  ) {
    this.inflater = new MessageInflater(terms.isFresh[way], MOST_SHOWN);
  }

  bytes(spot: StreamSpot, bytes: Uint8Array): void {
    if (this.isLost && !this.looksLikeFrame(bytes)) return this.skip(spot, bytes.length);
    this.isLost = false;
    for (let at = 0; at < bytes.length;) {
      const place = { ...spot, offset: spot.offset + at };
      const taken = this.frame === undefined ? this.takeHead(place, bytes[at]) : this.takePayload(place, bytes, at);
      if (taken === 0)
        return this.lose({ ...place, offset: place.offset - this.headSize }, bytes.length - at + this.headSize);
      at += taken;
      if (this.frame !== undefined && this.at === this.frame.payload) this.end();
    }
  }

  gap(spot: StreamSpot, length: number): void {
    const within = this.frame === undefined ? 0 : Math.min(length, this.frame.payload - this.at);
    this.at += within;
    if (this.current !== undefined) this.current.missing += within;
    if (this.frame !== undefined && this.at === this.frame.payload) this.end();
    if (within < length) this.lose({ ...spot, offset: spot.offset + within }, length - within);
  }

  /** @param why what is to be said of a message that goes on */
  finish(why = 'its end is not in the flow'): void {
    if (this.current !== undefined && this.frame !== undefined) this.current.missing += this.frame.payload - this.at;
    if (this.current !== undefined && this.current !== this.message) this.show(this.current);
    if (this.message !== undefined) this.show(this.message, why);
    this.message = undefined;
    this.current = undefined;
    this.frame = undefined;
  }

  /** A byte of the head; 0: no frame begins here. */
  private takeHead(spot: StreamSpot, byte: number): number {
    if (this.headSize === 0) this.start = spot;
    this.head[this.headSize++] = byte;
    const read = readWebSocketHead(this.head.subarray(0, this.headSize));
    if (read === null) {
      this.headSize--;
      return 0;
    }
    if (read === undefined) return 1;
    this.headSize = 0;
    this.begin(read, this.start ?? spot);
    return 1;
  }

  private begin(head: WebSocketHead, spot: StreamSpot): void {
    this.frame = head;
    this.at = 0;
    const isControl = head.opcode >= CLOSE;
    const isMore = head.opcode === 0 && this.message !== undefined;
    if (!isControl && !isMore && this.message !== undefined) this.show(this.message, 'its end is missing');
    const said = isMore ? this.message : undefined;
    this.current = said ?? { head, spot, chunks: [], frames: 0, held: 0, sent: 0, missing: 0 };
    this.current.frames++;
    if (!isControl) this.message = this.current;
  }

  private takePayload(spot: StreamSpot, bytes: Uint8Array, at: number): number {
    const { frame, current } = this;
    if (frame === undefined || current === undefined) return 0;
    const size = Math.min(frame.payload - this.at, bytes.length - at);
    const room = current.chunks.length < MOST_CHUNKS ? Math.min(size, MOST_SHOWN - current.held) : 0;
    if (room > 0) {
      current.chunks.push({ spot, bytes: unmasked(bytes.subarray(at, at + room), frame.mask, this.at) });
      current.held += room;
    }
    current.sent += size;
    this.at += size;
    return size;
  }

  private end(): void {
    const { frame, current } = this;
    this.frame = undefined;
    this.current = undefined;
    if (current === undefined || frame?.isLast !== true) return;
    if (current === this.message) this.message = undefined;
    this.show(current);
  }

  private show(said: Said, note = ''): void {
    const { head, spot, sent, missing, frames, chunks, held } = said;
    const kind = WEBSOCKET_KINDS.get(head.opcode) ?? '';
    const notes = [
      frames > 1 ? `in ${frames} frames` : '',
      missing > 0 ? `${missing} bytes missing` : '',
      held < sent ? 'not all of it is shown' : '',
      note,
    ];
    if (head.opcode === CLOSE) return this.note(spot, sent, joined('close', closing(said), ...notes));
    if (!head.isCompressed || !this.terms.isDeflated || head.opcode > CLOSE) {
      this.note(spot, sent, joined(kind, `${sent} bytes`, ...notes));
      this.give((target) => chunks.forEach((chunk) => target.bytes(chunk.spot, chunk.bytes)));
    } else this.showInflated(said, kind, notes, note);
  }

  private showInflated(
    { spot, sent, missing, held, chunks }: Said,
    kind: string,
    notes: readonly string[],
    note: string,
  ): void {
    const isWhole = missing === 0 && held === sent && note === '';
    this.give(async (target) => {
      const { bytes, fault } = await this.inflater.inflate(
        chunks.map((chunk) => chunk.bytes),
        isWhole,
      );
      const words = joined(kind, `${bytes.length} bytes`, `compressed, ${sent} bytes as sent`, ...notes, fault ?? '');
      target.mark({ kind: 'told', ...spot, length: sent, event: 'frame', words });
      for (let at = 0; at < bytes.length; at += PIECE)
        target.bytes({ ...spot, offset: at }, bytes.subarray(at, at + PIECE));
    });
  }

  private note(spot: StreamSpot, length: number, words: string): void {
    this.give((target) => target.mark({ kind: 'told', ...spot, length, event: 'frame', words }));
  }

  /** Behind missing bytes, or where none begins, frames are looked for where a packet begins. */
  private lose(spot: StreamSpot, length: number): void {
    this.finish('its end is missing');
    this.headSize = 0;
    this.isLost = true;
    this.give(() => this.inflater.lose());
    this.skip(spot, length);
  }

  private skip(spot: StreamSpot, length: number): void {
    this.note(spot, length, `${length} bytes left out: no frame is known to begin in them`);
  }

  private looksLikeFrame(bytes: Uint8Array): boolean {
    const head = readWebSocketHead(bytes.subarray(0, MOST_HEAD)) ?? undefined;
    return head !== undefined && (head.mask !== undefined) === (this.way === this.terms.client) && head.opcode !== 0;
  }
}

/** Pieces of an unpacked message: a part of a stream can end between them. */
const PIECE = 65_536;

/** Code and reason of a close. */
function closing({ chunks }: Said): string {
  const bytes = Uint8Array.from(chunks.flatMap((chunk) => [...chunk.bytes.subarray(0, MOST_REASON)]));
  if (bytes.length < 2) return '';
  const reason = oneLine(utf8(bytes, 2), MOST_REASON);
  return `${closeWords((bytes[0] << 8) | bytes[1])}${reason === '' ? '' : `: ${reason}`}`;
}

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ');
