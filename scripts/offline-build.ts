import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { bundle } from './bundled-text.ts';

const WORKER = fileURLToPath(new URL('../workers/offline.worker.ts', import.meta.url));
const WRITTEN = 'service-worker.js';

/**
 * Writes the service worker beside the built page, with a list of all files there and their hashes: whatever changes, the
 * browser finds another worker.
 */
export function offlineBuild(): Plugin {
  let folder = 'dist';
  return {
    name: 'offline-build',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const { text } = await bundle(WORKER);
        writeFileSync(join(folder, WRITTEN), withBuild(text, folder));
      },
    },
  };
}

/** The service worker's text with the list of the files that are in a folder now; a list that it has is replaced. */
export function withBuild(text: string, folder: string): string {
  const list = `const FLOWLOOM_BUILD = ${JSON.stringify(describeBuild(folder))};\n`;
  return list + text.replace(/^const FLOWLOOM_BUILD = .*\n/, '');
}

/** What workers/kept-builds.ts calls a build: the folder's files, but for those that only the tools read. */
function describeBuild(folder: string): { id: string; files: Record<string, string> } {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .map((name) => name.split(sep).join('/'))
    .filter((name) => !name.startsWith('.') && name !== WRITTEN)
    .toSorted();
  const files = Object.fromEntries(names.map((name) => [pathOf(name), sha256(readFileSync(join(folder, name)))]));
  return { id: sha256(JSON.stringify(files)).slice(0, 16), files };
}

function pathOf(name: string): string {
  const path = name === 'index.html' ? '' : name;
  return path.split('/').map(encodeURIComponent).join('/');
}

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
