import type { Message, MessageSpot } from '../../../src/core/messages/message.ts';
import { STREAM_PROTOCOLS } from '../../../src/core/messages/list.ts';
import { StreamTalk } from '../../../src/core/messages/stream-talk.ts';

/** A text as bytes, a character each. */
export function textBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** What is said in turns: from the client (">") or the server ("<"), as text or bytes. */
export type Turn = readonly ['>' | '<', string | Uint8Array];

/** A message with the protocol and the place where it was found. */
export interface Heard {
  readonly protocol: string;
  readonly spot: MessageSpot;
  readonly message: Message;
}

/** What is heard of a connection to a port; every turn is a packet, or cut into pieces of `size` bytes, each one. */
export function heard(port: number, turns: readonly Turn[], size = Infinity): readonly Heard[] {
  const found: Heard[] = [];
  const talk = new StreamTalk(
    STREAM_PROTOCOLS,
    { ports: [50_000, port], clientWay: 0 },
    {
      message: (protocol, spot, message) => void found.push({ protocol, spot, message }),
      skipped: () => undefined,
      gaveUp: () => undefined,
    },
  );
  let packet = 0;
  for (const [from, said] of turns) {
    const bytes = typeof said === 'string' ? textBytes(said) : said;
    for (let at = 0; at < bytes.length; at += size)
      talk.bytes(from === '>' ? 0 : 1, packet++, bytes.slice(at, Math.min(bytes.length, at + size)));
  }
  talk.finish();
  return found;
}

/** The messages in a line each: protocol, kind, summary. */
export function lines(found: readonly Heard[]): readonly string[] {
  return found.map(({ protocol, message }) => `${protocol} ${message.kind}: ${message.summary}`);
}
