import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/**
 * Folder with `captures/` (public collections of captures) and `expected/` (what other meters make of them), which are
 * not part of this repository: FLOWLOOM_CORPORA names it, `../shared` beside the repository is the default. undefined
 * if there is none: conformance tests are then skipped.
 */
export const corpora: string | undefined = findCorpora();

/** Path of a file or folder of the corpora; undefined if it is not here. */
export function corpus(path: string): string | undefined {
  if (corpora === undefined) return undefined;
  const full = join(corpora, path);
  return existsSync(full) ? full : undefined;
}

/** The line to show beside skipped tests. */
export const noCorpora = 'The corpora of captures are not here (FLOWLOOM_CORPORA): conformance tests are skipped.';

function findCorpora(): string | undefined {
  const named = process.env['FLOWLOOM_CORPORA'];
  const folder = named ?? fileURLToPath(new URL('../../shared', import.meta.url));
  if (existsSync(join(folder, 'captures'))) return folder;
  if (named !== undefined) throw new Error(`FLOWLOOM_CORPORA names ${named}, which has no captures/.`);
  return undefined;
}
