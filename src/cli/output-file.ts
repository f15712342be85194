import { fchmodSync, fstatSync, openSync, realpathSync, renameSync, rmSync, statSync, type Stats } from 'node:fs';
import { shownLine } from '../base/text.ts';
import { UsageError } from './usage-error.ts';

/** Files that are read, by device and number: no output may be one of them, whatever links lead there. */
const inputs = new Map<string, string>();
/** Files that are being written and not yet at their place. */
const unfinished = new Set<string>();
let made = 0;

/** Notes which files are read; `-` is standard input. Files that are not there are passed over. */
export function protectInputs(paths: readonly string[]): void {
  for (const path of paths) {
    const stats = path === '-' ? fstatSync(0) : statsOf(path);
    if (stats?.isFile() === true) inputs.set(keyOf(stats), path);
  }
}

/** Deletes what was begun and not completed; for the end of the process, however it comes. */
export function removeUnfinished(): void {
  for (const path of unfinished) rmSync(path, { force: true });
  unfinished.clear();
}

/**
 * A file that is written beside its place and put there when it is complete: until then what was there before stays. What
 * is no file (a device, a pipe), or stands in a folder where nothing can be made, is written in its place.
 */
export class OutputFile {
  private readonly target: string;
  private readonly before: Stats | undefined;
  private beside: string | undefined;

  /** Throws UsageError if the file is one of those that are read. */
  constructor(path: string) {
    this.before = statsOf(path);
    const input = this.before === undefined ? undefined : inputs.get(keyOf(this.before));
    if (input !== undefined) {
      const name = input === '-' ? 'standard input' : shownLine(input);
      throw new UsageError(`${shownLine(path)} is the same file as ${name}, which is read: name another output.`, '');
    }
    this.target = this.before === undefined ? path : realpathSync(path);
  }

  /** Opens it for writing; its descriptor. Throws the system's error. */
  open(): number {
    if (this.before !== undefined && !this.before.isFile()) return openSync(this.target, 'w');
    const beside = `${this.target}.${process.pid}-${made++}.part`;
    try {
      const file = openSync(beside, 'wx');
      unfinished.add(beside);
      this.beside = beside;
      if (this.before !== undefined) fchmodSync(file, this.before.mode);
      return file;
    } catch (error) {
      if (this.before === undefined || !isDenied(error)) throw error;
      return openSync(this.target, 'w');
    }
  }

  /** Puts the complete file at its place; it must be closed. */
  complete(): void {
    if (this.beside === undefined) return;
    renameSync(this.beside, this.target);
    unfinished.delete(this.beside);
  }

  /** Forgets what was written; it must be closed. */
  discard(): void {
    if (this.beside === undefined) return;
    rmSync(this.beside, { force: true });
    unfinished.delete(this.beside);
  }
}

function statsOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function keyOf({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}

/** Nothing may be made in the folder. */
function isDenied(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['EACCES', 'EPERM', 'EROFS'].includes(String(error.code));
}
