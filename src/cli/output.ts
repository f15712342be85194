import { close, createWriteStream, fstatSync, readFileSync, statSync, write, writev } from 'node:fs';
import type { Writable } from 'node:stream';
import { OutputFile } from './output-file.ts';

/** Pieces are collected to this many characters or bytes before the system is asked to take them. */
const BUFFER = 1 << 16;

/** Where rows go. Writing never waits; whoever produces much calls `drain` now and then. */
export class Output {
  /** True once the reader at the other end has gone (EPIPE): what is written is dropped. */
  closed = false;
  /** True if people read it as it comes: nothing in it may command their terminal. */
  readonly isTerminal: boolean;
  private text = '';
  private readonly stream: Writable;
  private readonly file: OutputFile | undefined;
  private error: Error | undefined;

  private constructor(stream: Writable, file: OutputFile | undefined) {
    this.stream = stream;
    this.file = file;
    this.isTerminal = file === undefined && process.stdout.isTTY;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.closed = true;
      if (error.code !== 'EPIPE') this.error = error;
    });
  }

  /**
   * A file, or standard output for undefined. A file is opened now, or `after` something, while rows wait. Throws the
   * system's error, UsageError if the file is read, too.
   */
  static open(path: string | undefined, after?: Promise<void>): Output {
    if (path === undefined) return new Output(standardOutput(), undefined);
    const file = new OutputFile(path);
    if (after === undefined) return new Output(createWriteStream('', { fd: file.open() }), file);
    const openLater = (...call: readonly unknown[]): void => {
      const done = call.at(-1) as (error: unknown, descriptor?: number) => void;
      void after.then(() => tryToOpen(file, done));
    };
    return new Output(createWriteStream(path, { fs: { open: openLater, write, writev, close } }), file);
  }

  writeText(text: string): void {
    this.text += text;
    if (this.text.length >= BUFFER) this.flush();
  }

  writeBytes(bytes: Uint8Array): void {
    this.flush();
    if (!this.closed) this.stream.write(bytes);
  }

  /** Waits until the system has taken what was written. Rejects if it refuses for another reason than EPIPE. */
  async drain(): Promise<void> {
    if (this.error !== undefined) throw this.error;
    if (!this.closed && this.stream.writableNeedDrain) await anyOf(this.stream, ['drain', 'close', 'error']);
  }

  /** Writes the rest; a file is closed and put at its place. */
  async end(): Promise<void> {
    this.flush();
    if (!this.closed) await this.lastWrite();
    if (this.error !== undefined) throw this.error;
    this.file?.complete();
  }

  /** Ends without a result: what was there before stays. Standard output has had its part. */
  async discard(): Promise<void> {
    if (this.file === undefined) return this.end();
    if (!this.closed) await this.lastWrite();
    this.file.discard();
  }

  /** Standard output stays open: it is not ours. */
  private lastWrite(): Promise<void> {
    return new Promise((resolve) => {
      const done = (error?: Error | null): void => {
        if (error && !('code' in error && error.code === 'EPIPE')) this.error = error;
        resolve();
      };
      if (this.file === undefined) this.stream.write('', done);
      else this.stream.end(done);
    });
  }

  private flush(): void {
    if (this.text !== '' && !this.closed) this.stream.write(this.text);
    this.text = '';
  }
}

function tryToOpen(file: OutputFile, done: (error: unknown, descriptor?: number) => void): void {
  let descriptor: number;
  try {
    descriptor = file.open();
  } catch (error) {
    return done(error);
  }
  done(null, descriptor);
}

/** Of the flags of a descriptor: opened for reading and writing (open(2)). */
const READ_AND_WRITE = 2;

/**
 * Standard output. Throws if the caller has closed it: Node puts the null device in its place, for reading and writing,
 * as nobody else opens it. Told where the system says (Linux).
 */
function standardOutput(): Writable {
  const isNull = fstatSync(1).rdev === statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
  if (isNull && flagsOf(1) === READ_AND_WRITE)
    throw Object.assign(new Error('standard output is closed'), { code: 'EBADF', syscall: 'write' });
  return process.stdout;
}

/** How a descriptor was opened: 0 for reading, 1 for writing, 2 for both; undefined if the system does not say. */
function flagsOf(descriptor: number): number | undefined {
  try {
    const [, flags = ''] = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8')) ?? [];
    return parseInt(flags, 8) & 3;
  } catch {
    // Only Linux has it.
    return undefined;
  }
}

/** Waits for the first of some events; leaves no listeners behind. */
function anyOf(stream: Writable, events: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const event of events) stream.off(event, done);
      resolve();
    };
    for (const event of events) stream.on(event, done);
  });
}
