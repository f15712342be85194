import type { ObjectTrouble } from '../../model/objects.ts';
import type { Way } from '../../model/stream.ts';
import type { PacketIndex } from '../../model/units.ts';
import type { StreamSink, StreamSpot } from '../../streams/stream-sink.ts';
import { LineReader } from './line-reader.ts';
import { giveMail } from './mail-object.ts';
import { HeldPieces, type ObjectTaker } from './object-taker.ts';

/** The end of a line behind which bytes are counted (RFC 9051 4.3, literal8: RFC 3516 and 4466). */
const LITERAL = /~?\{(\d{1,12})\+?\}$/;
/** A mail as a whole, or a part of its bytes from an offset on (RFC 9051 7.5.2, RFC 3501 6.4.5). */
const WHOLE_MAIL = /\b(?:BODY\[\]|BINARY\[\]|RFC822)(?:<(\d{1,12})>)? ~?\{\d+\}$/i;
const ANSWER = /^\* (\d{1,10}) FETCH\b/i;
const SIZE = /\bRFC822\.SIZE (\d{1,12})\b/i;
const APPEND = /^\S+ (?:UID )?APPEND\b/i;
/** What ends what can be read: encryption and compression (RFC 4978), once they are agreed on. */
const TURNS = /^(\S+) (?:STARTTLS|COMPRESS\b)/i;
const SERVER = /^(?:\* |\+(?: |$)|\S+ (?:OK|NO|BAD)\b)/i;
/** Sizes of mails that are remembered. */
const MOST_SIZES = 10_000;

/** Bytes of a literal that is passing. */
interface Literal {
  left: number;
  readonly held: HeldPieces | undefined;
}

/** A mail of which there may be further parts. */
interface Mail {
  readonly number: string;
  readonly packet: PacketIndex;
  readonly way: Way;
  readonly held: HeldPieces;
  /** Bytes that are there, with those that are not kept, and that are missing. */
  size: number;
  missing: number;
  /** By the mail's last part it may go on behind it. */
  isPart: boolean;
}

interface Side {
  lines: LineReader;
  literal: Literal | undefined;
  /** What the line that goes on behind literals began with. */
  begun: string;
}

/** Gives the mails that pass in a connection of IMAP (RFC 9051, RFC 3501): those fetched as a whole, and those appended. */
export class ImapTalk implements StreamSink {
  private connection = 0;
  private sides: readonly [Side, Side] = [freshSide(), freshSide()];
  private mails: [Mail | undefined, Mail | undefined] = [undefined, undefined];
  private readonly sizes = new Map<string, number>();
  /** Tag of a command after which nothing can be read. */
  private turning = '';
  private isOver = false;

  constructor(private readonly taker: ObjectTaker) {}

  bytes(spot: StreamSpot, bytes: Uint8Array): void {
    this.see(spot);
    const side = this.sides[spot.way];
    for (let at = 0; at < bytes.length && !this.isOver;)
      at =
        side.literal === undefined
          ? this.takeLine(spot, side, bytes, at)
          : this.takeLiteral(spot.way, side.literal, bytes, at);
  }

  gap(spot: StreamSpot, length: number): void {
    this.see(spot);
    const side = this.sides[spot.way];
    side.lines.drop();
    const { literal } = side;
    if (literal === undefined) return;
    const lost = Math.min(length, literal.left);
    const mail = this.mails[spot.way];
    if (literal.held !== undefined && mail !== undefined) mail.missing += lost;
    literal.left -= lost;
    if (literal.left === 0) this.endLiteral(spot.way);
  }

  note(): void {
    // Bytes tell where mails end.
  }

  finish(): void {
    for (const way of [0, 1] as const) this.giveMail(way, (this.sides[way].literal?.left ?? 0) > 0);
  }

  private see({ connection }: StreamSpot): void {
    if (connection === this.connection) return;
    this.finish();
    this.connection = connection;
    this.sides = [freshSide(), freshSide()];
    this.sizes.clear();
    this.turning = '';
    this.isOver = false;
  }

  private takeLine({ way, packet }: StreamSpot, side: Side, bytes: Uint8Array, at: number): number {
    const taken = side.lines.take(bytes, at);
    if (taken.line !== undefined) this.line(way, packet, side, taken.line);
    return taken.at;
  }

  private line(way: Way, packet: PacketIndex, side: Side, line: string): void {
    const isFirst = side.begun === '';
    const begun = isFirst ? line : side.begun;
    const literal = LITERAL.exec(line);
    side.begun = literal === null ? '' : begun;
    if (isFirst && SERVER.test(line)) this.answered(way, line);
    else if (isFirst) this.turning = TURNS.exec(line)?.[1] ?? this.turning;
    this.seeSize(begun, line);
    if (literal === null) return;
    const left = Number(literal[1]);
    const mail = this.mailOf(way, packet, begun, line);
    side.literal = { left, held: mail?.held };
    if (left === 0) this.endLiteral(way);
  }

  /** An answer to the end that asked: it may refuse a literal, or turn encryption on. */
  private answered(way: Way, line: string): void {
    const [tag, word = ''] = line.split(' ', 2);
    if (tag === this.turning && tag !== '') {
      this.isOver = word.toUpperCase() === 'OK';
      this.turning = '';
    }
    const other: Way = way === 0 ? 1 : 0;
    const asking = this.sides[other];
    if (asking.literal === undefined || !/^(?:NO|BAD)$/i.test(word) || !asking.begun.startsWith(`${tag} `)) return;
    asking.literal = undefined;
    asking.begun = '';
    this.mails[other] = undefined;
  }

  private seeSize(begun: string, line: string): void {
    const [number, size] = [ANSWER.exec(begun)?.[1], SIZE.exec(line)?.[1]];
    if (number !== undefined && size !== undefined && this.sizes.size < MOST_SIZES)
      this.sizes.set(number, Number(size));
  }

  /** The mail that the bytes behind a line are of; undefined for other literals. */
  private mailOf(way: Way, packet: PacketIndex, begun: string, line: string): Mail | undefined {
    if (APPEND.test(begun)) return this.beginMail(way, packet, '', false);
    const fetched = WHOLE_MAIL.exec(line);
    const number = ANSWER.exec(begun)?.[1];
    if (fetched === null || number === undefined) return undefined;
    const from = fetched[1] === undefined ? 0 : Number(fetched[1]);
    const mail = this.mails[way];
    const goesOn = from > 0 && mail?.number === number && mail.size + mail.missing <= from;
    const own = goesOn ? mail : this.beginMail(way, packet, number, fetched[1] !== undefined);
    own.missing += Math.max(0, from - own.size - own.missing);
    return own;
  }

  private beginMail(way: Way, packet: PacketIndex, number: string, isPart: boolean): Mail {
    this.giveMail(way, false);
    return (this.mails[way] = { number, packet, way, held: new HeldPieces(), size: 0, missing: 0, isPart });
  }

  private takeLiteral(way: Way, literal: Literal, bytes: Uint8Array, at: number): number {
    const to = Math.min(bytes.length, at + literal.left);
    const mail = this.mails[way];
    literal.held?.add(bytes.subarray(at, to));
    if (literal.held !== undefined && mail !== undefined) mail.size += to - at;
    literal.left -= to - at;
    if (literal.left === 0) this.endLiteral(way);
    return to;
  }

  private endLiteral(way: Way): void {
    const { literal } = this.sides[way];
    this.sides[way].literal = undefined;
    if (literal?.held !== undefined && this.mails[way]?.isPart === false) this.giveMail(way, false);
  }

  private giveMail(way: Way, isCut: boolean): void {
    const mail = this.mails[way];
    if (mail === undefined) return;
    this.mails[way] = undefined;
    const { held, packet, size, isPart, number } = mail;
    // Of a mail that came in parts its size must have been told.
    const whole = this.sizes.get(number);
    const rest = isPart && whole !== undefined ? Math.max(0, whole - size - mail.missing) : 0;
    const missing = mail.missing + rest;
    const isUnknown = isPart && whole === undefined;
    const trouble: ObjectTrouble | undefined = missing > 0 ? 'missing' : isCut || isUnknown ? 'cut' : undefined;
    giveMail(
      this.taker,
      { protocol: 'IMAP', packet, way, held },
      { missing, ...(trouble !== undefined && { trouble }) },
    );
  }
}

function freshSide(): Side {
  return { lines: new LineReader(), literal: undefined, begun: '' };
}
