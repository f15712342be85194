/** SMTP (RFC 5321), POP3 (RFC 1939), FTP (RFC 959), IMAP (RFC 9051): commands and replies in lines. */
import { latin1 } from '../../../base/text.ts';
import { Dialogue, type DialogueRules, type Reply } from '../dialogue.ts';
import { LineReader } from '../line-reader.ts';
import type { MessageSink } from '../message.ts';
import { clientOf, hasPort, type Ends, type Looks, type StreamProtocol, type StreamReader } from '../stream-reader.ts';
import { openTls } from './tls.ts';

const SMTP_PORTS = [25, 587, 2525] as const;
const FTP_PORT = 21;
const POP_PORT = 110;
const IMAP_PORT = 143;

/** "250-text", "220 text". */
function numbered(text: string): Reply | undefined {
  const [, code, mark, rest = ''] = /^(\d{3})(?:([ -])(.*))?$/.exec(text) ?? [];
  return code === undefined ? undefined : { code: Number(code), text: rest, goesOn: mark === '-' };
}

function word(text: string): { method: string; target: string } | undefined {
  const [, method, target = ''] = /^([A-Za-z]{2,10})(?:[ \t]+(.*))?$/.exec(text) ?? [];
  return method === undefined ? undefined : { method: method.toUpperCase(), target: target.trim() };
}

const SMTP_RULES: DialogueRules = {
  reply: numbered,
  command: (text) => (SMTP_COMMANDS.test(text) ? word(text) : undefined),
  after(command, reply) {
    if (command === 'DATA') return reply === undefined || reply.code === 354 ? 'mail' : undefined;
    return command === 'STARTTLS' && reply?.code === 220 ? 'tls' : undefined;
  },
  // RFC 3030 section 2.
  chunk(method, target) {
    const [, size, last] = /^(\d{1,10})(?:\s+(LAST))?\s*$/i.exec(target) ?? [];
    return method !== 'BDAT' || size === undefined ? undefined : { size: Number(size), isLast: last !== undefined };
  },
};
const SMTP_COMMANDS =
  /^(HELO|EHLO|LHLO|MAIL|RCPT|DATA|RSET|NOOP|QUIT|VRFY|EXPN|HELP|AUTH|STARTTLS|BDAT|ETRN|TURN|SIZE|XCLIENT|SEND|SOML|SAML|X-EXPS|XEXCH50)\b/i;

const FTP_RULES: DialogueRules = {
  reply: numbered,
  command: word,
  after: (command, reply) => (command === 'AUTH' && reply?.code === 234 ? 'tls' : undefined),
};

/** Replies of several lines: a command that has them ends them with a dot. */
function popRules(): DialogueRules {
  let last = '';
  let isOpen = false;
  return {
    command(text) {
      const read = word(text);
      last = read?.method ?? '';
      if (last === 'LIST' || last === 'UIDL') last = read?.target === '' ? 'LIST-ALL' : last;
      return read;
    },
    reply(text) {
      if (isOpen) {
        isOpen = text !== '.';
        return { text: '', goesOn: isOpen, status: '+OK' };
      }
      const [, status, rest = ''] = /^(\+OK|-ERR|\+)(?: (.*))?$/.exec(text) ?? [];
      if (status === undefined) return undefined;
      isOpen = status === '+OK' && POP_LONG.has(last);
      return { text: rest, goesOn: isOpen, status };
    },
    after: (command, reply) => (command === 'STLS' && reply?.status === '+OK' ? 'tls' : undefined),
  };
}
const POP_LONG: ReadonlySet<string> = new Set(['RETR', 'TOP', 'LIST-ALL', 'CAPA']);

/** A dialogue that may go on encrypted. */
function open(rules: DialogueRules, sink: MessageSink, ends: Ends, ports: readonly number[]): StreamReader {
  const dialogue = new Dialogue(rules, clientOf(ends, ...ports), sink);
  const lines = new LineReader(dialogue, sink);
  let tls: StreamReader | undefined;
  return {
    bytes(way, packet, bytes) {
      if (dialogue.wantsTls) tls ??= openTls(sink);
      (tls ?? lines).bytes(way, packet, bytes);
    },
    gap: (way, packet, length, why) => (tls ?? lines).gap(way, packet, length, why),
    finish: () => (tls ?? lines).finish(),
    get isDone() {
      return tls?.isDone === true;
    },
  };
}

/** Looks at the first line by a pattern. */
function firstLine(bytes: Uint8Array, pattern: RegExp): Looks {
  const text = latin1(bytes, 0, 600);
  const end = text.indexOf('\n');
  if (end < 0) return bytes.length < 512 && /^[\x20-\x7e\t\r]*$/.test(text) ? 'later' : false;
  return pattern.test(text.slice(0, end).trimEnd());
}

export const SMTP: StreamProtocol = {
  name: 'SMTP',
  looks: (bytes, _way, ends) =>
    firstLine(
      bytes,
      hasPort(ends, ...SMTP_PORTS)
        ? /^(\d{3}[ -]|(EHLO|HELO|LHLO|MAIL|RCPT|AUTH|STARTTLS|DATA|QUIT)\b)/i
        : /^(220[ -].*\b(E?SMTP|mail)\b|(EHLO|HELO) \S+$)/i,
    ),
  open: (sink, ends) => open(SMTP_RULES, sink, ends, SMTP_PORTS),
};

export const FTP: StreamProtocol = {
  name: 'FTP',
  looks: (bytes, _way, ends) =>
    firstLine(
      bytes,
      hasPort(ends, FTP_PORT)
        ? /^(\d{3}[ -]|(USER|PASS|AUTH|FEAT|SYST|OPTS|QUIT|PORT|PASV|TYPE|RETR|STOR|LIST|CWD|PWD)\b)/i
        : /^220[ -].*\bFTP\b/i,
    ),
  open: (sink, ends) => open(FTP_RULES, sink, ends, [FTP_PORT]),
};

export const POP3: StreamProtocol = {
  name: 'POP3',
  looks: (bytes, _way, ends) =>
    firstLine(
      bytes,
      hasPort(ends, POP_PORT) ? /^(\+OK|-ERR|(USER|APOP|AUTH|CAPA|STLS|PASS|STAT|LIST|QUIT)\b)/i : /^\+OK .*\bPOP3?\b/i,
    ),
  open: (sink, ends) => open(popRules(), sink, ends, [POP_PORT]),
};

/** Tagged lines; what is not tagged is part of the reply before it. */
const IMAP_RULES: DialogueRules = {
  command(text) {
    const [, id, method, target = ''] = /^([^\s+*]\S*) (UID \w+|\w+)(?: (.*))?$/i.exec(text) ?? [];
    return method === undefined ? undefined : { id, method: method.toUpperCase(), target };
  },
  reply(text) {
    const [, tag, status, rest = ''] = /^(\S+) (OK|NO|BAD|PREAUTH|BYE)\b ?(.*)$/i.exec(text) ?? [];
    if (status !== undefined && tag !== '*') return { status: status.toUpperCase(), text: rest, goesOn: false };
    if (text.startsWith('+')) return { status: '+', text: text.slice(1).trim(), goesOn: false };
    if (/^\* (OK|PREAUTH|BYE)\b/i.test(text))
      return { status: (status ?? '').toUpperCase(), text: rest, goesOn: false };
    return text.startsWith('* ') ? { text: text.slice(2), goesOn: true } : undefined;
  },
  after: (command, reply) => (command === 'STARTTLS' && reply?.status === 'OK' ? 'tls' : undefined),
};

export const IMAP: StreamProtocol = {
  name: 'IMAP',
  looks: (bytes, _way, ends) =>
    firstLine(bytes, hasPort(ends, IMAP_PORT) ? /^(\* (OK|PREAUTH|BYE)|\S+ [A-Za-z]+)/ : /^\* OK .*\bIMAP/i),
  open: (sink, ends) => open(IMAP_RULES, sink, ends, [IMAP_PORT]),
};
