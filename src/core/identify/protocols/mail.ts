import { Answer } from '../answer.ts';
import type { FlowState } from '../flow-state.ts';
import type { PayloadView } from '../payload-view.ts';
import { Transport, type Recogniser } from '../recogniser.ts';
import { readTls } from './tls.ts';

const SMTP_WORDS = '220 250 235 334 354 helo;ehlo mail rcpt auth starttls data noop rset'
  .split(' ')
  .map((words) => words.split(';'));
const SMTP_HELLO = 5;

/** SMTP (RFC 5321): three different words of its lines. */
export const smtp: Recogniser = {
  names: ['SMTP', 'SMTPS'],
  transport: Transport.Tcp,
  text: true,
  look(packet, flow, mark) {
    if (!packet.has('\r\n', packet.size - 2)) return mark > 0 && flow.payloads < 19 ? mark : Answer.No;
    let seen = mark;
    for (let at = 0; at >= 0 && at < packet.size; at = nextLine(packet, at)) {
      const word = SMTP_WORDS.findIndex((words) =>
        words.some((text) => packet.hasAnyCase(text, at) && ends(packet, at + text.length)),
      );
      if (word >= 0) seen |= 1 << word;
    }
    if (packet.has('220') && (seen & 1) !== 0) greeting(packet, flow);
    if (bits(seen) < 3) return flow.payloads < 19 ? seen : Answer.No;
    flow.found('SMTP');
    flow.serveHost();
    flow.further(12, afterStart('starttls', '220', 'SMTPS', (seen & (1 << (SMTP_HELLO + 4))) !== 0));
    return Answer.Yes;
  },
};

/** The host of a greeting, if more follows it. */
function greeting(packet: PayloadView, flow: FlowState): void {
  const line = /^220[ -](\S+) ./.exec(packet.text(0, 256));
  if (line?.[1] !== undefined) flow.setHost(line[1]);
}

/** Reads on for the command that starts TLS and its answer. */
function afterStart(command: string, answer: string, master: string, started: boolean) {
  let asked = started;
  return (packet: PayloadView, flow: FlowState): boolean => {
    if (packet.hasAnyCase(command) || packet.find(command.toUpperCase(), 0, 64) >= 0) asked = true;
    else if (asked && packet.has(answer)) {
      flow.master = master;
      readTls(flow, 12);
    }
    return true;
  };
}

const POP_COMMANDS = 'auth apop user pass capa list stat uidl retr dele stls'.split(' ');

/** POP3 (RFC 1939): commands and answers, three together. */
export const pop3: Recogniser = {
  names: ['POP3', 'POPS'],
  transport: Transport.Tcp,
  text: true,
  look(packet, flow, mark) {
    if (!packet.isText) return Answer.No;
    const answer = packet.has('+OK') || packet.has('-ERR') || (mark > 0 && packet.has('+ '));
    const command = POP_COMMANDS.findIndex((text) => packet.hasAnyCase(text));
    if (!answer && command < 0)
      return flow.payloads > 3 && mark === 0 ? Answer.No : flow.payloads > 10 ? Answer.No : mark;
    const seen = answer ? mark + 0x10000 : mark | (1 << command);
    const commands = bits(seen & 0xffff);
    const answers = seen >>> 16;
    if (commands === 0 || answers === 0 || commands + answers < 3) return seen;
    flow.found('POP3');
    flow.further(12, afterStart('stls', '+OK', 'POPS', command === POP_COMMANDS.length - 1));
    return Answer.Yes;
  },
};

const IMAP_WORDS = `ok uid noop idle done login capability starttls authenticate select examine create delete rename
  subscribe unsubscribe list lsub status append check close expunge search fetch store copy logout bye no bad
  namespace id enable`.split(/\s+/);

/** IMAP (RFC 9051): lines with a tag and a known word; seven of them, or fewer after a login. */
export const imap: Recogniser = {
  names: ['IMAP', 'IMAPS'],
  transport: Transport.Tcp,
  text: true,
  look(packet, flow, mark) {
    if (!packet.isText) return Answer.No;
    if (packet.size < 4 || !packet.has('\r\n', packet.size - 2)) return flow.payloads > 6 ? Answer.No : mark;
    const blank = packet.find(' ', 0, 32);
    const word = IMAP_WORDS.find(
      (text) => blank > 0 && packet.hasAnyCase(text, blank + 1) && ends(packet, blank + 1 + text.length),
    );
    if (word === undefined) return flow.payloads > 6 && mark === 0 ? Answer.No : mark;
    if (word === 'authenticate') {
      flow.instead = 'IMAP'; // NFStream's habit: what is said by this command is in clear
      return flow.found('IMAPS');
    }
    const login = (mark & 0x100) | (word === 'login' ? 0x100 : 0);
    const words = (mark & 0xff) + 1;
    if (words === 7 || (login > 0 && (words === 3 || words === 5))) return flow.found('IMAP');
    return words > 7 ? Answer.No : words | login;
  },
};

function nextLine(packet: PayloadView, at: number): number {
  const end = packet.find('\r\n', at);
  return end < 0 ? -1 : end + 2;
}

/** True where a word ends: a blank, a line's end, `-` or `:`. */
function ends(packet: PayloadView, at: number): boolean {
  const byte = packet.u8(at);
  return byte === 0x20 || byte === 0x0d || byte === 0x2d || byte === 0x3a;
}

function bits(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count++;
  return count;
}
