/** Builds the page into dist/ and the command-line tool into dist-cli/: `npm run build`. */
import { pathToFileURL } from 'node:url';
import { runTool } from './run.ts';

/** Builds the page; the exit status of the builder. */
export function buildPage(): Promise<number> {
  return runTool('vite', ['build']);
}

/** Builds the command-line tool; the exit status of the builder. */
export function buildTool(): Promise<number> {
  return runTool('vite', ['build', '--config', 'vite.cli.config.ts', '--logLevel', 'warn']);
}

/** Builds both; the exit status of the first builder that failed, or 0. */
export async function build(): Promise<number> {
  const status = await buildPage();
  return status === 0 ? buildTool() : status;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await build();
