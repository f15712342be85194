/** PostgreSQL, version 3 of its frontend/backend protocol. */
import { Cursor } from '../cursor.ts';
import { type Framing } from '../framed.ts';
import { made, words } from '../made.ts';
import type { Message } from '../message.ts';
import { clientOf, hasPort, type Ends, type StreamProtocol } from '../stream-reader.ts';
import { Upgrading } from './upgrading.ts';

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
