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
}

/** Header fields of a mail that are shown. */
const SHOWN = /^(From|To|Subject|Date|Message-ID|Cc): */i;

/** Reads commands of one end and replies of the other; the first reply without a command is a greeting. */
export class Dialogue implements LineTaker {
  isDone = false;
  wantsTls = false;
  private readonly open: Line[] = [];
  private readonly texts: string[] = [];
  private last = '';
  private mail: { first: Line; bytes: number; headers: Map<string, string>; inHead: boolean } | undefined;
  private hasSpoken = false;

  constructor(
    private readonly rules: DialogueRules,
    private readonly clientWay: Way,
    private readonly sink: MessageSink,
  ) {}

  line(line: Line): undefined {
    if (line.way === this.clientWay) {
      if (this.mail === undefined) this.command(line);
      else this.mailLine(line, this.mail);
    } else this.replyLine(line);
    return undefined;
  }

  private command(line: Line): void {
    this.hasSpoken = true;
    const read = this.rules.command(line.text);
    if (read === undefined) {
      this.tell(line, made('text', 'notice', oneLine(line.text, 200), { details: oneLine(line.text, 512) }));
      return;
    }
    const { method, target, id } = read;
    this.last = method;
    const summary = oneLine(line.text, 512);
    const user = method === 'USER' ? target : undefined;
    this.tell(line, made('command', 'request', summary, { method, target: oneLine(target, 512), id, user }));
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
    const role = this.hasSpoken ? 'answer' : 'notice';
    const summary = oneLine([code ?? status, text].filter((one) => one !== '').join(' '), 512);
    const kind = this.hasSpoken ? 'reply' : 'greeting';
    this.tell({ ...line, first: first.first, length }, made(kind, role, summary, { code, status: status || text }));
    const next = this.rules.after?.(this.last, reply);
    if (next === 'tls') this.wantsTls = true;
    if (next === 'mail') this.mail = { first: line, bytes: 0, headers: new Map(), inHead: true };
  }

  private mailLine(line: Line, mail: NonNullable<Dialogue['mail']>): void {
    if (mail.bytes === 0) mail.first = line;
    mail.bytes += line.length;
    if (line.text === '.') {
      this.mail = undefined;
      this.tell({ ...line, first: mail.first.first, length: mail.bytes }, mailMessage(mail.headers, mail.bytes));
    } else if (line.text === '') mail.inHead = false;
    else if (mail.inHead) {
      const name = SHOWN.exec(line.text)?.[1]?.toLowerCase();
      if (name !== undefined) mail.headers.set(name, oneLine(line.text.replace(SHOWN, ''), 512));
    }
  }

  private tell({ way, first, packet, length, cut }: Line, message: Message): void {
    this.sink.message({ way, first, packet, length, cut }, message);
  }
}

function mailMessage(headers: ReadonlyMap<string, string>, bytes: number): Message {
  const of = (name: string): string => headers.get(name) ?? '';
  return made('mail', 'request', `Mail from ${of('from')} to ${of('to')}: ${of('subject')}`, {
    subject: of('subject'),
    user: of('from'),
    target: of('to'),
    id: of('message-id'),
    body: bytes,
    details: of('date') === '' ? '' : `date: ${of('date')}`,
  });
}
