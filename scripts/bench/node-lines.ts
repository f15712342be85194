import { milliseconds, ratio, value, type Group } from './group.ts';
import { measureMessages } from './messages.ts';
import { measureFirstPart } from './stream.ts';

/** What is measured in Node, once: messages by the command line, and the first part of a long stream. */
export const messages: Group = {
  name: 'messages',
  of: 'once',
  measure: async ({ capture }) => {
    const said = measureMessages(await capture(2_000_000, 75_000, true));
    return { messages: said.messages.seconds, info: said.info.seconds, bytes: said.messages.bytes };
  },
  lines: [
    ratio('messages by the command line, over reading without them (processor time)', 'messages', 'info'),
    value(
      'messages by the command line, most memory, 1.2 GB with a fifth of HTTP',
      'bytes',
      (bytes) => `${Math.round(bytes / 1e6)} MB`,
      '500 MB',
    ),
  ],
};

/** The first part of a stream of 100 MB. */
export const stream: Group = {
  name: 'stream',
  of: 'once',
  measure: async () => ({ first: await measureFirstPart() }),
  lines: [milliseconds('first part of a stream of 100 MB, as its first screen needs it', 'first', '300 ms')],
};
