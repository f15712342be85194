/**
 * Logins in protocols of lines: USER and PASS of FTP (RFC 959) and POP3 (RFC 1939), LOGIN of IMAP (RFC 9051), and what SASL
 * says in the open, PLAIN (RFC 4616) and LOGIN, in POP3, IMAP and SMTP (RFC 4954). Behind STARTTLS nothing is in the open.
 */
import {
  base64Text,
  credentials,
  Lines,
  plainCredentials,
  type Credentials,
  type LoginKind,
  type LoginReader,
} from './login.ts';

type Waiting = 'plain' | 'login-user' | 'login-secret' | undefined;

const IMAP_LOGIN = /^\S+ LOGIN (?:"([^"]*)"|(\S+)) (?:"([^"]*)"|(\S+))/i;
const SASL = /^(?:AUTH|\S+ AUTHENTICATE) (PLAIN|LOGIN)(?: (\S+))?\s*$/i;

class LineReader implements LoginReader {
  private readonly lines = new Lines();
  private user = '';
  private waiting: Waiting;

  client(payload: string): readonly Credentials[] {
    return this.lines.take(payload).flatMap((line) => this.line(line) ?? []);
  }

  server(): void {
    return; // what is asked for does not matter
  }

  private line(line: string): Credentials | undefined {
    if (this.waiting !== undefined) return this.answer(this.waiting, line);
    const [, command = '', value = ''] = /^(USER|PASS) (.*)$/i.exec(line) ?? [];
    if (command.toUpperCase() === 'USER') this.user = value;
    if (command.toUpperCase() === 'PASS') return credentials(this.user, value);
    const [, quotedUser, user = quotedUser, quotedSecret, secret = quotedSecret] = IMAP_LOGIN.exec(line) ?? [];
    if (user !== undefined && secret !== undefined) return credentials(user, secret);
    const [, method, initial] = SASL.exec(line) ?? [];
    return method === undefined ? undefined : this.begin(method.toUpperCase(), initial);
  }

  private begin(method: string, initial: string | undefined): Credentials | undefined {
    this.waiting = method === 'PLAIN' ? 'plain' : 'login-user';
    return initial === undefined ? undefined : this.answer(this.waiting, initial);
  }

  private answer(waiting: Waiting, line: string): Credentials | undefined {
    this.waiting = undefined;
    if (waiting === 'plain') return plainCredentials(line);
    if (waiting === 'login-secret') return credentials(this.user, base64Text(line));
    this.user = base64Text(line);
    this.waiting = 'login-secret';
    return undefined;
  }
}

/** Packets of a flow in which a login comes, if it comes. */
const MOST = 40;

const kind = (name: string, ports: readonly number[]): LoginKind => ({
  name,
  ports,
  protocol: 'TCP',
  most: MOST,
  reader: () => new LineReader(),
});

/** Logins by lines of text. */
export const LINE_LOGINS: readonly LoginKind[] = [
  kind('FTP', [21]),
  kind('POP3', [110]),
  kind('IMAP', [143]),
  kind('SMTP', [25, 587, 2525]),
];
