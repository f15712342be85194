/** Logins by HTTP in the open: Basic (RFC 7617), to servers and proxies, and forms with a field of a secret. */
import { basicCredentials, credentials, type Credentials, type LoginKind, type LoginReader } from './login.ts';

const BASIC = /^(?:proxy-)?authorization:[ \t]*basic[ \t]+(\S+)/gim;
/** What programs call the fields. */
const SECRET = /(?:^|[?&\s])(?:pass|passwd|password|passphrase|pwd|user_?pass|login_?password)=([^&\s]+)/i;
const USER = /(?:^|[?&\s])(?:user|username|user_?name|user_?id|uid|login|log|email|e-?mail|account)=([^&\s]*)/i;

class HttpReader implements LoginReader {
  private posts = false;

  client(payload: string): readonly Credentials[] {
    const [, method] = /^([A-Z]{3,7}) \S+ HTTP\/1\.[01]\r?$/m.exec(payload.slice(0, 4096)) ?? [];
    if (method !== undefined) this.posts = method === 'POST';
    const basic = [...payload.matchAll(BASIC)].flatMap(([, base64 = '']) => basicCredentials(base64) ?? []);
    const form = this.posts || method === 'GET' ? formOf(payload) : undefined;
    return form === undefined ? basic : [...basic, form];
  }

  server(): void {
    return; // whether it was accepted does not matter
  }
}

function formOf(payload: string): Credentials | undefined {
  const secret = SECRET.exec(payload)?.[1];
  return secret === undefined ? undefined : credentials(decoded(USER.exec(payload)?.[1] ?? ''), decoded(secret));
}

function decoded(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
}

/** Logins by HTTP, at the usual ports of servers and proxies. */
export const HTTP_LOGINS: LoginKind = {
  name: 'HTTP',
  ports: [80, 591, 3128, 8000, 8008, 8080, 8081, 8088, 8888],
  protocol: 'TCP',
  most: 40,
  reader: () => new HttpReader(),
};
