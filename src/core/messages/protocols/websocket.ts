/** WebSocket (RFC 6455) behind the upgrade of HTTP: a row for each frame. */
import { CLOSE, readWebSocketHead, unmasked, WEBSOCKET_KINDS } from '../../http/websocket-frame.ts';
import { Cursor } from '../cursor.ts';
import { FramedReader } from '../framed.ts';
import type { Message, MessageSink } from '../message.ts';
import type { StreamReader } from '../stream-reader.ts';

const TEXT = 1;
/** Characters of a text that are shown. */
const MOST_SHOWN = 200;

/** Reads the frames of both directions. */
export function openWebSocket(sink: MessageSink): StreamReader {
  return new FramedReader(
    { size: frameSize, read: (bytes, _way, length) => [frameMessage(bytes, length)] },
    {
      message: (spot, message) => sink.message(spot, { protocol: 'WebSocket', ...message }),
      skipped: (bytes) => sink.skipped(bytes),
      gaveUp: () => sink.gaveUp(),
    },
  );
}

/** Head and payload; 0: the head is not whole, -1: there is no such kind of frame. */
function frameSize(bytes: Uint8Array): number {
  const head = readWebSocketHead(bytes);
  return head === null ? -1 : head === undefined ? 0 : head.size + head.payload;
}

function frameMessage(bytes: Uint8Array, length: number): Message {
  const head = readWebSocketHead(bytes) ?? undefined;
  const code = bytes[0] & 15;
  const kind = WEBSOCKET_KINDS.get(code) ?? String(code);
  const size = head?.payload ?? length;
  const start = head?.size ?? 0;
  const clear = new Cursor(unmasked(bytes.subarray(start, start + 4 * MOST_SHOWN), head?.mask, 0));
  const isPlain = head?.isCompressed !== true;
  const closing = code === CLOSE && isPlain && clear.left >= 2 ? clear.u16() : undefined;
  const text = isPlain && (code === TEXT || closing !== undefined) ? clear.text().slice(0, MOST_SHOWN) : '';
  const words = [...(closing === undefined ? [] : [String(closing)]), ...(text === '' ? [] : [text])].join(' ');
  return {
    kind,
    role: 'notice',
    summary: `${kind}${words === '' ? `, ${size} bytes` : `: ${words}`}`,
    values: {
      body: size,
      code: closing,
      status: text,
      details: [...(head?.isLast === false ? ['goes on'] : []), ...(isPlain ? [] : ['compressed'])].join('; '),
    },
  };
}
