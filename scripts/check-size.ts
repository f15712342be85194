/**
 * The budget of the first paint: the scripts and style sheets that index.html and its static imports load, compressed.
 * Reads what `npm run build` has left; ends with status 1 when they are too large.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './run.ts';

/** Scripts, in bytes after gzip. */
const scriptBudget = 150_000;

/** The part of Vite's manifest that is read here. */
interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}
type Manifest = Readonly<Record<string, Chunk>>;

const dist = join(root, 'dist');

async function readManifest(): Promise<Manifest> {
  const text = await readFile(join(dist, '.vite/manifest.json'), 'utf8').catch(() => undefined);
  if (text === undefined) throw new Error('dist/ has no manifest: run `npm run build` first.');
  return JSON.parse(text) as Manifest;
}

/** Files that the browser loads before anything is asked for, entry first. */
function firstFiles(manifest: Manifest, entry: string): ReadonlySet<string> {
  const files = new Set<string>();
  const waiting = [entry];
  const seen = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const chunk = manifest[name];
    if (chunk === undefined || seen.has(name)) continue;
    seen.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    waiting.push(...(chunk.imports ?? []));
  }
  return files;
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1).padStart(8)} kB`;

let scripts = 0;
for (const file of firstFiles(await readManifest(), 'index.html')) {
  const bytes = gzipSync(await readFile(join(dist, file)), { level: 9 }).length;
  if (file.endsWith('.js')) scripts += bytes;
  console.log(`${kilobytes(bytes)}  ${file}`);
}
console.log(`${kilobytes(scripts)}  scripts of the first paint, gzip; the budget is ${kilobytes(scriptBudget).trim()}`);
if (scripts === 0) throw new Error('index.html loads no script: is it the entry of the manifest?');
if (scripts > scriptBudget) {
  console.error('Too large: load what the empty page does not show by a dynamic import().');
  process.exitCode = 1;
}
