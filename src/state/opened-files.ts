import type { CaptureOrder } from '../core/model/capture-info.ts';
import type { NamedFile } from '../protocol/data.ts';

/** Bytes at either end of a file by which it is known again. */
const ENDS = 4096;

/** By what a file is known again. */
export interface FileMark {
  readonly name: string;
  readonly size: number;
  readonly first: Uint8Array;
  readonly last: Uint8Array;
}

/** What was opened last: its files once they are there, and their addresses if they have any. */
export interface OpenedFiles {
  readonly files: readonly NamedFile[];
  readonly addresses: readonly string[];
  readonly order: CaptureOrder;
  /** undefined for a file whose ends could not be read even then. */
  readonly marks: Promise<readonly (FileMark | undefined)[]>;
}

let opened: OpenedFiles = { files: [], addresses: [], order: 'list', marks: Promise.resolve([]) };

/** Files are kept, not copied: the browser reads them when they are asked for. */
export function rememberOpened(files: readonly NamedFile[], addresses: readonly string[], order: CaptureOrder): void {
  opened = { files, addresses, order, marks: Promise.all(files.map(markOf)) };
}

/** What was opened last; without files and addresses before the first one. */
export function openedFiles(): OpenedFiles {
  return opened;
}

/** True if there is something that can be read again. */
export function canReadAgain(): boolean {
  return opened.files.length + opened.addresses.length > 0;
}

/** What tells two files apart; undefined if they have the same size and the same ends. */
export function differenceOf(before: FileMark, after: FileMark): 'size' | 'bytes' | undefined {
  if (before.size !== after.size) return 'size';
  return isEqual(before.first, after.first) && isEqual(before.last, after.last) ? undefined : 'bytes';
}

/** By what a file is known again; undefined if it cannot be read. */
export async function markOf({ blob, name }: NamedFile): Promise<FileMark | undefined> {
  try {
    const [first, last] = await Promise.all([
      blob.slice(0, ENDS).arrayBuffer(),
      blob.slice(Math.max(0, blob.size - ENDS)).arrayBuffer(),
    ]);
    return { name, size: blob.size, first: new Uint8Array(first), last: new Uint8Array(last) };
  } catch {
    return undefined; // whoever opens it is told why
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
