/** A file as a link names it. */
export interface LinkFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** In hex; undefined if it was not known. */
  readonly sha256: string | undefined;
}

/** An open file; `sha256` is undefined as long as it is not known. */
export type OpenedFile = LinkFile;

/**
 * Whether what is open is what a link names: `same` by its hash, `likely` by name and size, or in what it differs. `pending`:
 * a hash that will tell is not known yet.
 */
export type Verdict = 'same' | 'likely' | 'pending' | 'count' | 'size' | 'bytes' | 'name';

/** A link names so many files at most; it would get too long for programs that carry it. */
const MOST = 16;
const LONGEST_NAME = 255;
const FILE = /^(\d{1,16})~([\da-f]{64})?~(.+)$/su;

/** The values of `file` in a link: size, hash or nothing, and name, parted by "~"; none for too many files. */
export function encodeFiles(files: readonly LinkFile[]): readonly string[] {
  if (files.length > MOST) return [];
  return files.map(({ name, size, sha256 = '' }) => `${size}~${sha256}~${name.slice(0, LONGEST_NAME)}`);
}

/** Reads them; what is no such value is left out. */
export function decodeFiles(values: readonly string[]): readonly LinkFile[] {
  return values.slice(0, MOST).flatMap((value) => {
    const [, size, sha256, name] = FILE.exec(value) ?? [];
    return name === undefined ? [] : [{ name: name.slice(0, LONGEST_NAME), size: Number(size), sha256 }];
  });
}

/** Compares what is open with what a link names, file by file. `hashing`: hashes of open files may still come. */
export function compareFiles(wanted: readonly LinkFile[], opened: readonly OpenedFile[], hashing: boolean): Verdict {
  if (wanted.length !== opened.length) return 'count';
  const verdicts = wanted.map((file, at) => compareFile(file, opened[at], hashing));
  const worst = (['size', 'bytes', 'pending', 'name', 'likely'] as const).find((one) => verdicts.includes(one));
  return worst ?? 'same';
}

function compareFile(wanted: LinkFile, opened: OpenedFile | undefined, hashing: boolean): Verdict {
  if (opened === undefined || opened.size !== wanted.size) return 'size';
  if (wanted.sha256 !== undefined && opened.sha256 !== undefined)
    return opened.sha256 === wanted.sha256 ? 'same' : 'bytes';
  if (wanted.sha256 !== undefined && hashing) return 'pending';
  return opened.name === wanted.name ? 'likely' : 'name';
}
