import { readFileSync } from 'node:fs';
import { formatCountOf } from '../base/format.ts';
import { shownLine } from '../base/text.ts';
import { KeyLog } from '../core/decrypt/key-log.ts';
import type { Report } from './report.ts';
import { UsageError } from './usage-error.ts';

/** The secrets of `--keys`; none without it. Says what of the file was not understood; throws UsageError if it has none. */
export function readKeys(path: string | undefined, report: Report): KeyLog {
  const keys = new KeyLog();
  if (path === undefined) return keys;
  const { secrets, unknown, unknownLines } = keys.add(readKeyFile(path));
  if (secrets === 0) throw new UsageError(`${shownLine(path)} has no secret in the format of a key log.`, '');
  const lines = unknownLines.join(', ');
  if (unknown > 0) report.say(`${formatCountOf(unknown, 'line')} of ${path} not understood: ${lines}.`);
  return keys;
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    throw new UsageError(`${shownLine(path)} cannot be read: ${error instanceof Error ? error.message : ''}`, '');
  }
}
