import { oneLine } from '../../base/text.ts';
import type { Way } from '../model/stream.ts';
import type { Line, LineTaker } from './line-reader.ts';
import { made } from './made.ts';
import type { Message, MessageSink } from './message.ts';

/** A reply, or a line of one that goes on. */
export interface Reply {
  readonly code?: number;
  readonly text: string;
  readonly goesOn: boolean;
  /** What it says of success, where that is not its text. */
  readonly status?: string;
}

/** How a protocol of commands and replies in lines is read. */
export interface DialogueRules {
  /** undefined: not a line of a reply. */
  reply(text: string): Reply | undefined;
  /** The command of a line; undefined for what is none. */
  command(text: string): { readonly method: string; readonly target: string; readonly id?: string } | undefined;
  /** What follows a command, or its reply, that is no dialogue: a mail, encryption. */
  after?(command: string, reply: Reply | undefined): 'mail' | 'tls' | undefined;
  /** Bytes of a mail that follow a command, and whether they are its last; undefined: none do. */
  chunk?(method: string, target: string): { readonly size: number; readonly isLast: boolean } | undefined;
}

/** A mail under way. */
interface Mail {
  first: Line;
  bytes: number;
  readonly headers: Map<string, string>;
  inHead: boolean;
  /** It comes in chunks, not up to a line with a dot: bytes of this one to come; 0 between two. */
  chunk?: { left: number; readonly isLast: boolean };
}

/** SMTP and FTP: ready (RFC 5321 section 4.2.3, RFC 959 section 4.2.2). */
const GREETING = 220;
/** Header fields of a mail that are shown. */
const SHOWN = /^(From|To|Subject|Date|Message-ID|Cc): */i;

/** Reads commands of one end and replies of the other; the first reply without a command is a greeting. */
export class Dialogue implements LineTaker {
  isDone = false;
  wantsTls = false;
  private readonly open: Line[] = [];
  private readonly texts: string[] = [];
  private last = '';
  private mail: Mail | undefined;
  private hasSpoken = false;
  private hasReplied = false;
  /** The last command was answered with an error. */
  private isRefused = false;

  constructor(
    private readonly rules: DialogueRules,
    private readonly clientWay: Way,
    private readonly sink: MessageSink,
  ) {}

  line(line: Line): { readonly block: number } | undefined {
    if (line.way !== this.clientWay) {
      this.replyLine(line);
      return undefined;
    }
    // Without the server’s side nothing says that a mail may come; it does all the same.
    if (this.mail === undefined && !this.isRefused && this.rules.after?.(this.last, undefined) === 'mail')
      this.beginMail(line);
    const { mail } = this;
    if (mail === undefined || mail.chunk?.left === 0) return this.command(line);
    if (mail.chunk === undefined) this.mailLine(line, mail);
    else this.chunkLine(line, mail, mail.chunk);
    return undefined;
  }

  private beginMail(first: Line): Mail {
    this.last = '';
    return (this.mail = { first, bytes: 0, headers: new Map(), inHead: true });
  }

  private command(line: Line): { readonly block: number } | undefined {
    this.hasSpoken = true;
    this.isRefused = false;
    const read = this.rules.command(line.text);
    if (read === undefined) {
      if (line.text.trim() === '') return undefined;
      this.tell(line, made('text', 'notice', oneLine(line.text, 200), { details: oneLine(line.text, 512) }));
      return undefined;
    }
    const { method, target, id } = read;
    this.last = method;
    const summary = oneLine(line.text, 512);
    const user = method === 'USER' ? target : undefined;
    this.tell(line, made('command', 'request', summary, { method, target: oneLine(target, 512), id, user }));
    const chunk = this.rules.chunk?.(method, target);
    if (chunk === undefined) return undefined;
    const mail = this.mail ?? this.beginMail(line);
    mail.chunk = { left: chunk.size, isLast: chunk.isLast };
    if (chunk.size === 0) this.endChunk(line, mail, mail.chunk);
    return { block: chunk.size };
  }

  private replyLine(line: Line): void {
    const reply = this.rules.reply(line.text);
    if (reply === undefined && this.open.length === 0) return;
    this.open.push(line);
    this.texts.push(reply?.text ?? line.text);
    if (this.open.length > 1000) return this.replied(line, reply);
    if (reply !== undefined && !reply.goesOn) this.replied(line, reply);
  }

  private replied(line: Line, reply: Reply | undefined): void {
    const [first = line] = this.open;
    const length = this.open.reduce((sum, one) => sum + one.length, 0);
    const text = oneLine(this.texts.filter((one) => one !== '').join(' | '), 512);
    this.open.length = 0;
    this.texts.length = 0;
    const status = reply?.status ?? '';
    const code = reply?.code;
    // A client may speak before it has heard the greeting.
    const isGreeting = !this.hasSpoken || (!this.hasReplied && code === GREETING && this.last !== 'STARTTLS');
    this.hasReplied = true;
    const role = isGreeting ? 'notice' : 'answer';
    const summary = oneLine([code ?? status, text].filter((one) => one !== '').join(' '), 512);
    const kind = isGreeting ? 'greeting' : 'reply';
    this.tell({ ...line, first: first.first, length }, made(kind, role, summary, { code, status: status || text }));
    this.isRefused = (code ?? 0) >= 400;
    const next = this.rules.after?.(this.last, reply);
    if (next === 'tls') this.wantsTls = true;
    if (next === 'mail') this.beginMail(line);
  }

  private mailLine(line: Line, mail: Mail): void {
    if (line.text === '.') {
      mail.bytes += line.length;
      this.endMail(line, mail);
    } else takeMailLine(line, mail);
  }

  private chunkLine(line: Line, mail: Mail, chunk: NonNullable<Mail['chunk']>): void {
    takeMailLine(line, mail);
    chunk.left = Math.max(0, chunk.left - line.length);
    if (chunk.left === 0) this.endChunk(line, mail, chunk);
  }

  private endChunk(line: Line, mail: Mail, { isLast }: { readonly isLast: boolean }): void {
    if (isLast) this.endMail(line, mail);
  }

  private endMail(line: Line, { first, headers, bytes, chunk }: Mail): void {
    this.mail = undefined;
    this.tell({ ...line, first: first.first, length: bytes }, mailMessage(headers, bytes, chunk));
  }

  private tell({ way, first, packet, length, cut }: Line, message: Message): void {
    this.sink.message({ way, first, packet, length, cut }, message);
  }
}

/** Its header fields, as far as they are shown. */
function takeMailLine(line: Line, mail: Mail): void {
  if (mail.bytes === 0) mail.first = line;
  mail.bytes += line.length;
  if (line.text === '') mail.inHead = false;
  if (!mail.inHead) return;
  const name = SHOWN.exec(line.text)?.[1]?.toLowerCase();
  if (name !== undefined) mail.headers.set(name, oneLine(line.text.replace(SHOWN, ''), 512));
}

/** The end of one in chunks is answered as the command of its last chunk. */
function mailMessage(headers: ReadonlyMap<string, string>, bytes: number, chunk: Mail['chunk']): Message {
  const of = (name: string): string => headers.get(name) ?? '';
  const said = (word: string, name: string): string => (of(name) === '' ? '' : `${word}${of(name)}`);
  const summary = `Mail${said(' from ', 'from')}${said(' to ', 'to')}${said(': ', 'subject')}`;
  return made('mail', chunk === undefined ? 'request' : 'notice', summary, {
    subject: of('subject'),
    user: of('from'),
    target: of('to'),
    id: of('message-id'),
    body: bytes,
    details: of('date') === '' ? '' : `date: ${of('date')}`,
  });
}
