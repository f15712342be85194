/** SMB 1 (MS-CIFS 2.2, MS-SMB 2.2): which files are opened, read, written and closed. Numbers are of their low byte first. */
import { lowFirst } from '../../../../base/bytes.ts';
import { Cursor } from '../../../messages/cursor.ts';
import type { SmbFrame } from './frames.ts';
import type { Data, OpenFiles } from './open-files.ts';

const HEADER = 32;
const CLOSE = 0x04;
const READ = 0x0a;
const WRITE = 0x0b;
const OPEN_ANDX = 0x2d;
const READ_ANDX = 0x2e;
const WRITE_ANDX = 0x2f;
const NT_CREATE_ANDX = 0xa2;
/** Commands that another one may follow in the same message (MS-CIFS 2.2.3.4). */
const CHAINED: ReadonlySet<number> = new Set([
  0x24,
  OPEN_ANDX,
  READ_ANDX,
  WRITE_ANDX,
  0x73,
  0x74,
  0x75,
  NT_CREATE_ANDX,
]);
const NO_MORE = 0xff;
const IS_ANSWER = 0x80;
const UNICODE = 0x8000;
const DISK_FILE = 0;

/** One command: `words` is where its parameters begin, of which there are `count` pairs of bytes. */
interface Block {
  readonly frame: SmbFrame;
  readonly words: number;
  readonly count: number;
  readonly id: string;
  readonly tree: number;
  readonly status: number;
  readonly isUnicode: boolean;
}

/** Reads the messages of a connection. */
export class Smb1 {
  constructor(private readonly files: OpenFiles) {}

  take(frame: SmbFrame): void {
    const { bytes } = frame;
    if (bytes.length <= HEADER) return;
    const isAnswer = (bytes[9] & IS_ANSWER) !== 0;
    let command = bytes[4];
    for (let at = HEADER, steps = 0; at + 1 < bytes.length && steps < 16; steps++) {
      const block: Block = {
        frame,
        words: at + 1,
        count: bytes[at],
        id: `${lowFirst(bytes, 26, 2)} ${lowFirst(bytes, 30, 2)} ${command}`,
        tree: lowFirst(bytes, 24, 2),
        status: lowFirst(bytes, 5, 4),
        isUnicode: (lowFirst(bytes, 10, 2) & UNICODE) !== 0,
      };
      if (isAnswer) this.answer(command, block);
      else this.request(command, block);
      const next = lowFirst(bytes, at + 3, 2);
      if (!CHAINED.has(command) || block.count < 2 || bytes[at + 1] === NO_MORE || next <= at) return;
      command = bytes[at + 1];
      at = next;
    }
  }

  private request(command: number, block: Block): void {
    const { frame, words, count, id, tree } = block;
    const { bytes } = frame;
    const at = (place: number, size: number): number => lowFirst(bytes, words + place, size);
    if (command === NT_CREATE_ANDX || command === OPEN_ANDX) return this.open(block);
    const file = `${tree} ${at(command === READ || command === WRITE || command === CLOSE ? 0 : 4, 2)}`;
    if (command === CLOSE) this.files.ask(id, { type: 'close', file });
    if (command === READ) this.files.ask(id, { type: 'read', file, offset: at(4, 4), length: at(2, 2) });
    if (command === WRITE) this.files.written(file, at(4, 4), dataOf(frame, words + 2 * count + 5, at(2, 2)));
    if (command === READ_ANDX) {
      const offset = at(6, 4) + (count >= 12 ? at(20, 4) * 2 ** 32 : 0);
      this.files.ask(id, { type: 'read', file, offset, length: at(10, 2) });
    }
    if (command === WRITE_ANDX) {
      const offset = at(6, 4) + (count >= 14 ? at(24, 4) * 2 ** 32 : 0);
      this.files.written(file, offset, dataOf(frame, at(22, 2), at(20, 2) + at(18, 2) * 65_536));
    }
  }

  /** The name stands behind the parameters and the count of bytes, of two bytes a character at an even place. */
  private open({ frame: { bytes }, words, count, id, isUnicode }: Block): void {
    const after = words + 2 * count + 2;
    const cursor = new Cursor(bytes, Math.min(bytes.length, isUnicode ? after + (after % 2) : after));
    const name = isUnicode ? cursor.some(wideLength(cursor)).utf16le() : cursor.zeroText();
    this.files.open(`open ${id}`, name);
    this.files.ask(id, { type: 'create', file: `open ${id}` });
  }

  private answer(command: number, block: Block): void {
    const { frame, words, count, id, tree, status } = block;
    const { bytes } = frame;
    const at = (place: number, size: number): number => lowFirst(bytes, words + place, size);
    const ask = this.files.answered(id);
    if (ask?.type === 'close') this.files.close(ask.file);
    if (ask?.type === 'create') {
      const isCreate = command === NT_CREATE_ANDX;
      const size = isCreate ? at(55, 8) : at(12, 4);
      const isOther = at(isCreate ? 63 : 18, 2) !== DISK_FILE;
      if (status !== 0 || count === 0) this.files.close(ask.file);
      else this.files.opened(ask.file, `${tree} ${at(isCreate ? 5 : 4, 2)}`, size, isOther);
    }
    if (ask?.type !== 'read' || status !== 0 || count === 0) return;
    const data =
      command === READ
        ? dataOf(frame, words + 2 * count + 5, at(0, 2))
        : dataOf(frame, at(12, 2), at(10, 2) + at(14, 2) * 65_536);
    this.files.read(ask.file, ask.offset, data, ask.length);
  }
}

/** Bytes up to a character of zeros. */
function wideLength({ bytes, at, end }: Cursor): number {
  let length = 0;
  while (at + length + 1 < end && (bytes[at + length] !== 0 || bytes[at + length + 1] !== 0)) length += 2;
  return length;
}

function dataOf(frame: SmbFrame, from: number, length: number): Data {
  const start = Math.min(frame.bytes.length, from);
  return { frame, from: start, to: Math.min(frame.bytes.length, start + length) };
}
