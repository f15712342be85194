import { readFileSync } from 'node:fs';

/** A log of Zeek: the names of its fields, and its rows by them. Tab-separated, with "#" before all that is no row. */
export function zeekLog(path: string): {
  readonly fields: readonly string[];
  readonly rows: readonly ReadonlyMap<string, string>[];
} {
  const lines = readFileSync(path, 'utf8').split('\n');
  const head = lines.find((line) => line.startsWith('#fields')) ?? '';
  const fields = head.split('\t').slice(1);
  const rows = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const cells = line.split('\t');
      return new Map(fields.map((field, at) => [field, cells[at] ?? '']));
    });
  return { fields, rows };
}
