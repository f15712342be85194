/** The client protocol of NATS. */
import { latin1, oneLine } from '../../../base/text.ts';
import { LineReader } from '../line-reader.ts';
import { made } from '../made.ts';
import { type StreamProtocol } from '../stream-reader.ts';

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
