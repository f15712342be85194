import type { StreamNoteKind, Way } from '../../model/stream.ts';
import type { ObjectTrouble } from '../../model/objects.ts';
import type { FlowIndex, PacketIndex } from '../../model/units.ts';
import type { StreamSink, StreamSpot } from '../../streams/stream-sink.ts';
import { DotMessage } from './dot-message.ts';
import { FtpControl, type FtpTransfer } from './ftp-transfers.ts';
import { LineReader } from './line-reader.ts';
import { giveMail } from './mail-object.ts';
import { HeldPieces, type ObjectTaker } from './object-taker.ts';

/** A mail that is passing. */
interface Mail {
  readonly packet: PacketIndex;
  readonly held: HeldPieces;
  missing: number;
  /** It ends with a dot; without it bytes are counted (BDAT, RFC 3030). */
  readonly dot: DotMessage | undefined;
}

type Talk = 'smtp' | 'pop3' | 'ftp' | 'over';

const SMTP = /^(?:EHLO|HELO|LHLO)\b|^MAIL FROM:/i;
const FTP = /^(?:USER|AUTH TLS|AUTH SSL|FEAT|SYST|PASV|EPSV|PORT|EPRT|TYPE|RETR|STOR)\b/i;
const CHUNK = /^BDAT\s+(\d{1,12})(\s+LAST)?\s*$/i;

/**
 * Reads connections of commands and answers by lines: gives the mails of SMTP (RFC 5321) and POP3 (RFC 1939), and notes what FTP
 * transfers. Which of them it is the first telling line says, on any port.
 */
export class LineTalk implements StreamSink {
  readonly transfers: FtpTransfer[] = [];
  private connection = 0;
  private talk: Talk | undefined;
  private client: Way = 0;
  private ftp: FtpControl | undefined;
  private lines: readonly [LineReader, LineReader] = [new LineReader(), new LineReader()];
  private mails: [Mail | undefined, Mail | undefined] = [undefined, undefined];
  /** SMTP: DATA or STARTTLS was said and not answered yet. */
  private asked: 'data' | 'tls' | undefined;
  /** SMTP: bytes of the chunk that is passing, and if it is the last. */
  private chunk = 0;
  private isLastChunk = false;
  /** POP3: commands without an answer; an answer of several lines is being passed over. */
  private commands: string[] = [];
  private isListing = false;

  constructor(
    private readonly flow: FlowIndex,
    private readonly taker: ObjectTaker,
  ) {}

  bytes(spot: StreamSpot, bytes: Uint8Array): void {
    this.see(spot);
    const { way, packet } = spot;
    for (let at = 0; at < bytes.length && this.talk !== 'over';) {
      // Who goes on after DATA without waiting for an answer, or whose answer is missing, sends the mail.
      if (this.asked === 'data' && way === this.client && this.mails[way] === undefined)
        this.beginMail(way, packet, true);
      const mail = this.mails[way];
      if (mail === undefined || (mail.dot === undefined && this.chunk === 0)) at = this.takeLine(spot, bytes, at);
      else
        at =
          mail.dot === undefined ? this.takeChunk(mail, way, bytes, at) : this.takeMail(mail, mail.dot, way, bytes, at);
    }
  }

  gap(spot: StreamSpot, length: number): void {
    this.see(spot);
    const mail = this.mails[spot.way];
    this.lines[spot.way].drop();
    if (mail === undefined) return;
    mail.missing += length;
    mail.dot?.drop();
    this.chunk = Math.max(0, this.chunk - length);
  }

  note(_spot: StreamSpot, _length: number, _note: StreamNoteKind): void {
    // Bytes tell where mails end.
  }

  /** No more comes. */
  finish(): void {
    for (const way of [0, 1] as const) this.endMail(way, 'cut');
    this.transfers.push(...(this.ftp?.transfers ?? []));
    this.ftp = undefined;
  }

  private see({ connection }: StreamSpot): void {
    if (connection === this.connection) return;
    this.finish();
    this.connection = connection;
    this.talk = undefined;
    this.asked = undefined;
    this.chunk = 0;
    this.commands = [];
    this.isListing = false;
    this.lines = [new LineReader(), new LineReader()];
  }

  private takeLine({ way, packet }: StreamSpot, bytes: Uint8Array, at: number): number {
    const taken = this.lines[way].take(bytes, at);
    if (taken.line !== undefined) this.line(way, packet, taken.line);
    return taken.at;
  }

  private line(way: Way, packet: PacketIndex, line: string): void {
    this.talk ??= this.talkBy(way, line);
    if (this.talk === 'ftp') (this.ftp ??= new FtpControl(this.flow, this.client)).line(way, packet, line);
    else if (this.talk === 'smtp') this.smtpLine(way, packet, line);
    else if (this.talk === 'pop3') this.popLine(way, packet, line);
  }

  private talkBy(way: Way, line: string): Talk | undefined {
    if (SMTP.test(line)) return this.begin('smtp', way);
    if (/^\+OK\b/.test(line)) return this.begin('pop3', way === 0 ? 1 : 0);
    return FTP.test(line) ? this.begin('ftp', way) : undefined;
  }

  private begin(talk: Talk, client: Way): Talk {
    this.client = client;
    return talk;
  }

  private smtpLine(way: Way, packet: PacketIndex, line: string): void {
    if (way !== this.client) return this.smtpAnswer(line);
    const chunk = CHUNK.exec(line);
    if (/^DATA\s*$/i.test(line)) this.asked = 'data';
    else if (/^STARTTLS\s*$/i.test(line)) this.asked = 'tls';
    else if (/^RSET\s*$/i.test(line)) this.mails[way] = undefined;
    else if (chunk !== null) {
      this.chunk = Number(chunk[1]);
      this.isLastChunk = chunk[2] !== undefined;
      if (this.mails[way] === undefined) this.beginMail(way, packet, false);
      if (this.chunk === 0 && this.isLastChunk) this.endMail(way);
    }
  }

  private smtpAnswer(line: string): void {
    if (this.asked === 'tls' && line.startsWith('220')) this.talk = 'over';
    if (this.asked === 'data' && /^[45]/.test(line)) this.asked = undefined;
    if (this.asked === 'tls') this.asked = undefined;
  }

  private popLine(way: Way, packet: PacketIndex, line: string): void {
    if (way === this.client) {
      if (this.commands.length < 1000) this.commands.push(line.trim().toUpperCase());
      return;
    }
    if (this.isListing) {
      if (line === '.') this.isListing = false;
      return;
    }
    const command = this.commands.shift() ?? '';
    if (!line.startsWith('+OK')) return;
    if (command.startsWith('STLS')) this.talk = 'over';
    else if (/^(?:RETR|TOP)\b/.test(command)) this.beginMail(way, packet, true);
    else this.isListing = /^(?:LIST|UIDL|CAPA)$/.test(command);
  }

  private beginMail(way: Way, packet: PacketIndex, hasDot: boolean): void {
    this.asked = undefined;
    this.mails[way] = { packet, held: new HeldPieces(), missing: 0, dot: hasDot ? new DotMessage() : undefined };
  }

  private takeMail(mail: Mail, dot: DotMessage, way: Way, bytes: Uint8Array, at: number): number {
    const end = dot.take(bytes, at, (piece) => mail.held.add(piece));
    if (end < 0) return bytes.length;
    this.endMail(way);
    return end;
  }

  private takeChunk(mail: Mail, way: Way, bytes: Uint8Array, at: number): number {
    const to = Math.min(bytes.length, at + this.chunk);
    mail.held.add(bytes.subarray(at, to));
    this.chunk -= to - at;
    if (this.chunk === 0 && this.isLastChunk) this.endMail(way);
    return to;
  }

  private endMail(way: Way, why?: ObjectTrouble): void {
    const mail = this.mails[way];
    if (mail === undefined) return;
    this.mails[way] = undefined;
    const { held, packet, missing } = mail;
    const trouble = why ?? (missing > 0 ? 'missing' : undefined);
    const protocol = this.talk === 'pop3' ? 'POP3' : 'SMTP';
    giveMail(this.taker, { protocol, packet, way, held }, { missing, ...(trouble !== undefined && { trouble }) });
  }
}
