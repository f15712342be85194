/** IRC (RFC 1459, 2812). */
import { latin1, oneLine } from '../../../base/text.ts';
import { LineReader } from '../line-reader.ts';
import { made } from '../made.ts';
import { hasPort, type StreamProtocol } from '../stream-reader.ts';

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
