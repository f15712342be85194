/** The client/server protocol of MySQL and MariaDB. */
import { latin1 } from '../../../base/text.ts';
import { Cursor } from '../cursor.ts';
import { type Framing } from '../framed.ts';
import { made } from '../made.ts';
import type { Message } from '../message.ts';
import { clientOf, hasPort, type Ends, type StreamProtocol } from '../stream-reader.ts';
import { Upgrading } from './upgrading.ts';

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
