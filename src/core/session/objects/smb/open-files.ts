import type { ObjectHead } from '../../../model/objects.ts';
import type { PacketIndex } from '../../../model/units.ts';
import type { Way } from '../../../model/stream.ts';
import { boundedName } from '../file-names.ts';
import type { ObjectTaker } from '../object-taker.ts';
import { FileContent, type WaitingRoom } from './file-content.ts';
import type { SmbFrame } from './frames.ts';

/** Files of a connection that are followed at a time, and requests that wait for their answers. */
const MOST = 16_384;

/** A file that is open, and what has passed of it. */
interface OpenFile {
  readonly name: string;
  /** A pipe or a printer is no file. */
  isOther: boolean;
  size: number | undefined;
  read: FileContent | undefined;
  written: FileContent | undefined;
}

/** Data in a message: where it stands in it. */
export interface Data {
  readonly frame: SmbFrame;
  readonly from: number;
  readonly to: number;
}

/** What a request asks of a file, until it is answered. */
export type Ask =
  | { readonly type: 'create'; readonly file: string }
  | { readonly type: 'read'; readonly file: string; readonly offset: number; readonly length: number }
  | { readonly type: 'close'; readonly file: string };

/** The files that the client of a connection has open; each way of what passes of one is an object. */
export class OpenFiles {
  private readonly files = new Map<string, OpenFile>();
  /** Numbers that files were given, by the requests that opened them. */
  private readonly numbers = new Map<string, string>();
  private readonly asks = new Map<string, Ask>();
  private readonly room: WaitingRoom = { used: 0 };

  constructor(private readonly taker: ObjectTaker) {}

  ask(id: string, ask: Ask): void {
    keepBounded(this.asks, id, ask);
  }

  /** What was asked, once. */
  answered(id: string): Ask | undefined {
    const ask = this.asks.get(id);
    this.asks.delete(id);
    return ask;
  }

  /** A file is asked for; it goes by its request until it has a number. */
  open(request: string, path: string, isOther = false): void {
    const name = boundedName(path);
    this.close(request);
    this.keep(request, { name, isOther, size: undefined, read: undefined, written: undefined });
  }

  opened(request: string, number: string, size: number | undefined, isOther = false): void {
    const file = this.files.get(request);
    if (file === undefined) return;
    this.close(number);
    this.files.delete(request);
    file.size = size;
    file.isOther ||= isOther;
    this.keep(number, file);
    keepBounded(this.numbers, request, number);
  }

  read(key: string, offset: number, data: Data, asked: number): void {
    const file = this.of(key);
    if (file.isOther) return;
    const length = data.to - data.from;
    if (length > 0) file.read ??= this.begin(file.name, data.frame);
    if (file.read !== undefined) addTo(file.read, offset, data);
    // Less than was asked for is the rest of the file.
    if (length < asked) this.endsAt(key, offset + length);
  }

  /** A file whose size nobody has told ends here. */
  endsAt(key: string, offset: number): void {
    const file = this.of(key);
    file.size ??= offset;
  }

  written(key: string, offset: number, data: Data): void {
    const file = this.of(key);
    if (file.isOther || data.to <= data.from) return;
    addTo((file.written ??= this.begin(file.name, data.frame)), offset, data);
  }

  close(key: string): void {
    const number = this.numbers.get(key) ?? key;
    const file = this.files.get(number);
    if (file === undefined) return;
    this.files.delete(number);
    this.numbers.delete(key);
    endFile(file, true);
  }

  /** The connection is over. */
  finish(): void {
    for (const file of this.files.values()) endFile(file, false);
    this.files.clear();
    this.numbers.clear();
    this.asks.clear();
  }

  /** One whose opening was not seen has no name. */
  private of(key: string): OpenFile {
    const number = this.numbers.get(key) ?? key;
    const known = this.files.get(number);
    if (known !== undefined) return known;
    const made: OpenFile = { name: '', isOther: false, size: undefined, read: undefined, written: undefined };
    this.keep(number, made);
    return made;
  }

  private keep(key: string, file: OpenFile): void {
    keepBounded(this.files, key, file, (old) => endFile(old, false));
  }

  private begin(name: string, { packet, way }: { readonly packet: PacketIndex; readonly way: Way }): FileContent {
    const head: ObjectHead = { protocol: 'SMB', name, type: '', packet, way };
    return new FileContent(this.taker, head, this.room);
  }
}

function endFile({ read, written, size }: OpenFile, isClosed: boolean): void {
  read?.end(size, size === undefined && !isClosed ? 'cut' : undefined);
  written?.end(undefined, isClosed ? undefined : 'cut');
}

/** The data but for its holes. */
function addTo(content: FileContent, offset: number, { frame: { packet, bytes, holes }, from, to }: Data): void {
  let at = from;
  for (const hole of [...holes, { from: to, to }]) {
    const end = Math.min(Math.max(hole.from, at), to);
    if (end > at) content.add(packet, offset + at - from, bytes.subarray(at, end));
    at = Math.max(at, Math.min(hole.to, to));
  }
}

/** Keeps the newest: the oldest is let go where there is no room. */
function keepBounded<T>(map: Map<string, T>, key: string, value: T, drop?: (old: T) => void): void {
  if (map.size >= MOST && !map.has(key)) {
    const [oldest] = map;
    if (oldest !== undefined) {
      map.delete(oldest[0]);
      drop?.(oldest[1]);
    }
  }
  map.set(key, value);
}
