import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The command-line tool that tests run: built once, since from its sources it takes seconds to begin. */
export const TOOL_FOLDER = join(ROOT, '.cache/tool');

/** Builds the tool for the tests, unless nothing of its sources is newer (milliseconds of their last change). */
export async function setup(): Promise<void> {
  const built = statSync(join(TOOL_FOLDER, 'flowloom.mjs'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (built > newestOf('src', 'vite.cli.config.ts', 'package-lock.json')) return;
  await build({
    root: ROOT,
    configFile: join(ROOT, 'vite.cli.config.ts'),
    logLevel: 'warn',
    build: { outDir: TOOL_FOLDER, emptyOutDir: true },
  });
}

function newestOf(...names: readonly string[]): number {
  const times = names.flatMap((name) => {
    const path = join(ROOT, name);
    const inside = statSync(path).isDirectory() ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : [];
    return [path, ...inside.map((one) => join(path, one))].map((one) => statSync(one).mtimeMs);
  });
  return Math.max(...times);
}
