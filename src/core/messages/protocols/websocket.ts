/** WebSocket (RFC 6455) behind the upgrade of HTTP: a row for each frame. */
import { Cursor } from '../cursor.ts';
import { FramedReader } from '../framed.ts';
import type { Message, MessageSink } from '../message.ts';
import type { StreamReader } from '../stream-reader.ts';

const KINDS: ReadonlyMap<number, string> = new Map([
  [0, 'continuation'],
  [1, 'text'],
  [2, 'binary'],
  [8, 'close'],
  [9, 'ping'],
  [10, 'pong'],
]);
const TEXT = 1;
const CLOSE = 8;
const COMPRESSED = 0x40;
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
  if (bytes.length < 2) return 0;
  if (!KINDS.has(bytes[0] & 15)) return -1;
  const head = headOf(bytes);
  return head === undefined ? 0 : head.size + head.payload;
}

function headOf(bytes: Uint8Array): { size: number; payload: number; mask: Uint8Array | undefined } | undefined {
  const cursor = new Cursor(bytes, 1);
  const second = cursor.u8();
  const short = second & 127;
  const payload = short === 126 ? cursor.u16() : short === 127 ? cursor.u32() * 0x1_0000_0000 + cursor.u32() : short;
  const mask = (second & 128) === 0 ? undefined : bytes.subarray(cursor.at, cursor.at + 4);
  if (mask !== undefined) cursor.skip(4);
  return cursor.ok && Number.isSafeInteger(payload) ? { size: cursor.at, payload, mask } : undefined;
}

function frameMessage(bytes: Uint8Array, length: number): Message {
  const code = bytes[0] & 15;
  const kind = KINDS.get(code) ?? String(code);
  const head = headOf(bytes);
  const size = head?.payload ?? length;
  const clear = new Cursor(unmasked(bytes.subarray(head?.size ?? 0), head?.mask));
  const isPlain = (bytes[0] & COMPRESSED) === 0;
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
      details: [...((bytes[0] & 128) === 0 ? ['goes on'] : []), ...(isPlain ? [] : ['compressed'])].join('; '),
    },
  };
}

function unmasked(bytes: Uint8Array, mask: Uint8Array | undefined): Uint8Array {
  const shown = bytes.slice(0, 4 * MOST_SHOWN);
  if (mask !== undefined) for (let at = 0; at < shown.length; at++) shown[at] ^= mask[at & 3];
  return shown;
}
