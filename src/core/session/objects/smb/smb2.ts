/** SMB 2 and 3 (MS-SMB2 2.2): which files are opened, read, written and closed. Numbers are of their low byte first. */
import { lowFirst } from '../../../../base/bytes.ts';
import { Cursor } from '../../../messages/cursor.ts';
import type { SmbFrame } from './frames.ts';
import type { Ask, OpenFiles } from './open-files.ts';

const HEADER = 64;
const TREE_CONNECT = 3;
const CREATE = 5;
const CLOSE = 6;
const READ = 8;
const WRITE = 9;
const IS_ANSWER = 1;
const IS_ASYNC = 2;
const IS_RELATED = 4;
const DISK = 1;
const PENDING = 0x103;
const END_OF_FILE = 0xc0000011;
/** The file of the request before in a chain. */
const SAME_FILE = 'f'.repeat(32);
/** Trees whose kind is remembered. */
const MOST_TREES = 4096;

/** One command of a message that may have several (3.2.4.1.4). */
interface Command {
  readonly frame: SmbFrame;
  /** Where its header begins, and its body. */
  readonly header: number;
  readonly body: number;
  readonly id: string;
  readonly status: number;
  readonly tree: string;
}

/** Reads the messages of a connection. */
export class Smb2 {
  /** Trees whose kind was told: true for disks. */
  private readonly trees = new Map<string, boolean>();
  /** The file that related commands of a chain are about. */
  private related = '';

  constructor(private readonly files: OpenFiles) {}

  take(frame: SmbFrame): void {
    const { bytes } = frame;
    this.related = '';
    for (let at = 0, count = 0; at + HEADER <= bytes.length && count < 256; count++) {
      const flags = lowFirst(bytes, at + 16, 4);
      const command: Command = {
        frame,
        header: at,
        body: at + HEADER,
        id: new Cursor(bytes, at + 24).hex(8),
        status: lowFirst(bytes, at + 8, 4),
        tree: (flags & IS_ASYNC) === 0 ? String(lowFirst(bytes, at + 36, 4)) : '',
      };
      const code = lowFirst(bytes, at + 12, 2);
      if ((flags & IS_ANSWER) !== 0) this.answer(code, command);
      else this.request(code, command, (flags & IS_RELATED) !== 0);
      const next = lowFirst(bytes, at + 20, 4);
      if (next < HEADER) break;
      at += next;
    }
  }

  private request(code: number, command: Command, isRelated: boolean): void {
    const { frame, id, body } = command;
    const { bytes } = frame;
    if (code === CREATE) return this.create(command);
    if (code === CLOSE) this.files.ask(id, { type: 'close', file: this.fileAt(bytes, body + 8, isRelated) });
    if (code !== READ && code !== WRITE) return;
    const file = this.fileAt(bytes, body + 16, isRelated);
    const [length, offset] = [lowFirst(bytes, body + 4, 4), lowFirst(bytes, body + 8, 8)];
    if (code === READ) this.files.ask(id, { type: 'read', file, offset, length });
    else this.files.written(file, offset, dataOf(command, lowFirst(bytes, body + 2, 2), length));
  }

  private create({ frame: { bytes }, header, body, id, tree }: Command): void {
    const from = header + lowFirst(bytes, body + 44, 2);
    const request = `create ${id}`;
    const name = new Cursor(bytes, Math.min(from, bytes.length)).some(lowFirst(bytes, body + 46, 2)).utf16le();
    this.files.open(request, name, this.trees.get(tree) === false);
    this.files.ask(id, { type: 'create', file: request });
    this.related = request;
  }

  private answer(code: number, command: Command): void {
    const { frame, body, id, status, tree } = command;
    if (status === PENDING) return;
    if (code === TREE_CONNECT && status === 0 && this.trees.size < MOST_TREES)
      this.trees.set(tree, frame.bytes[body + 2] === DISK);
    const ask = this.files.answered(id);
    if (ask?.type === 'create') this.created(ask.file, command);
    else if (ask?.type === 'close') this.files.close(ask.file);
    else if (ask?.type === 'read' && code === READ) this.wasRead(ask, command);
  }

  private created(request: string, { frame: { bytes }, body, status, tree }: Command): void {
    if (status !== 0) return this.files.close(request);
    const number = new Cursor(bytes, Math.min(body + 64, bytes.length)).hex(16);
    const [room, size] = [lowFirst(bytes, body + 40, 8), lowFirst(bytes, body + 48, 8)];
    // A pipe has room and no size; a file without a byte takes none.
    const isPipe = !this.trees.has(tree) && size === 0 && room > 0;
    this.files.opened(request, number, size, isPipe);
  }

  private wasRead({ file, offset, length }: Ask & { type: 'read' }, command: Command): void {
    const { frame, body, status } = command;
    if (status === END_OF_FILE) return this.files.endsAt(file, offset);
    if (status !== 0) return;
    const data = dataOf(command, frame.bytes[body + 2], lowFirst(frame.bytes, body + 4, 4));
    this.files.read(file, offset, data, length);
  }

  private fileAt(bytes: Uint8Array, at: number, isRelated: boolean): string {
    const file = new Cursor(bytes, Math.min(at, bytes.length)).hex(16);
    if (!isRelated || file !== SAME_FILE) return (this.related = file);
    return this.related;
  }
}

/** Offsets count from the header. */
function dataOf({ frame, header }: Command, offset: number, length: number): Parameters<OpenFiles['written']>[2] {
  const from = Math.min(frame.bytes.length, header + offset);
  return { frame, from, to: Math.min(frame.bytes.length, from + length) };
}
