/** Logins by Telnet (RFC 854): what is typed after “login:” and “password:”, a character a packet as a rule. */
import { credentials, type Credentials, type LoginKind, type LoginReader } from './login.ts';

/** Commands and their options, which begin with 255; a subnegotiation goes on to 255 240. */
const COMMANDS = /\u00ff(?:\u00fa[^\u00f0]*\u00f0|[\u00fb-\u00fe][^]|[^])/g;
/** Characters of what the server said last. */
const KEPT = 64;

class TelnetReader implements LoginReader {
  private said = '';
  private typed = '';
  private user = '';

  client(payload: string): readonly Credentials[] {
    const found: Credentials[] = [];
    for (const character of payload.replaceAll(COMMANDS, '')) {
      if (character === '\r' || character === '\n') found.push(...this.enter());
      else if (character !== '\0') this.typed += character;
    }
    return found;
  }

  server(payload: string): void {
    this.said = (this.said + payload.replaceAll(COMMANDS, '')).slice(-KEPT);
  }

  private enter(): readonly Credentials[] {
    const { typed } = this;
    if (typed === '') return [];
    this.typed = '';
    const asked = this.said;
    this.said = '';
    if (/password[^:]*:[^:]*$/i.test(asked)) return [credentials(this.user, typed)];
    // What is typed comes back as an echo behind the question.
    if (/(login|user ?name|user)[^:]*:[^:]*$/i.test(asked)) this.user = typed;
    return [];
  }
}

/** Logins by Telnet. Characters come one by one: more packets are looked at than of other kinds. */
export const TELNET_LOGINS: LoginKind = {
  name: 'Telnet',
  ports: [23],
  protocol: 'TCP',
  most: 160,
  reader: () => new TelnetReader(),
};
