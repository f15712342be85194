import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaptureFacts } from '../core/capture/capture-facts.ts';
import type { ByteSource } from '../core/model/reader.ts';

/** Random access to a file's bytes; open until `close`. */
export class FileSource implements ByteSource {
  private readonly file: number;

  constructor(path: string) {
    this.file = openSync(path, 'r');
  }

  read(offset: number, length: number): Promise<Uint8Array> {
    return Promise.resolve(readAt(this.file, offset, length));
  }

  close(): void {
    closeSync(this.file);
  }
}

/**
 * Keeps bytes that cannot be read twice (inflated ones, standard input) in a temporary file that only this user can
 * read. It is made with the first piece and deleted by `close`.
 */
export class Spool implements ByteSource {
  private folder: string | undefined;
  private file: number | undefined;

  add(piece: Uint8Array): void {
    this.file ??= this.open();
    for (let at = 0; at < piece.length;) at += writeSync(this.file, piece, at);
  }

  /** Forgets what was added. */
  clear(): void {
    this.close();
  }

  read(offset: number, length: number): Promise<Uint8Array> {
    return Promise.resolve(this.file === undefined ? new Uint8Array(0) : readAt(this.file, offset, length));
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true });
    this.file = undefined;
    this.folder = undefined;
  }

  private open(): number {
    this.folder = mkdtempSync(join(tmpdir(), 'flowloom-'));
    process.once('exit', () => this.close());
    return openSync(join(this.folder, 'capture'), 'wx+', 0o600);
  }
}

/** The bytes of a capture, by place: from the file itself, or from the spool where the file cannot be read twice. */
export async function withBytes<T>(
  path: string,
  { files }: CaptureFacts,
  spool: Spool,
  use: (source: ByteSource) => Promise<T>,
): Promise<T> {
  if (path === '-' || files.some(({ compression }) => compression !== 'none')) return use(spool);
  const file = new FileSource(path);
  try {
    return await use(file);
  } finally {
    file.close();
  }
}

function readAt(file: number, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, Math.min(length, fstatSync(file).size - offset)));
  for (let at = 0; at < bytes.length;) {
    const read = readSync(file, bytes, at, bytes.length - at, offset + at);
    if (read === 0) return bytes.subarray(0, at);
    at += read;
  }
  return bytes;
}
