/** MySQL, PostgreSQL (protocol 3), TDS (MS-TDS): what is asked of databases. */
import { latin1 } from '../../../base/text.ts';
import { Cursor } from '../cursor.ts';
import { FramedReader, type Framing } from '../framed.ts';
import { made, words } from '../made.ts';
import type { Message, MessageSink } from '../message.ts';
import { clientOf, hasPort, type Ends, type StreamProtocol, type StreamReader } from '../stream-reader.ts';
import { openTls } from './tls.ts';

const MYSQL_PORT = 3306;
const COMMANDS = [
  'Sleep',
  'Quit',
  'Init DB',
  'Query',
  'Field List',
  'Create DB',
  'Drop DB',
  'Refresh',
  'Shutdown',
  'Statistics',
  'Process Info',
  'Connect',
  'Process Kill',
  'Debug',
  'Ping',
  'Time',
  'Delayed Insert',
  'Change User',
  'Binlog Dump',
  'Table Dump',
  'Connect Out',
  'Register Replica',
  'Prepare Statement',
  'Execute Statement',
  'Send Long Data',
  'Close Statement',
  'Reset Statement',
  'Set Option',
  'Fetch',
];
const SSL = 0x0800;

export const MYSQL: StreamProtocol = {
  name: 'MySQL',
  looks(bytes, _way, ends) {
    if (bytes.length < 6) return 'later';
    const isGreeting = bytes[3] === 0 && bytes[4] === 10 && bytes[2] === 0 && /^\d+\.\d/.test(latin1(bytes, 5, 12));
    return isGreeting || (hasPort(ends, MYSQL_PORT) && bytes[3] <= 1 && bytes[2] === 0);
  },
  open: (sink, ends) => new Upgrading(sink, (turn) => new MysqlFraming(ends, turn)),
};

/** A reader that may go on encrypted from one moment on. */
class Upgrading implements StreamReader {
  private readonly plain: FramedReader;
  private tls: StreamReader | undefined;
  private wants = false;

  constructor(
    private readonly sink: MessageSink,
    framing: (turn: () => void) => Framing,
  ) {
    this.plain = new FramedReader(
      framing(() => (this.wants = true)),
      sink,
    );
  }

  get isDone(): boolean {
    return this.tls?.isDone === true;
  }

  bytes(...args: Parameters<StreamReader['bytes']>): void {
    if (this.wants) this.tls ??= openTls(this.sink);
    (this.tls ?? this.plain).bytes(...args);
  }

  gap(...[way, packet, length, why]: Parameters<StreamReader['gap']>): void {
    if (this.tls === undefined) this.plain.gap(way, packet, length);
    else this.tls.gap(way, packet, length, why);
  }

  finish(): void {
    (this.tls ?? this.plain).finish();
  }
}

class MysqlFraming implements Framing {
  private isIn = false;
  private isAnswered = true;

  constructor(
    private readonly ends: Ends,
    private readonly turn: () => void,
  ) {}

  size(bytes: Uint8Array): number {
    return bytes.length < 4 ? 0 : 4 + (bytes[0] | (bytes[1] << 8) | (bytes[2] << 16));
  }

  read(bytes: Uint8Array, way: 0 | 1): readonly Message[] {
    const isClient = way === clientOf(this.ends, MYSQL_PORT);
    const number = bytes[3];
    const cursor = new Cursor(bytes, 4);
    if (!isClient && number === 0 && bytes[4] === 10) return [greeting(cursor)];
    if (isClient && number === 1 && !this.isIn) return this.login(cursor);
    if (isClient) return number === 0 ? this.command(cursor) : [];
    return this.answer(cursor);
  }

  private login(cursor: Cursor): readonly Message[] {
    const flags = cursor.u32le();
    this.isIn = true;
    if ((flags & SSL) !== 0 && cursor.left <= 28) {
      this.turn();
      return [made('SSL request', 'notice', 'SSL request', {})];
    }
    cursor.skip(28);
    const user = cursor.zeroText();
    this.isAnswered = false;
    return [made('login', 'request', `Login ${user}`, { user, method: 'Login' })];
  }

  private command(cursor: Cursor): readonly Message[] {
    this.isIn = true;
    const code = cursor.u8();
    const method = COMMANDS[code] ?? `command ${code}`;
    const target = [2, 3, 4, 5, 6, 22].includes(code) ? cursor.text().slice(0, 1000) : '';
    this.isAnswered = [1, 24, 25].includes(code);
    return [made('command', this.isAnswered ? 'notice' : 'request', `${method} ${target}`.trim(), { method, target })];
  }

  /** Only the first packet of an answer tells how it went. */
  private answer(cursor: Cursor): readonly Message[] {
    if (this.isAnswered) return [];
    const type = cursor.u8();
    // Further steps of the login are no answer yet.
    if (type === 1 && cursor.left <= 1) return [];
    if (type === 0xfe && cursor.left > 8) return [];
    this.isAnswered = true;
    if (type === 0xff) {
      const code = cursor.u16le();
      const status = cursor.text().replace(/^#\w{5}/, '');
      return [made('error', 'answer', `Error ${code}: ${status}`, { code, status })];
    }
    const status = type === 0 ? 'OK' : type === 0xfe ? 'EOF' : `result of ${type} columns`;
    return [made('response', 'answer', status, { status })];
  }
}

function greeting(cursor: Cursor): Message {
  cursor.skip(1);
  const version = cursor.zeroText();
  return made('greeting', 'notice', `Server ${version}`, { version, agent: `MySQL ${version}` });
}

const PG_PORT = 5432;
const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const CANCEL = 80_877_102;
const FRONT: Readonly<Record<string, string>> = {
  Q: 'Query',
  P: 'Parse',
  B: 'Bind',
  E: 'Execute',
  D: 'Describe',
  C: 'Close',
  S: 'Sync',
  X: 'Terminate',
  p: 'Password',
  F: 'Function Call',
  d: 'Copy Data',
  c: 'Copy Done',
  f: 'Copy Fail',
  H: 'Flush',
};
const BACK: Readonly<Record<string, string>> = {
  R: 'Authentication',
  S: 'Parameter Status',
  K: 'Backend Key Data',
  Z: 'Ready For Query',
  T: 'Row Description',
  D: 'Data Row',
  C: 'Command Complete',
  E: 'Error',
  N: 'Notice',
  '1': 'Parse Complete',
  '2': 'Bind Complete',
  '3': 'Close Complete',
  n: 'No Data',
  t: 'Parameter Description',
  I: 'Empty Query',
  G: 'Copy In',
  H: 'Copy Out',
  W: 'Copy Both',
  d: 'Copy Data',
  c: 'Copy Done',
  A: 'Notification',
  s: 'Portal Suspended',
};
/** Not worth rows: one for each row of a result, and what comes with each. */
const SILENT: ReadonlySet<string> = new Set(['Data Row', 'Copy Data', 'Parameter Status']);

export const POSTGRESQL: StreamProtocol = {
  name: 'PostgreSQL',
  looks(bytes, _way, ends) {
    if (bytes.length < 8) return hasPort(ends, PG_PORT) ? 'later' : false;
    const cursor = new Cursor(bytes);
    const [length, code] = [cursor.u32(), cursor.u32()];
    if (code === SSL_REQUEST || code === GSS_REQUEST || code === CANCEL || (code === 196_608 && length < 10_000))
      return true;
    const type = String.fromCharCode(bytes[0]);
    return hasPort(ends, PG_PORT) && (type in FRONT || type in BACK) && bytes[1] === 0 && bytes[2] < 0x10;
  },
  open: (sink, ends) => new Upgrading(sink, (turn) => new PostgresFraming(ends, turn)),
};

class PostgresFraming implements Framing {
  private hasBegun = false;
  private asked = false;

  constructor(
    private readonly ends: Ends,
    private readonly turn: () => void,
  ) {}

  size(bytes: Uint8Array, way: 0 | 1): number {
    if (way !== this.client && this.asked) return 1;
    if (bytes.length < 5) return 0;
    if (way === this.client && !this.hasBegun && bytes[0] === 0) return new Cursor(bytes).u32();
    const table = way === this.client ? FRONT : BACK;
    const length = new Cursor(bytes, 1).u32();
    return String.fromCharCode(bytes[0]) in table && length >= 4 && length < 0x4000_0000 ? 1 + length : -1;
  }

  read(bytes: Uint8Array, way: 0 | 1): readonly Message[] {
    if (way !== this.client && this.asked) {
      this.asked = false;
      const isYes = bytes[0] === 0x53 || bytes[0] === 0x47;
      if (isYes) this.turn();
      return [
        made('SSL answer', 'answer', isYes ? 'SSL accepted' : 'SSL refused', { status: isYes ? 'yes' : 'no' }, 'ssl'),
      ];
    }
    if (way === this.client && !this.hasBegun && bytes[0] === 0) return this.startup(new Cursor(bytes, 4));
    return way === this.client ? this.front(bytes) : back(bytes);
  }

  private get client(): 0 | 1 {
    return clientOf(this.ends, PG_PORT);
  }

  private startup(cursor: Cursor): readonly Message[] {
    const code = cursor.u32();
    if (code === SSL_REQUEST || code === GSS_REQUEST) {
      this.asked = true;
      return [made('SSL request', 'request', code === SSL_REQUEST ? 'SSL request' : 'GSS request', {}, 'ssl')];
    }
    this.hasBegun = true;
    if (code === CANCEL) return [made('cancel', 'notice', 'Cancel request', {})];
    const pairs = new Map<string, string>();
    while (cursor.left > 1 && pairs.size < 50) pairs.set(cursor.zeroText(), cursor.zeroText());
    const [user, database = user] = [pairs.get('user') ?? '', pairs.get('database')];
    return [
      made('startup', 'request', `Startup ${user} ${database}`, {
        user,
        name: database,
        agent: pairs.get('application_name'),
        details: words(Object.fromEntries(pairs)),
      }),
    ];
  }

  private front(bytes: Uint8Array): readonly Message[] {
    this.hasBegun = true;
    const kind = FRONT[String.fromCharCode(bytes[0])] ?? '';
    const cursor = new Cursor(bytes, 5);
    if (kind === 'Parse') cursor.zeroText();
    const target = kind === 'Query' || kind === 'Parse' ? cursor.zeroText() : '';
    if (SILENT.has(kind)) return [];
    return [made(kind, kind === 'Query' ? 'request' : 'notice', `${kind} ${target}`.trim(), { method: kind, target })];
  }
}

/** Ready For Query ends what was asked; before it an error or what was done. */
function back(bytes: Uint8Array): readonly Message[] {
  const kind = BACK[String.fromCharCode(bytes[0])] ?? '';
  if (SILENT.has(kind)) return [];
  const cursor = new Cursor(bytes, 5);
  if (kind === 'Error' || kind === 'Notice') {
    const fields = new Map<string, string>();
    while (cursor.left > 1 && fields.size < 30) fields.set(cursor.raw(1), cursor.zeroText());
    const status = fields.get('M') ?? '';
    return [
      made(kind, 'notice', `${kind}: ${status}`, {
        status,
        details: words({ severity: fields.get('S'), code: fields.get('C') }),
      }),
    ];
  }
  const status = kind === 'Command Complete' ? cursor.zeroText() : '';
  const role = kind === 'Ready For Query' ? 'answer' : 'notice';
  return [made(kind, role, `${kind} ${status}`.trim(), { status })];
}

const TDS_PORT = 1433;
const TDS_KINDS: ReadonlyMap<number, string> = new Map([
  [1, 'SQL Batch'],
  [2, 'Old Login'],
  [3, 'RPC'],
  [4, 'Response'],
  [6, 'Attention'],
  [7, 'Bulk Load'],
  [14, 'Transaction Manager'],
  [16, 'Login'],
  [17, 'SSPI'],
  [18, 'Pre-Login'],
]);

export const TDS: StreamProtocol = {
  name: 'TDS',
  looks: (bytes, _way, ends) => hasPort(ends, TDS_PORT) && (bytes.length < 8 ? 'later' : tdsSize(bytes) > 0),
  open: (sink) =>
    new FramedReader({ size: (bytes) => (bytes.length < 8 ? 0 : tdsSize(bytes)), read: (bytes) => [tds(bytes)] }, sink),
};

function tdsSize(bytes: Uint8Array): number {
  const length = (bytes[2] << 8) | bytes[3];
  return TDS_KINDS.has(bytes[0]) && length >= 8 && bytes[7] === 0 ? length : -1;
}

function tds(bytes: Uint8Array): Message {
  const kind = TDS_KINDS.get(bytes[0]) ?? String(bytes[0]);
  const isAnswer = bytes[0] === 4;
  const isLast = (bytes[1] & 1) !== 0;
  const role = !isLast ? 'notice' : isAnswer ? 'answer' : bytes[0] === 6 ? 'notice' : 'request';
  const cursor = new Cursor(bytes, 8);
  if (bytes[0] === 1) {
    const header = new Cursor(bytes, 8).u32le();
    if (header >= 4 && header <= 64) cursor.skip(header);
    const target = cursor.utf16le().slice(0, 1000);
    return made(kind, role, `${kind} ${target}`, { method: kind, target });
  }
  const user = bytes[0] === 16 ? loginName(bytes) : '';
  return made(kind, role, `${kind} ${user}`.trim(), { method: isAnswer ? '' : kind, user });
}

/** Offset and characters of the user's name stand at 40 of LOGIN7. */
function loginName(bytes: Uint8Array): string {
  const cursor = new Cursor(bytes, 8 + 40);
  const [at, characters] = [cursor.u16le(), cursor.u16le()];
  return new Cursor(bytes, Math.min(bytes.length, 8 + at)).some(2 * characters).utf16le();
}
