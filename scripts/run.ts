import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** How a program ended that wrote straight to our own output. */
export function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.once('error', reject);
    // A program that a signal has ended has no status.
    child.once('exit', (status) => resolve(status ?? 1));
  });
}

/** A tool of node_modules, run by this very Node: no shell, so that it is the same on every system. */
export function runTool(
  tool: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  return run(process.execPath, [toolPath(tool), ...args], env);
}

/** Whether a program can be started and ends well; its output is dropped. */
export function works(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

const toolPaths: Readonly<Record<string, string>> = {
  depcruise: 'dependency-cruiser/bin/dependency-cruise.mjs',
  eslint: 'eslint/bin/eslint.js',
  knip: 'knip/bin/knip.js',
  oxlint: 'oxlint/bin/oxlint',
  playwright: '@playwright/test/cli.js',
  prettier: 'prettier/bin/prettier.cjs',
  tsc: 'typescript/bin/tsc',
  tsx: 'tsx/dist/cli.mjs',
  vite: 'vite/bin/vite.js',
  vitest: 'vitest/vitest.mjs',
};

function toolPath(tool: string): string {
  const path = toolPaths[tool];
  if (path === undefined) throw new Error(`scripts/run.ts does not know the tool ${tool}.`);
  return fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url));
}
