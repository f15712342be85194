import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { corpus, noCorpora } from '../../corpora.ts';

/**
 * Folder of definitions, streams of events and what must be found (`traces.json`, `class-traces.json`, `random.ndjson.gz`):
 * FLOWLOOM_SEQUENCES names it, else it is looked for in the corpora. undefined if it is not there.
 */
export const traceFolder: string | undefined = findTraces();

/** What is said beside skipped tests; "" if there is nothing to skip. */
export const noTraces = traceFolder === undefined ? `: ${noCorpora}` : '';

function findTraces(): string | undefined {
  const named = process.env['FLOWLOOM_SEQUENCES'];
  if (named === undefined) return corpus('expected/sequences');
  if (!existsSync(join(named, 'traces.json')))
    throw new Error(`FLOWLOOM_SEQUENCES names ${named}, which has no traces.json.`);
  return named;
}
