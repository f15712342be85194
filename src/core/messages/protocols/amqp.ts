/** AMQP 0-9-1: its methods; what is published is not read. */
import { latin1 } from '../../../base/text.ts';
import { Cursor } from '../cursor.ts';
import { FramedReader } from '../framed.ts';
import { made } from '../made.ts';
import type { Message } from '../message.ts';
import { clientOf, type StreamProtocol } from '../stream-reader.ts';

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
