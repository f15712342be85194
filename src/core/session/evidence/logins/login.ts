/** What somebody gave to be let in. The secret is kept to tell secrets apart; nothing shows it. */
export interface Credentials {
  readonly user: string;
  readonly secret: string;
}

/** Follows one flow, packet by packet, and finds what is given to be let in. Payload as Latin-1. */
export interface LoginReader {
  /** From who asks for the service. */
  client(payload: string): readonly Credentials[];
  /** From who gives it. */
  server(payload: string): void;
}

/** How logins of one kind are found. */
export interface LoginKind {
  readonly name: string;
  /** Ports of the service; others are not looked at. */
  readonly ports: readonly number[];
  readonly protocol: 'TCP' | 'UDP';
  /** Packets with payload of one flow that are looked at. */
  readonly most: number;
  reader(): LoginReader;
}

/** Characters of a line, a user or a secret that are kept. */
const MOST = 256;

/** Puts payload together to lines; what has no end yet waits for the next payload. */
export class Lines {
  private rest = '';

  take(payload: string): readonly string[] {
    const lines = (this.rest + payload).split(/\r?\n|\r/);
    this.rest = (lines.pop() ?? '').slice(0, MOST);
    return lines.map((line) => line.slice(0, 4 * MOST));
  }
}

/** A user and a secret, no longer than anybody types. */
export function credentials(user: string, secret: string): Credentials {
  return { user: user.slice(0, MOST), secret: secret.slice(0, MOST) };
}

/** "user:secret" in base64 (RFC 7617); undefined if it is none. */
export function basicCredentials(base64: string): Credentials | undefined {
  const text = base64Text(base64);
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : credentials(text.slice(0, colon), text.slice(colon + 1));
}

/** "authorization NUL user NUL secret" in base64 (RFC 4616); undefined if it is none. */
export function plainCredentials(base64: string): Credentials | undefined {
  const [, user, secret] = base64Text(base64).split('\0');
  return user === undefined || secret === undefined ? undefined : credentials(user, secret);
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 (RFC 4648) as Latin-1; what is no digit is passed over. */
export function base64Text(base64: string): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const digit of base64.slice(0, 4 * MOST)) {
    const value = DIGITS.indexOf(digit);
    if (value < 0) continue;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    text += String.fromCharCode((held >> bits) & 255);
  }
  return text;
}
