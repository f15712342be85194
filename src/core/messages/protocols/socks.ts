/** SOCKS 4 and 5 (RFC 1928): what is asked of the proxy; what goes through it is read as a connection of its own. */
import { ipv4Text, ipv6Text } from '../../../base/addresses.ts';
import type { Way } from '../../model/stream.ts';
import { Cursor } from '../cursor.ts';
import { FramedReader, type Framing } from '../framed.ts';
import { made } from '../made.ts';
import type { Message, MessageSink } from '../message.ts';
import { clientOf, hasPort, type Ends, type StreamProtocol, type StreamReader } from '../stream-reader.ts';

const PORT = 1080;
const COMMANDS = ['', 'Connect', 'Bind', 'UDP Associate'];
const REPLIES = [
  'succeeded',
  'general failure',
  'not allowed',
  'network unreachable',
  'host unreachable',
  'connection refused',
  'TTL expired',
  'command not supported',
  'address type not supported',
];
const GRANTED_4 = 90;

/** `again`: reads what goes through. */
export function socksProtocol(again: (sink: MessageSink, ends: Ends) => StreamReader): StreamProtocol {
  return {
    name: 'SOCKS',
    looks(bytes, way, ends) {
      if (way !== clientOf(ends, PORT)) return false;
      if (bytes[0] === 4 && bytes.length >= 9) return (bytes[1] === 1 || bytes[1] === 2) && bytes.at(-1) === 0;
      if (bytes[0] !== 5 || bytes.length < 3) return false;
      return bytes.length === 2 + bytes[1] && (hasPort(ends, PORT) || bytes[2] === 0 || bytes[2] === 2);
    },
    open: (sink, ends) => new SocksReader(sink, ends, again),
  };
}

class SocksReader implements StreamReader {
  private readonly talk: SocksTalk;
  private readonly plain: FramedReader;
  private inner: StreamReader | undefined;

  constructor(
    private readonly sink: MessageSink,
    private readonly ends: Ends,
    private readonly again: (sink: MessageSink, ends: Ends) => StreamReader,
  ) {
    this.talk = new SocksTalk(clientOf(ends, PORT));
    this.plain = new FramedReader(this.talk, sink);
  }

  get isDone(): boolean {
    return this.inner?.isDone === true;
  }

  bytes(...args: Parameters<StreamReader['bytes']>): void {
    if (this.talk.isThrough) this.inner ??= this.again(this.sink, this.ends);
    (this.inner ?? this.plain).bytes(...args);
  }

  gap(...[way, packet, length, why]: Parameters<StreamReader['gap']>): void {
    if (this.inner === undefined) this.plain.gap(way, packet, length);
    else this.inner.gap(way, packet, length, why);
  }

  finish(): void {
    (this.inner ?? this.plain).finish();
  }
}

type Step = 'methods' | 'login' | 'request';

class SocksTalk implements Framing {
  isThrough = false;
  private readonly steps: [Step, Step] = ['methods', 'methods'];
  private method = 0;

  constructor(private readonly client: Way) {}

  size(bytes: Uint8Array, way: Way): number {
    const isClient = way === this.client;
    if (bytes[0] === 4 || (!isClient && bytes[0] === 0 && bytes.length >= 2 && bytes[1] >= GRANTED_4))
      return isClient ? zeroEnd(bytes) : 8;
    if (this.steps[way] === 'login') return isClient ? loginSize(bytes) : 2;
    if (bytes[0] !== 5) return -1;
    if (bytes.length < 2) return 0;
    if (this.steps[way] === 'methods') return isClient ? 2 + bytes[1] : 2;
    return bytes.length < 5 ? 0 : bytes[3] === 1 ? 10 : bytes[3] === 4 ? 22 : bytes[3] === 3 ? 7 + bytes[4] : -1;
  }

  read(bytes: Uint8Array, way: Way): readonly Message[] {
    const isClient = way === this.client;
    if (bytes[0] === 4 || (!isClient && bytes[0] === 0)) return [this.version4(bytes, isClient)];
    const step = this.steps[way];
    if (step === 'methods') return [this.methods(bytes, way, isClient)];
    if (step === 'login') {
      this.steps[way] = 'request';
      const user = isClient ? new Cursor(bytes, 2).some(bytes[1]).text() : '';
      return [
        made(
          isClient ? 'login' : 'login reply',
          isClient ? 'request' : 'answer',
          isClient ? `Login ${user}` : `Login ${bytes[1] === 0 ? 'accepted' : 'refused'}`,
          { user, version: '5', ...(!isClient && { code: bytes[1] }) },
        ),
      ];
    }
    const target = destination(bytes);
    if (isClient)
      return [
        made('request', 'request', `${COMMANDS[bytes[1]] ?? ''} ${target}`, {
          method: COMMANDS[bytes[1]] ?? '',
          target,
          name: target.replace(/:\d+$/, ''),
          version: '5',
        }),
      ];
    this.isThrough = bytes[1] === 0;
    const status = REPLIES[bytes[1]] ?? `reply ${bytes[1]}`;
    return [made('reply', 'answer', status, { code: bytes[1], status, version: '5' })];
  }

  private methods(bytes: Uint8Array, way: Way, isClient: boolean): Message {
    if (isClient) this.steps[way] = 'request';
    else {
      this.method = bytes[1];
      const next = this.method === 2 ? 'login' : 'request';
      this.steps[0] = next;
      this.steps[1] = next;
    }
    return made(
      isClient ? 'methods' : 'method',
      isClient ? 'request' : 'answer',
      isClient ? `Methods ${[...bytes.subarray(2)].join(' ')}` : `Method ${this.method}`,
      { version: '5' },
    );
  }

  private version4(bytes: Uint8Array, isClient: boolean): Message {
    const cursor = new Cursor(bytes, 1);
    const code = cursor.u8();
    const port = cursor.u16();
    if (!isClient) {
      this.isThrough = code === GRANTED_4;
      const status = this.isThrough ? 'granted' : 'rejected';
      return made('reply', 'answer', `${status} ${code}`, { code, status, version: '4' });
    }
    const address = ipv4Text(bytes, 4);
    cursor.skip(4);
    const user = cursor.zeroText();
    const host = /^0\.0\.0\.[1-9]/.test(address) ? cursor.zeroText() : address;
    return made('request', 'request', `${COMMANDS[code] ?? ''} ${host}:${port}`, {
      method: COMMANDS[code] ?? '',
      target: `${host}:${port}`,
      name: host,
      user,
      version: '4',
    });
  }
}

/** Behind the user’s name, and behind that of the host where the address stands for one. */
function zeroEnd(bytes: Uint8Array): number {
  if (bytes.length < 9) return 0;
  const first = bytes.indexOf(0, 8);
  const isNamed = bytes[4] === 0 && bytes[5] === 0 && bytes[6] === 0 && bytes[7] !== 0;
  const last = isNamed && first >= 0 ? bytes.indexOf(0, first + 1) : first;
  return last < 0 ? 0 : last + 1;
}

function loginSize(bytes: Uint8Array): number {
  if (bytes.length < 2 || bytes.length < 3 + bytes[1]) return 0;
  return 3 + bytes[1] + bytes[2 + bytes[1]];
}

function destination(bytes: Uint8Array): string {
  const cursor = new Cursor(bytes, 4);
  const type = bytes[3];
  const host =
    type === 1
      ? ipv4Text(bytes, 4)
      : type === 4
        ? `[${ipv6Text(bytes.subarray(4, 20))}]`
        : cursor.some(cursor.u8()).text();
  if (type !== 3) cursor.skip(type === 1 ? 4 : 16);
  return `${host}:${cursor.u16()}`;
}
