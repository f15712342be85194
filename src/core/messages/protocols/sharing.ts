/** SMB 1 (MS-CIFS) and SMB 2, 3 (MS-SMB2) behind NetBIOS session headers (RFC 1002), TFTP (RFC 1350). */
import { Cursor } from '../cursor.ts';
import type { DatagramProtocol } from '../datagram-reader.ts';
import { FramedReader } from '../framed.ts';
import { hex, made, words } from '../made.ts';
import type { Message } from '../message.ts';
import { hasPort, type StreamProtocol } from '../stream-reader.ts';

const COMMANDS_2 = [
  'Negotiate',
  'Session Setup',
  'Logoff',
  'Tree Connect',
  'Tree Disconnect',
  'Create',
  'Close',
  'Flush',
  'Read',
  'Write',
  'Lock',
  'Ioctl',
  'Cancel',
  'Echo',
  'Query Directory',
  'Change Notify',
  'Query Info',
  'Set Info',
  'Oplock Break',
];
const COMMANDS_1: ReadonlyMap<number, string> = new Map([
  [0x00, 'Create Directory'],
  [0x01, 'Delete Directory'],
  [0x02, 'Open'],
  [0x04, 'Close'],
  [0x06, 'Delete'],
  [0x07, 'Rename'],
  [0x08, 'Query Information'],
  [0x0a, 'Read'],
  [0x0b, 'Write'],
  [0x10, 'Check Directory'],
  [0x24, 'Locking'],
  [0x25, 'Transaction'],
  [0x2b, 'Echo'],
  [0x2d, 'Open AndX'],
  [0x2e, 'Read AndX'],
  [0x2f, 'Write AndX'],
  [0x32, 'Transaction 2'],
  [0x34, 'Find Close 2'],
  [0x71, 'Tree Disconnect'],
  [0x72, 'Negotiate'],
  [0x73, 'Session Setup AndX'],
  [0x74, 'Logoff AndX'],
  [0x75, 'Tree Connect AndX'],
  [0xa0, 'NT Transact'],
  [0xa2, 'NT Create AndX'],
  [0xa4, 'NT Cancel'],
]);
const STATUSES: ReadonlyMap<number, string> = new Map([
  [0, 'success'],
  [0x103, 'pending'],
  [0x80000005, 'buffer overflow'],
  [0x80000006, 'no more files'],
  [0xc000000d, 'invalid parameter'],
  [0xc000000f, 'no such file'],
  [0xc0000016, 'more processing required'],
  [0xc0000022, 'access denied'],
  [0xc0000034, 'object name not found'],
  [0xc0000035, 'object name collision'],
  [0xc000003a, 'object path not found'],
  [0xc0000043, 'sharing violation'],
  [0xc000006d, 'logon failure'],
  [0xc00000bb, 'not supported'],
  [0xc00000cc, 'bad network name'],
  [0xc0000128, 'file closed'],
  [0xc000019c, 'not found'],
  [0xc0000225, 'not found'],
]);
const NBSS: ReadonlyMap<number, string> = new Map([
  [0x81, 'Session Request'],
  [0x82, 'Session Confirm'],
  [0x83, 'Session Refused'],
  [0x84, 'Session Retarget'],
]);
const DIALECTS: ReadonlyMap<number, string> = new Map([
  [0x0202, 'SMB 2.0.2'],
  [0x0210, 'SMB 2.1'],
  [0x02ff, 'SMB 2.?'],
  [0x0300, 'SMB 3.0'],
  [0x0302, 'SMB 3.0.2'],
  [0x0311, 'SMB 3.1.1'],
]);

function sessionSize(bytes: Uint8Array): number {
  if (bytes.length < 4) return 0;
  if (bytes[0] === 0x85) return 4;
  if (bytes[0] !== 0 && !NBSS.has(bytes[0])) return -1;
  const size = 4 + ((bytes[1] << 16) | (bytes[2] << 8) | bytes[3]);
  if (bytes[0] === 0 && bytes.length >= 8 && !isSmb(bytes)) return -1;
  return size;
}

function isSmb(bytes: Uint8Array): boolean {
  return [0xff, 0xfe, 0xfd, 0xfc].includes(bytes[4]) && bytes[5] === 0x53 && bytes[6] === 0x4d && bytes[7] === 0x42;
}

export const SMB: StreamProtocol = {
  name: 'SMB',
  looks(bytes, _way, ends) {
    if (bytes.length < 8) return bytes[0] === 0 || NBSS.has(bytes[0]) ? 'later' : false;
    return (bytes[0] === 0 && isSmb(bytes)) || (hasPort(ends, 139) && NBSS.has(bytes[0]));
  },
  open: (sink) => new FramedReader({ size: sessionSize, read: (bytes) => smb(bytes) }, sink),
};

function smb(bytes: Uint8Array): readonly Message[] {
  const session = NBSS.get(bytes[0]);
  if (session !== undefined) return [made(session, bytes[0] === 0x81 ? 'request' : 'answer', session, {}, 'session')];
  if (bytes[4] === 0xfd) return [made('encrypted', 'notice', 'Encrypted message', {})];
  if (bytes[4] === 0xff) return [smb1(new Cursor(bytes, 8))];
  return bytes[4] === 0xfe ? smb2(bytes) : [];
}

/** Several commands may follow each other in one message, each behind its own header. */
function smb2(bytes: Uint8Array): readonly Message[] {
  const found: Message[] = [];
  for (let at = 4; at + 64 <= bytes.length && found.length < 32;) {
    const cursor = new Cursor(bytes, at + 8);
    const status = cursor.u32le();
    const command = cursor.u16le();
    cursor.skip(2);
    const isAnswer = (cursor.u32le() & 1) !== 0;
    const next = cursor.u32le();
    const id = cursor.u32le();
    cursor.skip(8);
    const tree = cursor.u32le();
    const body = new Cursor(bytes, at + 64);
    found.push(smb2Message(command, isAnswer, status, id, tree, body, at));
    if (next < 64) break;
    at += next;
  }
  return found;
}

function smb2Message(
  command: number,
  isAnswer: boolean,
  status: number,
  id: number,
  tree: number,
  body: Cursor,
  header: number,
): Message {
  const method = COMMANDS_2[command] ?? `command ${command}`;
  const isPending = isAnswer && status === 0x103;
  const words2 = STATUSES.get(status) ?? hex(status, 8);
  const target = isAnswer ? '' : smb2Name(command, body, header);
  const dialect = command === 0 && isAnswer ? new Cursor(body.bytes, body.at + 4).u16le() : 0;
  const size = command === 8 || command === 9 ? new Cursor(body.bytes, body.at + 4).u32le() : undefined;
  return made(
    isAnswer ? 'response' : 'request',
    isPending ? 'notice' : isAnswer ? 'answer' : 'request',
    `${method}${target === '' ? '' : ` ${target}`}${isAnswer && status !== 0 ? `: ${words2}` : ''}`,
    {
      method,
      target,
      version: DIALECTS.get(dialect) ?? '2',
      id: String(id),
      ...(isAnswer && { code: status, status: words2 }),
      ...(!isAnswer && size !== undefined && { details: words({ bytes: size, tree: hex(tree, 8) }) }),
    },
    String(id),
  );
}

/** Share of a tree connect, file of a create, pattern of a directory query: offset and length, UTF-16. */
function smb2Name(command: number, body: Cursor, header: number): string {
  const place = command === 3 ? 4 : command === 5 ? 44 : command === 14 ? 24 : 0;
  if (place === 0) return '';
  const at = new Cursor(body.bytes, body.at + place);
  const [offset, length] = [at.u16le(), at.u16le()];
  const from = header + offset;
  return at.ok && from < body.bytes.length ? new Cursor(body.bytes, from).some(length).utf16le() : '';
}

function smb1(cursor: Cursor): Message {
  const command = cursor.u8();
  const status = cursor.u32le();
  const isAnswer = (cursor.u8() & 128) !== 0;
  const flags = cursor.u16le();
  cursor.skip(12);
  const [tree, process, user, id] = [cursor.u16le(), cursor.u16le(), cursor.u16le(), cursor.u16le()];
  const method = COMMANDS_1.get(command) ?? hex(command, 2);
  const words1 = STATUSES.get(status) ?? hex(status, 8);
  const target = isAnswer ? '' : smb1Name(command, cursor, (flags & 0x8000) !== 0);
  const key = `${id} ${process} ${command}`;
  return made(
    isAnswer ? 'response' : 'request',
    isAnswer ? 'answer' : 'request',
    `${method}${target === '' ? '' : ` ${target}`}${isAnswer && status !== 0 ? `: ${words1}` : ''}`,
    {
      method,
      target,
      version: '1',
      id: String(id),
      ...(isAnswer && { code: status, status: words1 }),
      details: words({ tree, user }),
    },
    key,
  );
}

/** Name in NT Create AndX, share in Tree Connect AndX. */
function smb1Name(command: number, cursor: Cursor, isUnicode: boolean): string {
  const parameters = cursor.some(2 * cursor.u8());
  const data = cursor.some(cursor.u16le());
  if (command === 0x75) {
    data.skip(new Cursor(parameters.bytes, parameters.at + 6).u16le());
    if (isUnicode && (data.at & 1) !== 0) data.skip(1);
    return (isUnicode ? data.utf16le() : data.zeroText()).split('·')[0] ?? '';
  }
  if (command !== 0xa2) return '';
  const length = new Cursor(parameters.bytes, parameters.at + 5).u16le();
  if (isUnicode && (data.at & 1) !== 0) data.skip(1);
  return isUnicode ? data.some(length).utf16le() : data.some(length).text();
}

const TFTP_PORT = 69;
const TFTP_ERRORS = [
  'not defined',
  'file not found',
  'access violation',
  'disk full',
  'illegal operation',
  'unknown transfer ID',
  'file already exists',
  'no such user',
  'option refused',
];

/** Requests go to port 69; the blocks go on between other ports and are not read. */
export const TFTP: DatagramProtocol = {
  name: 'TFTP',
  looks: ({ bytes, ends }) =>
    hasPort(ends, TFTP_PORT) && bytes.length >= 4 && bytes[0] === 0 && bytes[1] >= 1 && bytes[1] <= 6,
  read({ bytes, length }) {
    const cursor = new Cursor(bytes);
    const code = cursor.u16();
    if (code === 1 || code === 2) {
      const target = cursor.zeroText();
      const mode = cursor.zeroText();
      const options: string[] = [];
      while (cursor.left > 1 && options.length < 20) options.push(`${cursor.zeroText()}=${cursor.zeroText()}`);
      const kind = code === 1 ? 'Read Request' : 'Write Request';
      return [
        made(kind, 'notice', `${kind} ${target}`, {
          method: kind,
          target,
          details: words({ mode, options: options.join(' ') }),
        }),
      ];
    }
    const block = cursor.u16();
    if (code === 5) {
      const status = cursor.zeroText() || (TFTP_ERRORS[block] ?? '');
      return [made('Error', 'notice', `Error ${block}: ${status}`, { code: block, status })];
    }
    const kind = code === 3 ? 'Data' : code === 4 ? 'Acknowledgement' : 'Option Acknowledgement';
    return [made(kind, 'notice', `${kind} ${block}`, { id: String(block), ...(code === 3 && { body: length - 4 }) })];
  },
};
