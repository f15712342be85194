/** MQTT 3.1, 3.1.1 and 5.0 (OASIS). */
import { latin1 } from '../../../base/text.ts';
import { Cursor } from '../cursor.ts';
import { FramedReader } from '../framed.ts';
import { made, words } from '../made.ts';
import type { Message, Role } from '../message.ts';
import { hasPort, type StreamProtocol } from '../stream-reader.ts';

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
