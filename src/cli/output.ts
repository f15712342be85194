import { close, createWriteStream, open, write, writev } from 'node:fs';
import type { Writable } from 'node:stream';

/** Pieces are collected to this many characters or bytes before the system is asked to take them. */
const BUFFER = 1 << 16;

/** Where rows go. Writing never waits; whoever produces much calls `drain` now and then. */
export class Output {
  /** True once the reader at the other end has gone (EPIPE): what is written is dropped. */
  closed = false;
  private text = '';
  private readonly stream: Writable;
  private readonly isFile: boolean;
  private error: Error | undefined;

  private constructor(stream: Writable, isFile: boolean) {
    this.stream = stream;
    this.isFile = isFile;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.closed = true;
      if (error.code !== 'EPIPE') this.error = error;
    });
  }

  /** A file, or standard output for undefined. A file is opened, and emptied, `after` something; rows wait meanwhile. */
  static open(path: string | undefined, after?: Promise<void>): Output {
    if (path === undefined) return new Output(process.stdout, false);
    if (after === undefined) return new Output(createWriteStream(path), true);
    const openLater = (...call: Parameters<typeof open>): void => void after.then(() => open(...call));
    return new Output(createWriteStream(path, { fs: { open: openLater, write, writev, close } }), true);
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

  /** Writes the rest; a file is closed. */
  async end(): Promise<void> {
    this.flush();
    if (!this.closed) await this.lastWrite();
    if (this.error !== undefined) throw this.error;
  }

  /** Standard output stays open: it is not ours. */
  private lastWrite(): Promise<void> {
    return new Promise((resolve) => {
      const done = (error?: Error | null): void => {
        if (error && !('code' in error && error.code === 'EPIPE')) this.error = error;
        resolve();
      };
      if (this.isFile) this.stream.end(done);
      else this.stream.write('', done);
    });
  }

  private flush(): void {
    if (this.text !== '' && !this.closed) this.stream.write(this.text);
    this.text = '';
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
