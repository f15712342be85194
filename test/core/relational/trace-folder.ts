import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { corpus, noCorpora } from '../../corpora.ts';

/**
 * Folder of definitions, streams of events and what must be found (`traces.json`, `class-traces.json`, `random.ndjson.gz`, and
 * others of these forms): FLOWLOOM_SEQUENCES names it, else it is looked for in the corpora. undefined if it is not there.
 */
export const traceFolder: string | undefined = process.env['FLOWLOOM_SEQUENCES'] ?? corpus('expected/sequences');

/** What is said beside skipped tests; "" if there is nothing to skip. */
export const noTraces = traceFolder === undefined ? `: ${noCorpora}` : '';

/** What one file holds. */
export interface TraceFile<T> {
  readonly name: string;
  readonly traces: readonly T[];
}

const FILES = /\.(json|ndjson|ndjson\.gz)$/;

/**
 * The files of a folder whose traces have a member of this name: `definition` those of sequences and windows, `classes` those of
 * classes. Throws an Error if there is no such folder, none of it can be told, or a file holds anything else.
 */
export function tracesWith<T>(folder: string, member: 'definition' | 'classes'): readonly TraceFile<T>[] {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder} (FLOWLOOM_SEQUENCES).`);
  const names = readdirSync(folder).filter((name) => FILES.test(name));
  if (names.length === 0) throw new Error(`${folder} has no traces: neither .json nor .ndjson nor .ndjson.gz.`);
  const files = names.toSorted().map((name) => ({ name, traces: readTraces(join(folder, name)) }));
  const wanted = files.filter(({ traces }) => traces.some((trace) => member in trace));
  if (wanted.length === 0) throw new Error(`${folder} has no traces with “${member}”: ${names.join(', ')}.`);
  return wanted as readonly TraceFile<unknown>[] as readonly TraceFile<T>[];
}

function readTraces(path: string): readonly object[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  const lines = path.endsWith('.json') ? [text] : text.split('\n').filter((line) => line.trim() !== '');
  const traces = lines.flatMap((line) => JSON.parse(line) as unknown);
  if (traces.length === 0) throw new Error(`${path} has no traces.`);
  return traces.map((trace) => {
    const isTrace = typeof trace === 'object' && trace !== null && ('definition' in trace || 'classes' in trace);
    if (!isTrace) throw new Error(`${basename(path)} holds something that is no trace.`);
    return trace;
  });
}
