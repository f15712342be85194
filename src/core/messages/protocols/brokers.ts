/** MQTT (3.1, 3.1.1, 5.0), NATS, IRC (RFC 2812), AMQP 0-9-1: messages that are passed on. */
import { latin1, oneLine } from '../../../base/text.ts';
import { Cursor } from '../cursor.ts';
import { FramedReader } from '../framed.ts';
import { LineReader } from '../line-reader.ts';
import { made, words } from '../made.ts';
import type { Message, Role } from '../message.ts';
import { clientOf, hasPort, type StreamProtocol } from '../stream-reader.ts';

const MQTT_PORT = 1883;
const KINDS = [
  '',
  'CONNECT',
  'CONNACK',
  'PUBLISH',
  'PUBACK',
  'PUBREC',
  'PUBREL',
  'PUBCOMP',
  'SUBSCRIBE',
  'SUBACK',
  'UNSUBSCRIBE',
  'UNSUBACK',
  'PINGREQ',
  'PINGRESP',
  'DISCONNECT',
  'AUTH',
];
const CONNECT_CODES = [
  'accepted',
  'unacceptable protocol version',
  'identifier rejected',
  'server unavailable',
  'bad user name or password',
  'not authorized',
];
/** Kinds that wait for an answer, and those that are one, with what their keys begin with. */
const PAIRS: Readonly<Record<number, readonly [Role, string]>> = {
  1: ['request', 'c'],
  2: ['answer', 'c'],
  4: ['answer', 'p'],
  5: ['answer', 'p'],
  6: ['request', 'r'],
  7: ['answer', 'r'],
  8: ['request', 's'],
  9: ['answer', 's'],
  10: ['request', 'u'],
  11: ['answer', 'u'],
  12: ['request', 'ping'],
  13: ['answer', 'ping'],
};

export const MQTT: StreamProtocol = {
  name: 'MQTT',
  looks(bytes, _way, ends) {
    if (bytes.length < 12)
      return hasPort(ends, MQTT_PORT, 8883)
        ? mqttSize(bytes) >= 0 && (bytes.length >= 2 ? true : 'later')
        : bytes[0] === 0x10 && 'later';
    if (bytes[0] === 0x10 && /MQ(TT|Isdp)/.test(latin1(bytes, 2, 14))) return true;
    return hasPort(ends, MQTT_PORT) && mqttSize(bytes) > 0;
  },
  open: (sink) => {
    const state = { version: 4 };
    return new FramedReader({ size: mqttSize, read: (bytes, _way, length) => [mqtt(bytes, length, state)] }, sink);
  },
};

/** Fixed header and remaining length; reserved types are none. */
function mqttSize(bytes: Uint8Array): number {
  if (bytes.length < 2) return 0;
  if (bytes[0] >> 4 === 0) return -1;
  let length = 0;
  for (let i = 1; i <= 4; i++) {
    if (i >= bytes.length) return 0;
    length += (bytes[i] & 127) * 128 ** (i - 1);
    if (bytes[i] < 128) return i + 1 + length;
  }
  return -1;
}

function mqtt(bytes: Uint8Array, length: number, state: { version: number }): Message {
  const type = bytes[0] >> 4;
  const kind = KINDS[type] ?? String(type);
  const cursor = new Cursor(bytes, 1);
  while (cursor.peek() >= 128) cursor.skip(1);
  cursor.skip(1);
  if (type === 1) return connect(cursor, state);
  if (type === 3) return publish(bytes, cursor, length, state.version);
  const [role, start] = PAIRS[type] ?? (['notice', ''] as const);
  if (type === 2) {
    cursor.skip(1);
    const code = cursor.u8();
    const status = CONNECT_CODES[code] ?? `code ${code}`;
    return made(kind, 'answer', `${kind} ${status}`, { code, status }, 'c');
  }
  const id = type >= 4 && type <= 11 && cursor.left >= 2 ? cursor.u16() : undefined;
  const key = `${start}${id ?? ''}`;
  if (state.version >= 5 && (type === 8 || type === 10)) cursor.skip(variable(cursor));
  const topics = type === 8 || type === 10 ? topicList(cursor, type === 8) : '';
  return made(kind, role, `${kind} ${topics}`.trim(), { target: topics, id: id === undefined ? '' : String(id) }, key);
}

function connect(cursor: Cursor, state: { version: number }): Message {
  const name = cursor.text(cursor.u16());
  const version = cursor.u8();
  state.version = version;
  const flags = cursor.u8();
  const alive = cursor.u16();
  if (version >= 5) cursor.skip(variable(cursor));
  const client = cursor.text(cursor.u16());
  if ((flags & 4) !== 0) {
    if (version >= 5) cursor.skip(variable(cursor));
    cursor.skip(cursor.u16());
    cursor.skip(cursor.u16());
  }
  const user = (flags & 128) === 0 ? '' : cursor.text(cursor.u16());
  return made(
    'CONNECT',
    'request',
    `CONNECT ${client}`,
    {
      name: client,
      user,
      version: `${name} ${version}`,
      details: words({ 'keep alive': `${alive} s`, will: (flags & 4) === 0 ? '' : 'yes' }),
    },
    'c',
  );
}

function publish(bytes: Uint8Array, cursor: Cursor, length: number, version: number): Message {
  const quality = (bytes[0] >> 1) & 3;
  const topic = cursor.text(cursor.u16());
  const id = quality > 0 ? cursor.u16() : undefined;
  if (version >= 5) cursor.skip(variable(cursor));
  const body = Math.max(0, length - cursor.at);
  const text = latin1(bytes, cursor.at, cursor.at + 100);
  const shown = /^[\x20-\x7e]*$/.test(text) ? text : '';
  return made(
    'PUBLISH',
    quality > 0 ? 'request' : 'notice',
    `PUBLISH ${topic}, ${body} bytes`,
    {
      target: topic,
      body,
      id: id === undefined ? '' : String(id),
      answers: shown,
      details: words({
        QoS: quality,
        retained: (bytes[0] & 1) === 0 ? '' : 'yes',
        again: (bytes[0] & 8) === 0 ? '' : 'yes',
      }),
    },
    `p${id ?? ''}`,
  );
}

/** A variable byte integer. */
function variable(cursor: Cursor): number {
  let value = 0;
  for (let i = 0; i < 4; i++) {
    const byte = cursor.u8();
    value += (byte & 127) * 128 ** i;
    if (byte < 128) break;
  }
  return value;
}

function topicList(cursor: Cursor, withOptions: boolean): string {
  const topics: string[] = [];
  while (cursor.left > 2 && topics.length < 50) {
    topics.push(cursor.text(cursor.u16()));
    if (withOptions) cursor.skip(1);
  }
  return topics.filter((topic) => topic !== '').join(' ');
}

/** Lines of which the numbers or words at the start tell what they are. */
export const IRC: StreamProtocol = {
  name: 'IRC',
  looks(bytes, _way, ends) {
    const text = latin1(bytes, 0, 200);
    if (/^(NICK|USER|CAP|PASS) [^\r\n]*\r?\n(.*\n)*(NICK|USER) /.test(text) || /^:\S+ (NOTICE|\d{3}) \S+ /.test(text))
      return true;
    if (/^(NICK|CAP LS|USER \S+ \S+ \S+ :)/.test(text))
      return hasPort(ends, 6660, 6661, 6662, 6663, 6664, 6665, 6666, 6667, 6668, 6669, 7000) ? true : 'later';
    return false;
  },
  open: (sink) =>
    new LineReader(
      {
        line(line) {
          const [, prefix = '', method, rest = ''] = /^(?::(\S+) )?(\w+)(?: (.*))?$/.exec(line.text) ?? [];
          if (method === undefined) return undefined;
          const [, target = '', text = ''] = /^(\S*)(?: :?(.*))?$/.exec(rest) ?? [];
          const code = /^\d{3}$/.test(method) ? Number(method) : undefined;
          const values = {
            method: method.toUpperCase(),
            target: oneLine(target),
            user: oneLine(prefix.split('!')[0] ?? ''),
            code,
            status: oneLine(text, 400),
          };
          sink.message(line, made(code === undefined ? 'command' : 'reply', 'notice', oneLine(line.text, 400), values));
          return undefined;
        },
      },
      sink,
    ),
};

export const NATS: StreamProtocol = {
  name: 'NATS',
  looks: (bytes) =>
    bytes.length < 6
      ? 'INFO {'.startsWith(latin1(bytes)) && 'later'
      : /^(INFO \{|CONNECT \{|PUB \S+ |MSG \S+ |SUB \S+ )/.test(latin1(bytes, 0, 80)),
  open: (sink) =>
    new LineReader(
      {
        line(line) {
          const [, method, rest = ''] =
            /^(INFO|CONNECT|PUB|HPUB|SUB|UNSUB|MSG|HMSG|PING|PONG|\+OK|-ERR)\b ?(.*)$/i.exec(line.text) ?? [];
          if (method === undefined) return undefined;
          const name = method.toUpperCase();
          const [target = '', ...more] = rest.split(/\s+/);
          const hasBody = name === 'PUB' || name === 'MSG' || name === 'HPUB' || name === 'HMSG';
          const body = hasBody ? Number(more.at(-1)) : Number.NaN;
          const role = name === 'PING' ? 'request' : name === 'PONG' ? 'answer' : 'notice';
          const isJson = rest.startsWith('{');
          sink.message(
            line,
            made(
              name,
              role,
              oneLine(line.text, 300),
              {
                method: name,
                target: isJson ? '' : target,
                details: isJson ? oneLine(rest, 500) : '',
                ...(body >= 0 && { body }),
              },
              `${name === 'PING' || name === 'PONG' ? `ping${name === 'PING' ? line.way : 1 - line.way}` : ''}`,
            ),
          );
          // The payload and the end of its line.
          return body >= 0 && body < 0x4000_0000 ? body + 2 : undefined;
        },
      },
      sink,
    ),
};

const AMQP_METHODS: ReadonlyMap<number, string> = new Map([
  [10 * 256 + 10, 'Connection.Start'],
  [10 * 256 + 11, 'Connection.Start-Ok'],
  [10 * 256 + 30, 'Connection.Tune'],
  [10 * 256 + 31, 'Connection.Tune-Ok'],
  [10 * 256 + 40, 'Connection.Open'],
  [10 * 256 + 41, 'Connection.Open-Ok'],
  [10 * 256 + 50, 'Connection.Close'],
  [10 * 256 + 51, 'Connection.Close-Ok'],
  [20 * 256 + 10, 'Channel.Open'],
  [20 * 256 + 11, 'Channel.Open-Ok'],
  [20 * 256 + 40, 'Channel.Close'],
  [20 * 256 + 41, 'Channel.Close-Ok'],
  [40 * 256 + 10, 'Exchange.Declare'],
  [40 * 256 + 11, 'Exchange.Declare-Ok'],
  [50 * 256 + 10, 'Queue.Declare'],
  [50 * 256 + 11, 'Queue.Declare-Ok'],
  [50 * 256 + 20, 'Queue.Bind'],
  [50 * 256 + 21, 'Queue.Bind-Ok'],
  [60 * 256 + 10, 'Basic.Qos'],
  [60 * 256 + 11, 'Basic.Qos-Ok'],
  [60 * 256 + 20, 'Basic.Consume'],
  [60 * 256 + 21, 'Basic.Consume-Ok'],
  [60 * 256 + 40, 'Basic.Publish'],
  [60 * 256 + 60, 'Basic.Deliver'],
  [60 * 256 + 80, 'Basic.Ack'],
]);

export const AMQP: StreamProtocol = {
  name: 'AMQP',
  looks: (bytes) =>
    bytes.length < 8 ? 'AMQP'.startsWith(latin1(bytes, 0, 4)) && 'later' : latin1(bytes, 0, 4) === 'AMQP',
  open: (sink, ends) => {
    const client = clientOf(ends, 5672);
    return new FramedReader(
      {
        size(bytes) {
          if (bytes[0] === 0x41) return 8;
          if (bytes.length < 7) return 0;
          return bytes[0] >= 1 && bytes[0] <= 8 ? 8 + new Cursor(bytes, 3).u32() : -1;
        },
        read: (bytes, way) => amqp(bytes, way === client),
      },
      sink,
    );
  },
};

function amqp(bytes: Uint8Array, isClient: boolean): readonly Message[] {
  if (bytes[0] === 0x41)
    return [
      made('header', 'notice', `AMQP ${bytes[5]}.${bytes[6]}.${bytes[7]}`, {
        version: `${bytes[5]}.${bytes[6]}.${bytes[7]}`,
      }),
    ];
  const cursor = new Cursor(bytes, 1);
  const channel = cursor.u16();
  if (bytes[0] !== 1) return [];
  cursor.skip(4);
  const [group, number] = [cursor.u16(), cursor.u16()];
  const method = AMQP_METHODS.get(group * 256 + number) ?? `${group}.${number}`;
  const key = `${channel} ${method.replace(/-Ok$/, '')}`;
  const isOk = method.endsWith('-Ok');
  const isAsking = !isOk && AMQP_METHODS.has(group * 256 + number + 1);
  return [
    made(
      isClient ? 'client method' : 'server method',
      isOk ? 'answer' : isAsking ? 'request' : 'notice',
      `${method}, channel ${channel}`,
      { method, id: String(channel) },
      key,
    ),
  ];
}
