/** TDS (MS-TDS): what is asked of SQL Server. */
import { Cursor } from '../cursor.ts';
import { FramedReader } from '../framed.ts';
import { made } from '../made.ts';
import type { Message } from '../message.ts';
import { hasPort, type StreamProtocol } from '../stream-reader.ts';

const TDS_PORT = 1433;
const TDS_KINDS: ReadonlyMap<number, string> = new Map([
  [1, 'SQL Batch'],
  [2, 'Old Login'],
  [3, 'RPC'],
  [4, 'Response'],
  [6, 'Attention'],
  [7, 'Bulk Load'],
  [14, 'Transaction Manager'],
  [16, 'Login'],
  [17, 'SSPI'],
  [18, 'Pre-Login'],
]);

export const TDS: StreamProtocol = {
  name: 'TDS',
  looks: (bytes, _way, ends) => hasPort(ends, TDS_PORT) && (bytes.length < 8 ? 'later' : tdsSize(bytes) > 0),
  open: (sink) =>
    new FramedReader({ size: (bytes) => (bytes.length < 8 ? 0 : tdsSize(bytes)), read: (bytes) => [tds(bytes)] }, sink),
};

function tdsSize(bytes: Uint8Array): number {
  const length = (bytes[2] << 8) | bytes[3];
  return TDS_KINDS.has(bytes[0]) && length >= 8 && bytes[7] === 0 ? length : -1;
}

function tds(bytes: Uint8Array): Message {
  const kind = TDS_KINDS.get(bytes[0]) ?? String(bytes[0]);
  const isAnswer = bytes[0] === 4;
  const isLast = (bytes[1] & 1) !== 0;
  const role = !isLast ? 'notice' : isAnswer ? 'answer' : bytes[0] === 6 ? 'notice' : 'request';
  const cursor = new Cursor(bytes, 8);
  if (bytes[0] === 1) {
    const header = new Cursor(bytes, 8).u32le();
    if (header >= 4 && header <= 64) cursor.skip(header);
    const target = cursor.utf16le().slice(0, 1000);
    return made(kind, role, `${kind} ${target}`, { method: kind, target });
  }
  const user = bytes[0] === 16 ? loginName(bytes) : '';
  return made(kind, role, `${kind} ${user}`.trim(), { method: isAnswer ? '' : kind, user });
}

/** Offset and characters of the user's name stand at 40 of LOGIN7. */
function loginName(bytes: Uint8Array): string {
  const cursor = new Cursor(bytes, 8 + 40);
  const [at, characters] = [cursor.u16le(), cursor.u16le()];
  return new Cursor(bytes, Math.min(bytes.length, 8 + at)).some(2 * characters).utf16le();
}
